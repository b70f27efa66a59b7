import type { ContenderAnalysis, Estimate, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { estimateColumns, SECONDS, type ChartColumn } from '../../charts/chart-rows.ts'
import { linearAxis, type LinearAxis } from '../../charts/scale.ts'
import type { Whisker } from '../../charts/whiskers.tsx'

export interface AnalysedContender {
  contender: Contender
  analysis: ContenderAnalysis
}

/** Contenders with their numbers, the soonest median first; those without one come last, in the plan's order. */
export function orderByMedian(plan: FrozenPlan, analysis: TrialAnalysis): AnalysedContender[] {
  return orderBy(plan, analysis, (numbers) => numbers.latency.p50)
}

/** Contenders with their numbers, the cheapest picture first. */
export function orderByCost(plan: FrozenPlan, analysis: TrialAnalysis): AnalysedContender[] {
  return orderBy(plan, analysis, (numbers) => numbers.costPerImageMicros)
}

function orderBy(
  plan: FrozenPlan,
  analysis: TrialAnalysis,
  read: (numbers: ContenderAnalysis) => Estimate,
): AnalysedContender[] {
  const analysed = plan.contenders.flatMap((contender) => {
    const numbers = analysis.contenders.find((candidate) => candidate.contenderId === contender.id)
    return numbers === undefined ? [] : [{ contender, analysis: numbers }]
  })
  const rank = (item: AnalysedContender) => {
    const estimate = read(item.analysis)
    return estimate.state === 'known' ? estimate.value : Number.POSITIVE_INFINITY
  }
  return analysed
    .map((item, index) => ({ item, index, rank: rank(item) }))
    .sort((a, b) => (a.rank === b.rank ? a.index - b.index : a.rank - b.rank))
    .map(({ item }) => item)
}

/** Median, p90 and p95 as far as n supports them, in seconds. */
export function latencyWhiskers({ latency }: ContenderAnalysis): Whisker[] {
  return [
    ...whisker('marker', latency.p50, 1000),
    ...whisker('ring', latency.p90, 1000),
    ...whisker('dot', latency.p95, 1000),
  ]
}

/** None where the estimate is not known. @param divisor from the unit of the estimate to that of the axis */
export function whisker(mark: Whisker['mark'], estimate: Estimate, divisor: number): Whisker[] {
  if (estimate.state !== 'known') return []
  return [{ mark, value: estimate.value / divisor, low: estimate.low / divisor, high: estimate.high / divisor }]
}

/** Percentiles with their intervals and n, and how many of those asked gave a picture. */
export const LATENCY_COLUMNS: readonly ChartColumn<AnalysedContender>[] = [
  ...(['p50', 'p90', 'p95', 'p99'] as const).flatMap((name) =>
    estimateColumns<AnalysedContender>(
      { head: name === 'p50' ? 'Median' : name, name: name === 'p50' ? 'median' : name, ...SECONDS },
      ({ analysis }) => analysis.latency[name],
    ),
  ),
  { head: 'Pictures', name: 'pictures', read: ({ analysis }) => analysis.succeeded },
  { head: 'Asked', name: 'asked', read: ({ analysis }) => analysis.asked },
]

/** One axis for the whiskers of all contenders. */
export function whiskerAxis(whiskers: readonly Whisker[][], marks: number): LinearAxis {
  return linearAxis(Math.max(0, ...whiskers.flat().map((one) => one.high)), marks)
}

/** "p95 needs n 72, p99 needs n 368, so they are not shown": what no contender's n supports; null where all is shown. */
export function describeUnsupported(analysis: TrialAnalysis): string | null {
  const names = { p50: 'the median', p90: 'p90', p95: 'p95', p99: 'p99' } as const
  const parts = (['p50', 'p90', 'p95', 'p99'] as const).flatMap((key) => {
    const needed = analysis.contenders.flatMap(({ latency }) => {
      const estimate = latency[key]
      return estimate.state === 'too-few' ? [estimate.neededCount] : []
    })
    return needed.length === 0 || needed.length < analysis.contenders.length
      ? []
      : [`${names[key]} needs n ${Math.max(...needed)}`]
  })
  if (parts.length === 0) return null
  return `${parts.join(', ')}, so ${parts.length === 1 ? 'it is' : 'they are'} not shown`
}
