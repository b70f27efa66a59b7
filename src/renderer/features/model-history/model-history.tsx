import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContenderHistory, HistoryPoint, MeasuredModel } from '#shared/domain/contender-history.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { DOLLARS, estimateColumns, SECONDS, type ChartColumn, type NamedRow } from '../../charts/chart-rows.ts'
import { HistoryChart } from '../../charts/history-chart.tsx'
import { workbench } from '../../client/client.ts'
import desk from '../../ui/desk.module.css'
import { EstimateFigure } from '../../ui/figure.tsx'
import { formatDateAndTime, formatDay, formatDayAndTime } from '../../ui/format-time.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import styles from './model-history.module.css'
import { prepareHistory } from './prepare-history.ts'

/** A model's median latency and cost per image by date, and the trials behind them. */
export function ModelHistory({ model }: { model: MeasuredModel }) {
  const { providerId, modelId, practice, modelName, providerName } = model
  const query = useQuery(workbench.analysis.history.queryOptions({ input: { providerId, modelId, practice } }))
  return (
    <div className={desk['broad']}>
      <h1>{modelName}</h1>
      <p className="two">{providerName}, over the trials that have measured it</p>
      {query.isPending && <LoadingShape label="Reading the trials" lines={8} />}
      {query.isError && (
        <ErrorState title="The trials can’t be read" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <History model={model} history={query.data} />}
    </div>
  )
}

function History({ model, history: { points, olderCount } }: { model: MeasuredModel; history: ContenderHistory }) {
  const alike = new Set(points.map(({ headline, settings }) => `${headline} ${settings}`)).size <= 1
  const method = [
    'Bar: the 95 % interval of that trial.',
    alike ? 'All were measured at the same load and settings.' : 'Load or settings differ between them: see the table.',
    olderCount > 0 ? `${countText(olderCount, 'older trial')} left out.` : '',
  ]
  const shared = {
    source: `${model.modelName}, ${model.providerName}`,
    points,
    method: method.filter(Boolean).join(' '),
  }
  return (
    <>
      <div className={styles['charts']}>
        <Chart
          {...shared}
          title="Median latency"
          pick={({ median }) => median}
          unit={{ head: 'Median', name: 'median', ...SECONDS }}
          writeValue={(seconds) => `${seconds} s`}
        />
        <Chart
          {...shared}
          title="Cost per image"
          pick={({ costPerImageMicros }) => costPerImageMicros}
          unit={{ head: 'An image', name: 'image', ...DOLLARS }}
          writeValue={(dollars) => `$${dollars}`}
        />
      </div>
      <section aria-labelledby="trials-behind">
        <h2 id="trials-behind">Trials</h2>
        <table className={styles['trials']}>
          <thead>
            <tr>
              <th scope="col">Trial</th>
              <th scope="col">Median latency</th>
              <th scope="col">Cost per image</th>
              <th scope="col">Measured as</th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point) => (
              <tr key={`${point.trialId} ${point.contenderId}`}>
                <th scope="row">
                  <Link to="/trials/$trialId/charts" params={{ trialId: point.trialId }}>
                    {point.trialName}
                  </Link>
                  <div className="small two">
                    {formatDateAndTime(point.startedAt)}
                    {point.status !== 'finished' && `, ${point.status}`} · {point.contenderName}
                  </div>
                </th>
                <td>
                  <EstimateFigure estimate={point.median} quantity="latency" />
                </td>
                <td>
                  <EstimateFigure estimate={point.costPerImageMicros} quantity="moneyPerImage" />
                </td>
                <td className="small two">
                  {point.headline} · {point.settings}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

interface ChartProps {
  source: string
  points: readonly HistoryPoint[]
  method: string
  title: string
  pick: (point: HistoryPoint) => Estimate
  unit: Parameters<typeof estimateColumns>[0]
  writeValue: (value: number) => string
}

function Chart({ source, points, method, title, pick, unit, writeValue }: ChartProps) {
  const prepared = prepareHistory(points, pick, 1 / unit.divisor)
  const known = prepared?.points.length ?? 0
  return (
    <ChartFrame
      title={title}
      source={source}
      caption={{
        what: 'Dot: the figure of one trial; nothing was measured in between.',
        count: `${countText(known, 'trial')}${known < points.length ? ` of ${points.length}` : ''}, n ${figureText(
          points.reduce((sum, point) => sum + pick(point).count, 0),
        )} in all.`,
        method,
      }}
      table={{
        rows: points.map((point) => ({ subject: point.trialName, point })),
        columns: historyColumns(pick, unit),
        of: { head: 'Trial', name: 'trial' },
      }}
      nothing={prepared === null ? 'Known of no trial.' : null}
    >
      {prepared !== null && (
        <HistoryChart
          points={prepared.points}
          axis={prepared.axis}
          time={prepared.time}
          writeValue={writeValue}
          writeTime={(atMs) => {
            const instant = new Date(atMs).toISOString()
            return prepared.isOfDays ? formatDay(instant) : formatDayAndTime(instant)
          }}
          label={`${title} of ${countText(known, 'trial')}; the rows have the same numbers`}
        />
      )}
    </ChartFrame>
  )
}

interface HistoryRow extends NamedRow {
  point: HistoryPoint
}

function historyColumns(pick: ChartProps['pick'], unit: ChartProps['unit']): ChartColumn<HistoryRow>[] {
  return [
    { head: 'Started', name: 'started_at', read: ({ point }) => point.startedAt },
    { head: 'Contender', name: 'contender', read: ({ point }) => point.contenderName },
    ...estimateColumns<HistoryRow>(unit, ({ point }) => pick(point)),
    { head: 'Measured as', name: 'measured_as', read: ({ point }) => `${point.headline} · ${point.settings}` },
  ]
}
