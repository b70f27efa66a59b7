import type { Estimate } from '../domain/analysis.ts'
import { neededCount, percentileEstimate } from './percentile.ts'

/**
 * How far apart the medians of two separate groups are, median of `first` less median of `second`, where nothing pairs their
 * values. The ends are those of the two order-statistic intervals, subtracted: `first.low − second.high` to
 * `first.high − second.low`. It leaves out 0 just where the two intervals do not touch, and is wider than need be: it covers the
 * difference in 98 or 99 of 100 cases where the groups are alike in size, and comes down towards 95 where one outweighs the other.
 * For that it can be had from six values on and takes no shape for granted, where a bootstrap of so few promises too much.
 * Source: Schenker & Gentleman, The American Statistician 55 (2001) 182–186, on intervals that overlap.
 * @param first in any order; not changed. `second` likewise
 * @returns `count` is that of the smaller group; `too-few` below six in either
 */
export function separateMedianDifference(first: readonly number[], second: readonly number[]): Estimate {
  const [one, other] = [percentileEstimate(first, 0.5), percentileEstimate(second, 0.5)]
  const count = Math.min(first.length, second.length)
  if (one.state !== 'known' || other.state !== 'known')
    return { state: 'too-few', count, neededCount: neededCount(0.5) }
  return {
    state: 'known',
    value: one.value - other.value,
    low: one.low - other.high,
    high: one.high - other.low,
    count,
    method: 'order-statistic',
  }
}
