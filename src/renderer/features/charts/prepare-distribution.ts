import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { logAxis, writeSeconds, type ChartAxis } from '../../charts/chart-axis.ts'
import { scaled, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { LatencyStrip } from '../../charts/latency-strips.tsx'
import { latencyWhiskers, orderByMedian } from './prepare-latency.ts'

/** A bin with its pictures, or a percentile with its interval. */
export interface DistributionRow extends ContenderRow {
  what: 'pictures' | 'median' | 'p90' | 'p95'
  fromSeconds: number
  toSeconds: number
  /** Of a percentile; null for a bin. */
  valueSeconds: number | null
  pictures: number
}

export interface PreparedDistribution {
  strips: LatencyStrip[]
  x: ChartAxis
  table: ChartTable<DistributionRow>
}

const COLUMNS: ChartTable<DistributionRow>['columns'] = [
  { head: 'What', name: 'what', read: ({ what }) => what },
  { head: 'From, s', name: 'from_seconds', read: ({ fromSeconds }) => fromSeconds, places: 3 },
  { head: 'To, s', name: 'to_seconds', read: ({ toSeconds }) => toSeconds, places: 3 },
  {
    head: 'Value, s',
    name: 'value_seconds',
    read: ({ valueSeconds }) => valueSeconds,
    places: 3,
    missing: () => 'a bin',
  },
  { head: 'Pictures', name: 'pictures', read: ({ pictures }) => pictures },
]

const NAMES = { marker: 'median', ring: 'p90', dot: 'p95' } as const

/** How latencies spread, the soonest median first; null where nobody gave a picture. */
export function prepareDistribution(
  plan: FrozenPlan,
  analysis: TrialAnalysis,
  { binEdgesMs, contenders }: TrialCharts,
): PreparedDistribution | null {
  const edges = binEdgesMs.map((edge) => scaled(edge, 1000))
  const [first, last] = [edges[0], edges.at(-1)]
  if (first === undefined || last === undefined) return null
  const rows: DistributionRow[] = []
  const strips = orderByMedian(plan, analysis).map(({ contender, analysis: numbers }): LatencyStrip => {
    const counts = contenders.find(({ contenderId }) => contenderId === contender.id)?.latencyCounts ?? []
    const fullest = Math.max(1, ...counts)
    const filled = counts.flatMap((pictures, bin) =>
      pictures === 0 ? [] : [{ bin, pictures, from: edges[bin] ?? first, to: edges[bin + 1] ?? last }],
    )
    const whiskers = latencyWhiskers(numbers)
    const { latency } = numbers
    const counted = { marker: latency.p50.count, ring: latency.p90.count, dot: latency.p95.count }
    rows.push(
      ...filled.map(({ pictures, from, to }): DistributionRow => ({
        contender,
        what: 'pictures',
        fromSeconds: from,
        toSeconds: to,
        valueSeconds: null,
        pictures,
      })),
      ...whiskers.map(({ mark, value, low, high }): DistributionRow => ({
        contender,
        what: NAMES[mark],
        fromSeconds: low,
        toSeconds: high,
        valueSeconds: value,
        pictures: counted[mark],
      })),
    )
    const [begin, end] = [filled[0]?.bin ?? 0, filled.at(-1)?.bin ?? -1]
    return {
      contenderId: contender.id,
      name: contender.name,
      position: contender.position,
      // Empty bins between filled ones belong to the outline.
      bins: counts.flatMap((pictures, bin) =>
        bin < begin || bin > end
          ? []
          : [{ from: edges[bin] ?? first, to: edges[bin + 1] ?? last, width: pictures / fullest }],
      ),
      whiskers,
    }
  })
  return { strips, x: logAxis(first, last, writeSeconds), table: { rows, columns: COLUMNS } }
}
