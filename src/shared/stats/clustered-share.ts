import type { Estimate } from '../domain/estimate.ts'
import { wilsonEstimate } from './wilson.ts'

/** What one prompt gave. */
export interface ShareCluster {
  successes: number
  count: number
}

/**
 * A share of observations that come in clusters, such as the pictures of a prompt, with a 95 % Wilson interval for as many observations as
 * they are worth: their number over the design effect, which is the variance between clusters over that of a binomial, never taken
 * below 1. Where all or none succeed there is no variance to tell, and each counts.
 * Source: Kish & Frankel, Journal of the Royal Statistical Society B 36 (1974) 1–37; Korn & Graubard, Survey Methodology 24 (1998) 193–201.
 * @returns `count` is the number of observations; `too-few` for none
 */
export function clusteredShare(clusters: readonly ShareCluster[]): Estimate {
  const successes = clusters.reduce((sum, cluster) => sum + cluster.successes, 0)
  const count = clusters.reduce((sum, cluster) => sum + cluster.count, 0)
  const plain = wilsonEstimate(successes, count)
  if (plain.state !== 'known' || clusters.length < 2) return plain
  const share = plain.value
  const between = clusters.reduce((sum, cluster) => sum + (cluster.successes - share * cluster.count) ** 2, 0)
  const clusteredVariance = ((clusters.length / (clusters.length - 1)) * between) / count ** 2
  const binomialVariance = (share * (1 - share)) / count
  const designEffect = binomialVariance === 0 ? 1 : Math.max(1, clusteredVariance / binomialVariance)
  return { ...plain, ...interval(wilsonEstimate(successes / designEffect, count / designEffect)) }
}

function interval(estimate: Estimate): { low: number; high: number } | null {
  return estimate.state === 'known' ? { low: estimate.low, high: estimate.high } : null
}
