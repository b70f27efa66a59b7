import type { CostBasis } from '../domain/cost-basis.ts'
import type { MonthCost, UsableCost } from '../domain/month-cost.ts'
import { combineIntervals } from './combine-intervals.ts'
import type { MonthSetting } from './month-setting.ts'
import { reckonMonth } from './reckon-month.ts'
import { measuredInputs, type CostScenario } from './uncertain-inputs.ts'

/**
 * What a contender costs in a month at a volume, with its items and the 95 % interval that the measurements give it. The assumptions are
 * taken as they are: what hangs on them is in `simulateOwnership` and `tornado`.
 * @param imagesPerMonth pictures received, usable or not
 */
export function monthCost(basis: CostBasis, imagesPerMonth: number, setting: MonthSetting): MonthCost {
  const month = reckonMonth(basis, imagesPerMonth, setting)
  if (month.state === 'unknown') return { state: 'unknown', imagesPerMonth, reason: month.reason }
  const total = combineIntervals({ bases: [basis], setting }, measuredInputs(basis), (scenario) =>
    totalOf(scenario, imagesPerMonth),
  )
  if (total === null) {
    return { state: 'unknown', imagesPerMonth, reason: 'Within what was measured, the latency target can’t be met.' }
  }
  const { items, notCounted, use } = month
  return { state: 'known', imagesPerMonth, total, items, notCounted, use }
}

/**
 * What one usable picture costs at a volume: the month over the pictures of it that are usable, with the interval of both. It takes what a
 * picture costs and whether it is usable for independent.
 * @param imagesPerMonth pictures received, usable or not
 */
export function costPerUsableImage(basis: CostBasis, imagesPerMonth: number, setting: MonthSetting): UsableCost {
  const typed = setting.assumptions.usableShare
  const share =
    typed === null
      ? basis.usableShare
      : { value: typed, low: typed, high: typed, count: null, source: 'typed-in' as const }
  if (share === null)
    return { state: 'unknown', imagesPerMonth, reason: 'How many of the pictures are usable is not known.' }
  const month = reckonMonth(basis, imagesPerMonth, setting)
  if (month.state === 'unknown') return { state: 'unknown', imagesPerMonth, reason: month.reason }
  if (share.value === 0) return { state: 'unknown', imagesPerMonth, reason: 'No picture was usable.' }
  const own = { ...basis, usableShare: share }
  const cost = combineIntervals({ bases: [own], setting }, measuredInputs(own), (scenario) => {
    const total = totalOf(scenario, imagesPerMonth)
    const usable = scenario.bases[0]?.usableShare?.value ?? 0
    return total === null || usable === 0 ? null : total / (imagesPerMonth * usable)
  })
  return cost === null
    ? { state: 'unknown', imagesPerMonth, reason: 'Too few pictures were looked at to say what a usable one costs.' }
    : { state: 'known', imagesPerMonth, ...cost }
}

function totalOf({ bases: [basis], setting }: CostScenario, imagesPerMonth: number): number | null {
  if (basis === undefined) return null
  const month = reckonMonth(basis, imagesPerMonth, setting)
  return month.state === 'known' ? month.totalMicros : null
}
