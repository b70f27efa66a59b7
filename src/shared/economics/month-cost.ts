import type { CostBasis } from '../domain/cost-basis.ts'
import type { AmountInterval, MonthCost, UsableCost } from '../domain/month-cost.ts'
import type { SourcedValue } from '../domain/sourced-value.ts'
import { combineIntervals } from './combine-intervals.ts'
import type { MonthSetting } from './month-setting.ts'
import { reckonMonth } from './reckon-month.ts'
import { measuredInputs } from './measured-inputs.ts'
import type { CostScenario } from './uncertain-inputs.ts'

/** What a month costs in all, in micro-dollars, with its 95 % interval; or why that is not known, a sentence. */
export type MonthTotal = ({ state: 'known' } & AmountInterval) | { state: 'unknown'; reason: string }

/**
 * What a contender costs in a month at a volume, with its items and the 95 % interval that the measurements give it. The assumptions are
 * taken as they are: what hangs on them is in `simulateOwnership` and `tornado`.
 * @param imagesPerMonth pictures received, usable or not
 */
export function monthCost(basis: CostBasis, imagesPerMonth: number, setting: MonthSetting): MonthCost {
  const month = reckonMonth(basis, imagesPerMonth, setting)
  if (month.state === 'unknown') return { state: 'unknown', imagesPerMonth, reason: month.reason }
  const total = combined(basis, setting, (scenario) => totalOf(scenario, imagesPerMonth))
  if (total.state === 'unknown') return { state: 'unknown', imagesPerMonth, reason: total.reason }
  const { value, low, high } = total
  const { items, notCounted, use } = month
  return { state: 'known', imagesPerMonth, total: { value, low, high }, items, notCounted, use }
}

/** The total of `monthCost` alone. */
export function monthTotal(basis: CostBasis, imagesPerMonth: number, setting: MonthSetting): MonthTotal {
  const month = reckonMonth(basis, imagesPerMonth, setting)
  if (month.state === 'unknown') return month
  // What is no use costs as much.
  return combined({ ...basis, usableShare: null }, setting, (scenario) => totalOf(scenario, imagesPerMonth))
}

/** What a month costs in which so many usable pictures come: as many are drawn as hold them. The usable share is moved as well. */
export function usableMonthTotal(basis: CostBasis, usablePerMonth: number, setting: MonthSetting): MonthTotal {
  const share = usableShareOf(basis, setting)
  if (share === null) return { state: 'unknown', reason: NOT_EXAMINED }
  if (share.value === 0) return { state: 'unknown', reason: 'No picture was usable.' }
  const own = { ...basis, usableShare: share }
  const month = reckonMonth(own, usablePerMonth / share.value, setting)
  if (month.state === 'unknown') return month
  return combined(own, setting, (scenario) => {
    const usable = scenario.bases[0]?.usableShare?.value ?? 0
    return usable === 0 ? null : totalOf(scenario, usablePerMonth / usable)
  })
}

/** The share that was typed in, of all contenders alike, else the measured one. */
export function usableShareOf(basis: CostBasis, { assumptions }: MonthSetting): SourcedValue | null {
  const typed = assumptions.usableShare
  return typed === null ? basis.usableShare : { value: typed, low: typed, high: typed, count: null, source: 'typed-in' }
}

const NOT_EXAMINED = 'How many of the pictures are usable is not known.'

function combined(
  basis: CostBasis,
  setting: MonthSetting,
  amountOf: (scenario: CostScenario) => number | null,
): MonthTotal {
  const amount = combineIntervals({ bases: [basis], setting }, measuredInputs(basis), amountOf)
  return amount === null
    ? { state: 'unknown', reason: 'Within what was measured, the latency target can’t be met.' }
    : { state: 'known', ...amount }
}

/**
 * What one usable picture costs at a volume: the month over the pictures of it that are usable, with the interval of both. It takes what a
 * picture costs and whether it is usable for independent.
 * @param imagesPerMonth pictures received, usable or not
 */
export function costPerUsableImage(basis: CostBasis, imagesPerMonth: number, setting: MonthSetting): UsableCost {
  const share = usableShareOf(basis, setting)
  if (share === null) return { state: 'unknown', imagesPerMonth, reason: NOT_EXAMINED }
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
