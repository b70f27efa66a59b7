import { useMemo } from 'react'
import { describeColdBasis } from '#shared/domain/cold-basis.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { ColdShareChart } from '../../charts/cold-share-chart.tsx'
import { Marks } from '../../charts/marks.tsx'
import { Plot } from '../../charts/plot.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { EmptyState } from '../../ui/states.tsx'
import styles from './charts-screen.module.css'
import { countWords, ORDER_STATISTICS, WILSON } from './count-words.ts'
import { prepareColdStarts } from './prepare-cold-starts.ts'
import { whisker, whiskerAxis } from './prepare-latency.ts'
import { PENALTY_COLUMNS, penaltyRows, prepareProbes } from './prepare-probes.ts'
import type { SectionData } from './section-data.ts'

const MARKS = 4

/** After which idle time who starts cold, and what that costs. */
export function ColdStartSection(data: SectionData) {
  const { plan } = data
  const rows = penaltyRows(plan, data.analysis, data.charts)
  if (plan.coldProbes === null || rows.every(({ coldStart }) => coldStart.gaps.length === 0)) {
    return (
      <div className={styles['wide']}>
        <EmptyState title={plan.coldProbes === null ? 'Nobody was left idle' : 'No probe has been drawn yet'}>
          {plan.coldProbes === null
            ? 'Cold and warm are told apart by requests that are sent after an idle time. Design a trial with “Idle, then probe”, and this section says after which gap who starts cold, and what that costs.'
            : 'Probes are sent at the end of the trial, each after its gap.'}
        </EmptyState>
      </div>
    )
  }
  return (
    <>
      <ColdShareFrame {...data} />
      <ProbeFrame {...data} />
      <PenaltyFrame {...data} />
    </>
  )
}

function ColdShareFrame({ plan, analysis }: SectionData) {
  const prepared = useMemo(() => prepareColdStarts(plan, analysis), [plan, analysis])
  if (prepared === null) return null
  return (
    <ChartFrame
      title="Cold after idling"
      source={plan.name}
      caption={{
        what: 'Share of cold starts among the probes sent after each gap that could be told cold from warm.',
        count: countWords(
          prepared.table.rows.map(({ gap }) => gap.cold + gap.warm),
          'a contender and gap',
        ),
        method: WILSON,
      }}
      table={prepared.table}
    >
      <NameKey names={prepared.lines.map(({ contenderId, ...line }) => ({ id: contenderId, ...line }))} />
      <ColdShareChart
        gapLabels={prepared.gapLabels}
        lines={prepared.lines}
        label="Share of cold starts by idle time, per contender"
      />
      {prepared.unmarked !== null && <p className="small two">{prepared.unmarked}</p>}
    </ChartFrame>
  )
}

function ProbeFrame({ plan, charts }: SectionData) {
  const prepared = useMemo(() => prepareProbes(plan, charts), [plan, charts])
  if (prepared === null) return null
  return (
    <ChartFrame
      title="Latency after an idle gap"
      source={plan.name}
      caption={{
        what: 'Each probe by the gap before it, beside the warm median. Filled: cold; hollow: warm, or not to be told.',
        count: `n ${prepared.table.rows.filter(({ probe }) => probe !== null).length} probes.`,
        method: `Warm: ${ORDER_STATISTICS} Log scale.`,
      }}
      table={prepared.table}
    >
      <NameKey names={prepared.marks.map(({ contenderId, ...line }) => ({ id: contenderId, ...line }))} />
      <Plot label="Latency of each probe by idle time, per contender, log scale" x={prepared.x} y={prepared.y}>
        {prepared.marks.map(({ contenderId, position, marks }) => (
          <Marks key={contenderId} position={position} marks={marks} />
        ))}
      </Plot>
    </ChartFrame>
  )
}

function PenaltyFrame({ plan, analysis, charts }: SectionData) {
  const rows = penaltyRows(plan, analysis, charts)
  const whiskers = rows.map(({ charts: { warmMs, coldMs } }) => [
    ...(warmMs === null ? [] : whisker('marker', warmMs, 1000)),
    ...(coldMs === null ? [] : whisker('ring', coldMs, 1000)),
  ])
  return (
    <ChartFrame
      title="Cold against warm"
      source={plan.name}
      span={2}
      caption={{
        what: 'Marker: median of what was asked soon after another; ring: median of the cold probes.',
        count: countWords(
          rows.map(({ charts: { coldMs } }) => coldMs?.count ?? 0),
          'cold probes a contender',
        ),
        method: `${ORDER_STATISTICS} A cold start costs the difference of the two medians.`,
      }}
      table={{ rows, columns: PENALTY_COLUMNS }}
    >
      <WhiskerTable
        label="Cold and warm latency"
        axis={whiskerAxis(whiskers, MARKS)}
        write={(seconds) => `${seconds} s`}
        heads={['Warm', 'Cold', 'A cold start costs', 'Told by']}
        rows={rows.map(({ contender, coldStart, charts: { warmMs, coldMs } }, index) => ({
          contender,
          whiskers: whiskers[index] ?? [],
          cells: [
            warmMs !== null && <EstimateFigure key="warm" estimate={warmMs} quantity="latency" />,
            coldMs !== null && <EstimateFigure key="cold" estimate={coldMs} quantity="latency" />,
            <EstimateFigure key="penalty" estimate={coldStart.penaltyMs} quantity="latency" showCount={false} />,
            <span key="basis" className={`small two ${styles['words']}`}>
              {describeColdBasis(coldStart)}
            </span>,
          ],
        }))}
      />
    </ChartFrame>
  )
}

function NameKey({ names }: { names: readonly { id: string; position: number; name: string }[] }) {
  return (
    <div className={styles['key']}>
      {names.map(({ id, position, name }) => (
        <ContenderName key={id} position={position} name={name} />
      ))}
    </div>
  )
}
