import { useMemo } from 'react'
import { figureText } from '#shared/units/count-text.ts'
import { sentence } from '#shared/units/sentence.ts'
import { AnsweredWithinChart } from '../../charts/answered-within-chart.tsx'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { LatencyStrips } from '../../charts/latency-strips.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { countWords, ORDER_STATISTICS } from './count-words.ts'
import { FairnessSection } from './fairness-section.tsx'
import { prepareAnsweredWithin } from './prepare-answered-within.ts'
import { prepareDistribution } from './prepare-distribution.ts'
import { describeUnsupported, LATENCY_COLUMNS, latencyWhiskers, orderByMedian, whiskerAxis } from './prepare-latency.ts'
import { PHASE_PARTS, preparePhases } from './prepare-phases.ts'
import { ReportedFrame, ServiceFrame } from './reported-frames.tsx'
import { RunFrames } from './run-frames.tsx'
import type { SectionData } from './section-data.ts'
import { StageFrames } from './stage-frames.tsx'

const MARKS = 6

/** How long a picture takes: percentiles, how latencies spread, where the time goes, and what load, hour and provider say to it. */
export function LatencySection({ plan, analysis, charts }: SectionData) {
  return (
    <>
      <PercentileFrame plan={plan} analysis={analysis} />
      <DistributionFrame plan={plan} analysis={analysis} charts={charts} />
      <AnsweredWithinFrame plan={plan} analysis={analysis} charts={charts} />
      <PhaseFrame plan={plan} analysis={analysis} />
      <StageFrames plan={plan} analysis={analysis} />
      <ServiceFrame plan={plan} analysis={analysis} />
      <ReportedFrame plan={plan} analysis={analysis} />
      <RunFrames plan={plan} analysis={analysis} charts={charts} />
      <FairnessSection plan={plan} analysis={analysis} />
    </>
  )
}

type Analysed = Pick<SectionData, 'plan' | 'analysis'>

function PercentileFrame({ plan, analysis }: Analysed) {
  const rows = useMemo(() => orderByMedian(plan, analysis), [plan, analysis])
  const whiskers = rows.map((row) => latencyWhiskers(row.analysis))
  const unsupported = describeUnsupported(analysis)
  const showP99 = rows.some(({ analysis: { latency } }) => latency.p99.state === 'known')
  return (
    <ChartFrame
      title="Median, p90 and p95"
      source={plan.name}
      span={2}
      caption={{
        what: `${sentence(analysis.headline)}. Marker: median; ring: p90; dot: p95.`,
        count: countWords(rows.map((row) => row.analysis.latency.p50.count)),
        method: `${ORDER_STATISTICS}${unsupported === null ? '' : ` Of percentiles, ${unsupported}.`}`,
      }}
      table={{ rows, columns: LATENCY_COLUMNS }}
    >
      <WhiskerTable
        label="Latency"
        axis={whiskerAxis(whiskers, MARKS)}
        write={(seconds) => `${seconds} s`}
        heads={['Median', 'p90', 'p95', ...(showP99 ? ['p99'] : []), 'Answered']}
        rows={rows.map(({ contender, analysis: { latency, succeeded, asked } }, index) => ({
          contender,
          runs: contender.modelName,
          whiskers: whiskers[index] ?? [],
          cells: [
            <EstimateFigure key="p50" estimate={latency.p50} quantity="latency" label="median" />,
            <EstimateFigure key="p90" estimate={latency.p90} quantity="latency" label="p90" showCount={false} />,
            <EstimateFigure key="p95" estimate={latency.p95} quantity="latency" label="p95" showCount={false} />,
            ...(showP99
              ? [<EstimateFigure key="p99" estimate={latency.p99} quantity="latency" label="p99" showCount={false} />]
              : []),
            <span key="answered">
              {figureText(succeeded)} <span className="two">of {figureText(asked)}</span>
            </span>,
          ],
        }))}
      />
    </ChartFrame>
  )
}

function DistributionFrame({ plan, analysis, charts }: SectionData) {
  const prepared = useMemo(() => prepareDistribution(plan, analysis, charts), [plan, analysis, charts])
  if (prepared === null) return null
  return (
    <ChartFrame
      title="How latencies spread"
      source={plan.name}
      caption={{
        what: `${sentence(analysis.headline)}. A strip is as wide as pictures fell into each bin; the fullest bin of each contender is as wide as another’s. Marker: median; ring: p90; dot: p95.`,
        count: countWords(
          charts.contenders.map(({ latencyCounts }) => latencyCounts.reduce((sum, pictures) => sum + pictures, 0)),
        ),
        method: `${figureText(charts.binEdgesMs.length - 1)} bins on a log scale, the same for all. ${ORDER_STATISTICS}`,
      }}
      table={prepared.table}
    >
      <LatencyStrips
        strips={prepared.strips}
        x={prepared.x}
        label="How latencies spread, per contender, log time axis"
      />
    </ChartFrame>
  )
}

function AnsweredWithinFrame({ plan, analysis, charts }: SectionData) {
  const prepared = useMemo(() => prepareAnsweredWithin(plan, analysis), [plan, analysis])
  if (prepared === null) return null
  const { table, ...drawn } = prepared
  return (
    <ChartFrame
      title="Answered within"
      source={plan.name}
      caption={{
        what: `${sentence(analysis.headline)}. Share of all that were asked; a line that ends below 100 % has failures or refusals.`,
        count: countWords(charts.contenders.map(({ answeredOf }) => answeredOf)),
        method: 'Empirical distribution, exact; of more than 300 steps, evenly spaced ones.',
      }}
      table={table}
    >
      <AnsweredWithinChart {...drawn} label="Share of samples answered within a time, per contender, log time axis" />
    </ChartFrame>
  )
}

function PhaseFrame({ plan, analysis }: Analysed) {
  const { bars, axis, table } = useMemo(() => preparePhases(plan, analysis), [plan, analysis])
  if (bars.length === 0) return null
  return (
    <ChartFrame
      title="Where the time goes"
      source={plan.name}
      caption={{
        what: `${sentence(analysis.headline)}. What each phase adds to the mean picture; one that did not happen is left out.`,
        count: countWords(analysis.contenders.map(({ latency }) => latency.p50.count)),
        method: 'Means over all pictures, so that the parts make a whole.',
      }}
      table={table}
    >
      <StackedBars bars={bars} parts={PHASE_PARTS} axis={axis} label="Mean phases per contender, stacked" />
    </ChartFrame>
  )
}
