import type { Estimate } from '../domain/analysis.ts'
import { NORMAL_QUANTILE } from './normal.ts'

const Z = NORMAL_QUANTILE.p975

/**
 * A share with its 95 % score interval. Unlike the textbook interval it neither collapses at 0 and 1 nor leaves [0, 1]:
 * 0 of 20 still allows 16 %.
 * Source: Wilson (1927), as method 3 in Newcombe, Statistics in Medicine 17 (1998) 857–872.
 * @param successes from 0 to `count`
 * @returns value, low and high from 0 to 1; `too-few` for a count of 0
 */
export function wilsonEstimate(successes: number, count: number): Estimate {
  if (count === 0) return { state: 'too-few', count, neededCount: 1 }
  const share = successes / count
  const square = Z * Z
  const centre = share + square / (2 * count)
  const half = Z * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count))
  const scale = 1 + square / count
  return {
    state: 'known',
    value: share,
    // At the ends the two terms cancel exactly on paper and not in binary.
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === count ? 1 : (centre + half) / scale,
    count,
    method: 'wilson',
  }
}
