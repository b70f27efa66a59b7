import type { StageAnalysis, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { axisFromZero, writeSeconds, type ChartAxis } from '../../charts/chart-axis.ts'
import { estimateColumns, scaled, SECONDS, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { PlotLine } from '../../charts/line-plot.tsx'

export interface StageRow extends ContenderRow {
  stage: StageAnalysis
}

interface StagePlot {
  lines: PlotLine[]
  y: ChartAxis
  table: ChartTable<StageRow>
}

export interface PreparedStages {
  /** Requests in flight, stages side by side. */
  x: ChartAxis
  latency: StagePlot
  throughput: StagePlot
}

const IN_FLIGHT: ChartTable<StageRow>['columns'][number] = {
  head: 'In flight',
  name: 'in_flight',
  read: ({ stage }) => stage.concurrency,
}
const ANSWERED: ChartTable<StageRow>['columns'] = [
  { head: 'Pictures', name: 'pictures', read: ({ stage }) => stage.succeeded },
  { head: 'Asked', name: 'asked', read: ({ stage }) => stage.asked },
]
const LATENCY_COLUMNS: ChartTable<StageRow>['columns'] = [
  IN_FLIGHT,
  ...estimateColumns<StageRow>({ head: 'Median', name: 'median', ...SECONDS }, ({ stage }) => stage.p50),
  ...estimateColumns<StageRow>({ head: 'p95', name: 'p95', ...SECONDS }, ({ stage }) => stage.p95),
  ...ANSWERED,
]
const THROUGHPUT_COLUMNS: ChartTable<StageRow>['columns'] = [
  IN_FLIGHT,
  {
    head: 'Pictures a minute',
    name: 'pictures_per_minute',
    read: ({ stage }) => stage.imagesPerMinute,
    places: 2,
    missing: () => 'none',
  },
  ...ANSWERED,
]

/** A sweep stage by stage, by requests in flight; null for any other load. */
export function prepareStages(plan: FrozenPlan, analysis: TrialAnalysis): PreparedStages | null {
  if (plan.load.kind !== 'sweep') return null
  const concurrencies = plan.load.concurrencies.toSorted((left, right) => left - right)
  const rows = plan.contenders.flatMap((contender) =>
    (analysis.contenders.find(({ contenderId }) => contenderId === contender.id)?.stages ?? [])
      .toSorted((left, right) => left.concurrency - right.concurrency)
      .map((stage): StageRow => ({ contender, stage })),
  )
  const linesOf = (
    look: PlotLine['look'],
    read: (stage: StageAnalysis) => Omit<PlotLine['points'][number], 'x'> | null,
  ) =>
    plan.contenders.flatMap(({ id, name, position }): PlotLine[] => {
      const points = rows.flatMap(({ contender, stage }) => {
        const point = contender.id === id ? read(stage) : null
        return point === null ? [] : [{ x: concurrencies.indexOf(stage.concurrency), ...point }]
      })
      return points.length === 0 ? [] : [{ contenderId: id, name, position, points, look }]
    })
  const medians = linesOf('marker', ({ p50 }) => estimatePoint(p50))
  const tails = linesOf('hollow', ({ p95 }) => estimatePoint(p95))
  const rates = linesOf('marker', ({ imagesPerMinute }) =>
    imagesPerMinute === null ? null : { y: imagesPerMinute, low: null, high: null },
  )
  return {
    x: {
      scale: 'linear',
      from: -0.3,
      to: concurrencies.length - 0.7,
      ticks: concurrencies.map((_, index) => index),
      write: (index) => String(concurrencies[index] ?? ''),
    },
    latency: {
      lines: [...medians, ...tails],
      y: axisFromZero(highestOf([...medians, ...tails]), 4, writeSeconds),
      table: { rows, columns: LATENCY_COLUMNS },
    },
    throughput: {
      lines: rates,
      y: axisFromZero(highestOf(rates), 4, String),
      table: { rows, columns: THROUGHPUT_COLUMNS },
    },
  }
}

function estimatePoint(estimate: StageAnalysis['p50']): Omit<PlotLine['points'][number], 'x'> | null {
  if (estimate.state !== 'known') return null
  return { y: scaled(estimate.value, 1000), low: scaled(estimate.low, 1000), high: scaled(estimate.high, 1000) }
}

function highestOf(lines: readonly PlotLine[]): number {
  return Math.max(0, ...lines.flatMap(({ points }) => points.map(({ y, high }) => high ?? y)))
}
