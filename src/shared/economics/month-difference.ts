import type { CostBasis } from '../domain/cost-basis.ts'
import type { AmountInterval } from '../domain/month-cost.ts'
import { monthTotal } from './month-cost.ts'
import type { MonthSetting } from './month-setting.ts'

/**
 * What one contender saves a month against another at a volume, in micro-dollars, with the 95 % interval that the measurements of both
 * give it; below 0 it costs more. The two cannot be told apart where the interval holds 0.
 * @returns null where one of the two is not known
 */
export function monthDifference(
  own: CostBasis,
  other: CostBasis,
  imagesPerMonth: number,
  setting: MonthSetting,
): AmountInterval | null {
  const [first, second] = [own, other].map((basis) => monthTotal(basis, imagesPerMonth, setting))
  return first?.state === 'known' && second?.state === 'known' ? savingOf(first, second) : null
}

/**
 * One amount less another, each with its interval: their distances are added by their squares, as `combineIntervals` does with all
 * measurements at once, since none of them is of both.
 */
export function savingOf(own: AmountInterval, other: AmountInterval): AmountInterval {
  const value = other.value - own.value
  return {
    value,
    low: value - Math.hypot(own.high - own.value, other.value - other.low),
    high: value + Math.hypot(own.value - own.low, other.high - other.value),
  }
}
