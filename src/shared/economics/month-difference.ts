import type { CostBasis } from '../domain/cost-basis.ts'
import type { AmountInterval } from '../domain/month-cost.ts'
import { combineIntervals } from './combine-intervals.ts'
import type { MonthSetting } from './month-setting.ts'
import { reckonMonth } from './reckon-month.ts'
import { measuredInputs } from './uncertain-inputs.ts'

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
  const inputs = [own, other].flatMap(measuredInputs)
  return combineIntervals({ bases: [own, other], setting }, inputs, ({ bases, setting: now }) => {
    const [first, second] = bases.map((basis) => reckonMonth(basis, imagesPerMonth, now))
    return first?.state === 'known' && second?.state === 'known' ? second.totalMicros - first.totalMicros : null
  })
}
