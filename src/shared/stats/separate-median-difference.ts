import type { Estimate } from '../domain/analysis.ts'
import { percentileEstimate } from './percentile.ts'
import { subtractedDifference } from './separate-difference.ts'

/**
 * How far apart the medians of two separate groups are, median of `first` less median of `second`, where nothing pairs their
 * values. The ends are those of the two order-statistic intervals, subtracted (`subtractedDifference`). It covers the
 * difference in 98 or 99 of 100 cases where the groups are alike in size, and comes down towards 95 where one outweighs the other.
 * For that it can be had from six values on and takes no shape for granted, where a bootstrap of so few promises too much.
 * @param first in any order; not changed. `second` likewise
 * @returns `count` is that of the smaller group; `too-few` below six in either
 */
export function separateMedianDifference(first: readonly number[], second: readonly number[]): Estimate {
  return subtractedDifference(percentileEstimate(first, 0.5), percentileEstimate(second, 0.5))
}
