import type { Estimate } from '../domain/analysis.ts'
import { compareMedians, type Observation, type ResampleOptions } from './paired-medians.ts'

/**
 * How many times as long the median of `first` is as that of `second`: 1.2 for 20 % longer, with a 95 % bootstrap interval, paired
 * by prompt as in `compareMedians`. Ends and value turn into their reciprocals when the two change places.
 * @param first values above 0, in the unit of `second`
 * @returns `count` is the number of prompts; `too-few` below `NEEDED_CLUSTERS` prompts of either contender, and where the second
 *   median is 0
 */
export function medianRatio(
  first: readonly Observation[],
  second: readonly Observation[],
  options: ResampleOptions,
): Estimate {
  return compareMedians(first, second, (one, other) => (other > 0 ? one / other : null), options)
}

/** Whether an interval of a ratio leaves out 1: which of the two is larger is then more than chance. */
export function isRatioToldApart(ratio: Estimate): boolean {
  return ratio.state === 'known' && (ratio.low > 1 || ratio.high < 1)
}
