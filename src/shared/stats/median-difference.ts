import type { Estimate } from '../domain/analysis.ts'
import { NEEDED_CLUSTERS, bootstrapInterval } from './bootstrap.ts'
import { percentileRank } from './percentile.ts'

/** One measurement of one contender, with the prompt it was made of. */
export interface Observation {
  prompt: number
  value: number
}

/**
 * How far apart two contenders' medians are: median of `first` less median of `second`, in their unit, with a 95 % bootstrap
 * interval. A resample draws prompts and takes from both contenders what those prompts gave, so that a slow prompt, which
 * slows both, cancels out (paired). Sources as in `bootstrap.ts`.
 * @returns `count` is the number of prompts; `too-few` below `NEEDED_CLUSTERS` prompts of either contender
 */
export function medianDifference(
  first: readonly Observation[],
  second: readonly Observation[],
  options: { seed: number; resamples?: number },
): Estimate {
  const fewest = Math.min(countPrompts(first), countPrompts(second))
  const clusters = new Map<number, number>()
  for (const { prompt } of [...first, ...second]) if (!clusters.has(prompt)) clusters.set(prompt, clusters.size)
  const one = sortByValue(first, clusters)
  const other = sortByValue(second, clusters)
  const once = new Uint32Array(clusters.size).fill(1)
  const value = difference(one, other, once)
  const interval =
    fewest < NEEDED_CLUSTERS
      ? null
      : bootstrapInterval(clusters.size, (timesDrawn) => difference(one, other, timesDrawn), options)
  if (value === null || interval === null) return { state: 'too-few', count: fewest, neededCount: NEEDED_CLUSTERS }
  return { state: 'known', value, ...interval, count: clusters.size, method: 'bootstrap-by-prompt' }
}

/** Whether an interval of a difference leaves out 0: which of the two is smaller is then more than chance. */
export function isToldApart(difference: Estimate): boolean {
  return difference.state === 'known' && (difference.low > 0 || difference.high < 0)
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

function difference(first: Ascending, second: Ascending, timesDrawn: Uint32Array): number | null {
  const one = drawnMedian(first, timesDrawn)
  const other = drawnMedian(second, timesDrawn)
  return one === null || other === null ? null : one - other
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
