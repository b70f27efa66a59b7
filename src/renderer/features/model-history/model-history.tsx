import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContenderHistory, MeasuredModel } from '#shared/domain/contender-history.ts'
import { countText } from '#shared/units/count-text.ts'
import { HistoryChart } from '../../charts/history-chart.tsx'
import { workbench } from '../../client/client.ts'
import desk from '../../ui/desk.module.css'
import { EstimateFigure } from '../../ui/figure.tsx'
import { formatDateAndTime, formatDay, formatDayAndTime } from '../../ui/format-time.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import styles from './model-history.module.css'
import { prepareHistory, type PreparedHistory } from './prepare-history.ts'

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
      {query.data !== undefined && <History history={query.data} />}
    </div>
  )
}

function History({ history: { points, olderCount } }: { history: ContenderHistory }) {
  const alike = new Set(points.map(({ headline, settings }) => `${headline} ${settings}`)).size <= 1
  return (
    <>
      <p className={`small two ${styles['caption']}`}>
        Dot: the figure of one trial · bar: its 95&nbsp;% interval.{' '}
        {alike
          ? 'All were measured at the same load and settings.'
          : 'Load or settings differ between them: see the table.'}
        {olderCount > 0 && ` ${countText(olderCount, 'older trial')} left out.`}
      </p>
      <div className={styles['charts']}>
        <Chart
          title="Median latency"
          prepared={prepareHistory(points, ({ median }) => median, 1 / 1000)}
          writeValue={(seconds) => `${seconds} s`}
        />
        <Chart
          title="Cost per image"
          prepared={prepareHistory(points, ({ costPerImageMicros }) => costPerImageMicros, 1 / 1_000_000)}
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
  title: string
  prepared: PreparedHistory | null
  writeValue: (value: number) => string
}

function Chart({ title, prepared, writeValue }: ChartProps) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {prepared === null ? (
        <p className="two">Known of no trial.</p>
      ) : (
        <HistoryChart
          points={prepared.points}
          axis={prepared.axis}
          time={prepared.time}
          writeValue={writeValue}
          writeTime={(atMs) => {
            const instant = new Date(atMs).toISOString()
            return prepared.isOfDays ? formatDay(instant) : formatDayAndTime(instant)
          }}
          label={`${title} of ${countText(prepared.points.length, 'trial')}; the table has the same numbers`}
        />
      )}
    </section>
  )
}
