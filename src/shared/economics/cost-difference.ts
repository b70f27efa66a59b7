import type { Estimate } from '../domain/analysis.ts'
import { NEEDED_CLUSTERS, bootstrapInterval } from '../stats/bootstrap.ts'
import { placesOfPrompts } from '../stats/places-of-prompts.ts'
import type { CostedSample } from './cost-per-image.ts'

/**
 * How far apart two contenders' costs per image are: `first` less `second` in micro-dollars, with a 95 % bootstrap interval
 * clustered by prompt and paired where prompts are shared.
 * @returns `count` is the number of prompts; `unknown` where any charge is; `too-few` without pictures or below `NEEDED_CLUSTERS` prompts
 */
export function costDifference(
  first: readonly CostedSample[],
  second: readonly CostedSample[],
  options: { seed: number },
): Estimate {
  const unknownCount = [...first, ...second].filter((sample) => sample.chargeMicros === null).length
  if (unknownCount > 0) return { state: 'unknown', count: unknownCount }
  const places = placesOfPrompts(first, second)
  const one = sumByPrompt(first, places)
  const other = sumByPrompt(second, places)
  const statistic = (timesDrawn: Uint32Array): number | null => {
    const cost = weightedCost(one, timesDrawn)
    const otherCost = weightedCost(other, timesDrawn)
    return cost === null || otherCost === null ? null : cost - otherCost
  }
  const value = statistic(new Uint32Array(places.size).fill(1))
  const interval = bootstrapInterval(places.size, statistic, { ...options, expanded: true })
  if (value === null || interval === null) {
    return { state: 'too-few', count: places.size, neededCount: NEEDED_CLUSTERS }
  }
  return { state: 'known', value, ...interval, count: places.size, method: 'bootstrap-by-prompt' }
}

interface PromptSums {
  charges: Float64Array
  pictures: Float64Array
}

function sumByPrompt(samples: readonly CostedSample[], places: ReadonlyMap<number, number>): PromptSums {
  const sums = { charges: new Float64Array(places.size), pictures: new Float64Array(places.size) }
  for (const { prompt, chargeMicros, pictures } of samples) {
    const index = places.get(prompt) as number
    sums.charges[index] = (sums.charges[index] as number) + (chargeMicros as number)
    sums.pictures[index] = (sums.pictures[index] as number) + pictures
  }
  return sums
}

function weightedCost({ charges, pictures }: PromptSums, timesDrawn: Uint32Array): number | null {
  let charged = 0
  let received = 0
  for (let index = 0; index < timesDrawn.length; index += 1) {
    const times = timesDrawn[index] as number
    charged += times * (charges[index] as number)
    received += times * (pictures[index] as number)
  }
  return received === 0 ? null : charged / received
}
