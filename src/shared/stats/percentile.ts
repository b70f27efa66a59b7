import type { Estimate } from '../domain/analysis.ts'
import { binomialWindow } from './binomial.ts'

/** Percentiles that an analysis speaks of, as shares. */
export const PERCENTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const
export type PercentileName = keyof typeof PERCENTILES

/** Share of a two-sided 95 % interval left out at each end. */
const TAIL = 0.025

/** Absorbs the binary error of `count · share`: 0.07 × 100 is a little more than 7, and still the seventh value is meant. */
const ROUNDING = 1e-9

/**
 * Rank, from 1, of the nearest-rank percentile, `ceil(count · share)`: the lowest value that at least this share of all do not exceed.
 * It is a value that was measured, never one made up between two. Standard SQL calls it `percentile_disc`; SQLite's function of
 * that name rounds `share · (count − 1)` down instead and can name the value below.
 * @param share above 0, at most 1: 0.95 for p95
 */
export function percentileRank(count: number, share: number): number {
  return Math.max(1, Math.ceil(count * share - ROUNDING))
}

/**
 * Ranks, from 1, between which the true percentile lies with at least 95 % confidence, whatever the distribution:
 * the number of values below it is binomial, so each end leaves out at most 2.5 %. Equal-tailed, exact, conservative.
 * Source: David & Nagaraja, Order Statistics, 3rd edition, section 7.1; Hahn, Meeker & Escobar, Statistical Intervals, section 5.2.
 * @returns null where so few values have no such interval, see `neededCount`
 */
export function percentileInterval(count: number, share: number): { lowRank: number; highRank: number } | null {
  if (count < neededCount(share)) return null
  const { first, cumulative } = binomialWindow(count, share)
  // Entry k is the chance that at most first + k values lie below the true percentile.
  const firstInside = first + cumulative.findIndex((chance) => chance > TAIL)
  const lastInside = first + cumulative.findIndex((chance) => chance >= 1 - TAIL)
  return { lowRank: firstInside, highRank: lastInside + 1 }
}

/**
 * Smallest count for which `percentileInterval` exists: below it, even the largest (or smallest) value measured may fall
 * short of the true percentile more often than once in forty. p50 6, p75 13, p90 36, p95 72, p99 368.
 */
export function neededCount(share: number): number {
  return Math.ceil(Math.log(TAIL) / Math.log(Math.max(share, 1 - share)))
}

/**
 * A percentile of what was measured with its 95 % order-statistic interval, in the unit of the values;
 * `too-few` where the count does not support it.
 * @param share as in `percentileRank`
 * @param values in any order; not changed
 */
export function percentileEstimate(values: readonly number[], share: number): Estimate {
  return percentileEstimates(values)(share)
}

/** The same for several percentiles of the same values, which are sorted once. */
export function percentileEstimates(values: readonly number[]): (share: number) => Estimate {
  let ascending: Float64Array | null = null
  return (share) =>
    orderStatisticEstimate(values.length, share, (lowRank, highRank) => {
      ascending ??= Float64Array.from(values).sort()
      return ascending.subarray(lowRank - 1, highRank)
    })
}

/**
 * The same of values that lie in order elsewhere, of which only a few are read.
 * @param between the values from one rank to another, both from 1 and included, ascending
 */
export function orderStatisticEstimate(
  count: number,
  share: number,
  between: (lowRank: number, highRank: number) => ArrayLike<number>,
): Estimate {
  const interval = percentileInterval(count, share)
  if (interval === null) return { state: 'too-few', count, neededCount: neededCount(share) }
  const { lowRank, highRank } = interval
  const values = between(lowRank, highRank)
  const valueAt = (rank: number): number => {
    const value = values[rank - lowRank]
    if (value === undefined) throw new Error(`Of ${count} values, the one of rank ${rank} was not given.`)
    return value
  }
  return {
    state: 'known',
    value: valueAt(percentileRank(count, share)),
    low: valueAt(lowRank),
    high: valueAt(highRank),
    count,
    method: 'order-statistic',
  }
}
