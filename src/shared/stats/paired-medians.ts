import type { Estimate } from '../domain/analysis.ts'
import { NEEDED_CLUSTERS, bootstrapInterval } from './bootstrap.ts'
import { percentileRank } from './percentile.ts'

/** One measurement of one contender, with the prompt it was made of. */
export interface Observation {
  prompt: number
  value: number
}

export interface ResampleOptions {
  seed: number
  resamples?: number
}

/**
 * A figure made of two contenders' nearest-rank medians, with a 95 % bootstrap interval. A resample draws prompts and takes from
 * both contenders what those prompts gave, so that a slow prompt, which slows both, cancels out (paired). Sources as in `bootstrap.ts`.
 * It is wider than need be: simulated with 20 prompts, three repeats and log-normal latencies, it covers 98 of 100.
 * @param figure of the median of `first` and that of `second`; null where such medians have none
 * @returns `count` is the number of prompts; `too-few` below `NEEDED_CLUSTERS` prompts of either contender, and where too many
 *   resamples have no such figure
 */
export function compareMedians(
  first: readonly Observation[],
  second: readonly Observation[],
  figure: (first: number, second: number) => number | null,
  options: ResampleOptions,
): Estimate {
  const fewest = Math.min(countPrompts(first), countPrompts(second))
  const clusters = new Map<number, number>()
  for (const { prompt } of [...first, ...second]) if (!clusters.has(prompt)) clusters.set(prompt, clusters.size)
  const one = sortByValue(first, clusters)
  const other = sortByValue(second, clusters)
  const statistic = (timesDrawn: Uint32Array): number | null => {
    const firstMedian = drawnMedian(one, timesDrawn)
    const secondMedian = drawnMedian(other, timesDrawn)
    return firstMedian === null || secondMedian === null ? null : figure(firstMedian, secondMedian)
  }
  const value = statistic(new Uint32Array(clusters.size).fill(1))
  const interval = fewest < NEEDED_CLUSTERS ? null : bootstrapInterval(clusters.size, statistic, options)
  if (value === null || interval === null) return { state: 'too-few', count: fewest, neededCount: NEEDED_CLUSTERS }
  return { state: 'known', value, ...interval, count: clusters.size, method: 'bootstrap-by-prompt' }
}

interface Ascending {
  values: Float64Array
  clusters: Uint32Array
}

function sortByValue(observations: readonly Observation[], clusters: ReadonlyMap<number, number>): Ascending {
  const ascending = observations.toSorted((left, right) => left.value - right.value)
  return {
    values: Float64Array.from(ascending, ({ value }) => value),
    clusters: Uint32Array.from(ascending, ({ prompt }) => clusters.get(prompt) as number),
  }
}

function countPrompts(observations: readonly Observation[]): number {
  return new Set(observations.map(({ prompt }) => prompt)).size
}

/** Nearest-rank median of what was drawn, found by walking values sorted once: 2,000 resamples sort nothing. */
function drawnMedian({ values, clusters }: Ascending, timesDrawn: Uint32Array): number | null {
  let drawn = 0
  for (const cluster of clusters) drawn += timesDrawn[cluster] as number
  if (drawn === 0) return null
  let left = percentileRank(drawn, 0.5)
  for (let index = 0; index < values.length; index += 1) {
    left -= timesDrawn[clusters[index] as number] as number
    if (left <= 0) return values[index] as number
  }
  return null
}
