import type { PlanEstimate } from '../contract/plan.ts'

export interface PercentileLine {
  percentiles: string
  says: string
}

/** Which percentiles the plan's n supports: those that will be shown on one line, each other one with the n it needs. */
export function describePercentiles(
  estimate: Pick<PlanEstimate, 'percentiles' | 'samplesPerContender'>,
): PercentileLine[] {
  const shown = estimate.percentiles.filter((percentile) => percentile.shown)
  const missing = estimate.percentiles.filter((percentile) => !percentile.shown)
  const lines = missing.map(({ percentile, neededCount }) => ({
    percentiles: nameOf(percentile),
    says: `no, needs n ${neededCount}`,
  }))
  if (shown.length === 0) return lines
  const names = shown.map(({ percentile }) => nameOf(percentile)).join(', ')
  return [{ percentiles: names, says: `yes, n ${estimate.samplesPerContender}` }, ...lines]
}

/** @param percentile from 0 to 1 */
function nameOf(percentile: number): string {
  return percentile === 0.5 ? 'Median' : `p${Number((percentile * 100).toFixed(1))}`
}
