import { useMemo } from 'react'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { LinePlot } from '../../charts/line-plot.tsx'
import { countWords, ORDER_STATISTICS } from './count-words.ts'
import { prepareStages } from './prepare-stages.ts'
import type { SectionData } from './section-data.ts'

/** A sweep stage by stage: what one more request in flight costs in latency and gives in pictures. Nothing for any other load. */
export function StageFrames({ plan, analysis }: Pick<SectionData, 'plan' | 'analysis'>) {
  const prepared = useMemo(() => prepareStages(plan, analysis), [plan, analysis])
  if (prepared === null) return null
  const { x, latency, throughput } = prepared
  const count = countWords(
    latency.table.rows.map(({ stage }) => stage.p50.count),
    'a contender and stage',
  )
  return (
    <>
      <ChartFrame
        title="Latency by requests in flight"
        source={plan.name}
        caption={{
          what: 'Each stage has the whole plan. Filled: median; hollow: p95, where n 72 supports it.',
          count,
          method: ORDER_STATISTICS,
        }}
        table={latency.table}
      >
        <LinePlot
          lines={latency.lines}
          x={x}
          y={latency.y}
          interval="bars"
          label="Median and p95 latency by requests in flight, per contender"
        />
      </ChartFrame>
      <ChartFrame
        title="Throughput by requests in flight"
        source={plan.name}
        caption={{
          what: 'Pictures a minute while at work.',
          count,
          method: 'A count over a time: what this trial gave, without an interval.',
        }}
        table={throughput.table}
      >
        <LinePlot
          lines={throughput.lines}
          x={x}
          y={throughput.y}
          interval="bars"
          label="Pictures a minute by requests in flight, per contender"
        />
      </ChartFrame>
    </>
  )
}
