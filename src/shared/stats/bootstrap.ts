import { errorFunction } from 'simple-statistics'
import { createRandom } from './random.ts'
import { neededCount, percentileRank } from './percentile.ts'
import { studentQuantile } from './student.ts'

export const RESAMPLES = 2000

/**
 * Fewest clusters that are resampled. A resample only mixes the clusters it has, so it can never reach beyond the lowest and the
 * highest of them; below the count at which those two bracket a median at 95 %, its interval would promise too much.
 */
export const NEEDED_CLUSTERS = neededCount(0.5)

export interface Interval {
  low: number
  high: number
}

/**
 * 95 % percentile interval of a statistic over resampled clusters. All that one prompt gave is drawn together, because repeats of a
 * prompt resemble each other and are not so many independent samples.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; Davison & Hinkley, Bootstrap Methods (1997), section 3.8, for clusters.
 * @param statistic is given how often each cluster was drawn; null where a resample has no such value
 * @param options.expanded for a mean, or anything made of means: leaves `expandedTail` out at each end, and not 2.5 %
 * @returns null for fewer than `NEEDED_CLUSTERS`, and where more than one resample in 200 has no value
 */
export function bootstrapInterval(
  clusterCount: number,
  statistic: (timesDrawn: Uint32Array) => number | null,
  options: { seed: number; resamples?: number; expanded?: boolean },
): Interval | null {
  if (clusterCount < NEEDED_CLUSTERS) return null
  const resamples = options.resamples ?? RESAMPLES
  const random = createRandom(options.seed)
  const timesDrawn = new Uint32Array(clusterCount)
  const values: number[] = []
  for (let resample = 0; resample < resamples; resample += 1) {
    timesDrawn.fill(0)
    for (let draw = 0; draw < clusterCount; draw += 1) {
      // Quicker than an unbiased whole number by several times, and biased by less than one in 100,000 at 20,000 prompts.
      const cluster = Math.floor(random.next() * clusterCount)
      timesDrawn[cluster] = (timesDrawn[cluster] as number) + 1
    }
    const value = statistic(timesDrawn)
    if (value !== null) values.push(value)
  }
  if (values.length < resamples * 0.995) return null
  const ascending = Float64Array.from(values).sort()
  const tail = options.expanded === true ? expandedTail(clusterCount) : 0.025
  // Mirror images: of a statistic that turns round, the two ends change places and nothing else.
  const rank = percentileRank(values.length, tail)
  return { low: ascending[rank - 1] as number, high: ascending[values.length - rank] as number }
}

/**
 * The share to leave out at each end, Φ(−√(n / (n − 1)) · t) with t Student's 97.5 % quantile of n − 1 degrees of freedom: 0.24 % of 6
 * clusters, 1.6 % of 20, 2.5 % of very many. Resamples of few clusters spread less than new clusters would: with 2.5 % left out, the
 * interval of a cost per image covers 87 of 100 with 6 prompts and 92 with 12, with this share 95 and 96 (simulated).
 * Source: Hesterberg, The American Statistician 69 (2015) 371–386, on the expanded percentile interval.
 * @param clusterCount 2 or more
 */
export function expandedTail(clusterCount: number): number {
  const deviations = Math.sqrt(clusterCount / (clusterCount - 1)) * studentQuantile(0.975, clusterCount - 1)
  return (1 - errorFunction(deviations / Math.SQRT2)) / 2
}

/** What one prompt adds to both sides of a ratio: charges and pictures, or a sum and its count. */
export interface RatioCluster {
  numerator: number
  denominator: number
}

/**
 * 95 % interval of `sum of numerators / sum of denominators`, clustered: a mean where the denominators are counts.
 * @returns null as in `bootstrapInterval`
 */
export function bootstrapRatio(
  clusters: readonly RatioCluster[],
  options: { seed: number; resamples?: number },
): Interval | null {
  return bootstrapInterval(
    clusters.length,
    (timesDrawn) => {
      let numerator = 0
      let denominator = 0
      for (let index = 0; index < clusters.length; index += 1) {
        const times = timesDrawn[index] as number
        const cluster = clusters[index] as RatioCluster
        numerator += times * cluster.numerator
        denominator += times * cluster.denominator
      }
      return denominator === 0 ? null : numerator / denominator
    },
    { ...options, expanded: true },
  )
}
