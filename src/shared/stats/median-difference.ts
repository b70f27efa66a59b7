import type { Estimate } from '../domain/analysis.ts'
import { compareMedians, type Observation, type ResampleOptions } from './paired-medians.ts'

export type { Observation } from './paired-medians.ts'

/**
 * How far apart two contenders' medians are: median of `first` less median of `second`, in their unit, with a 95 % bootstrap
 * interval, paired by prompt as in `compareMedians`.
 * @returns `count` is the number of prompts; `too-few` below `NEEDED_CLUSTERS` prompts of either contender
 */
export function medianDifference(
  first: readonly Observation[],
  second: readonly Observation[],
  options: ResampleOptions,
): Estimate {
  return compareMedians(first, second, (one, other) => one - other, options)
}

/** Whether an interval of a difference leaves out 0: which of the two is smaller is then more than chance. */
export function isToldApart(difference: Estimate): boolean {
  return difference.state === 'known' && (difference.low > 0 || difference.high < 0)
}
