import type { Estimate } from '../domain/analysis.ts'
import { bootstrapInterval, NEEDED_CLUSTERS } from './bootstrap.ts'
import { judgeRatio, type DriftVerdict } from './judge-ratio.ts'
import { placesOfPrompts } from './places-of-prompts.ts'

/** As many pictures at one and the same price make it a fixed one: a price by the second would not hit the same micro-dollar. */
const NEEDED_FOR_FIXED = 3

/** A sample that gave pictures, and what was charged for it: null where that is not known. */
export interface PricedSample {
  prompt: number
  chargeMicros: number | null
  pictures: number
}

export interface PriceDrift {
  verdict: DriftVerdict
  /** Micro-dollars per picture; null where a charge is not known or there is no picture. */
  baselineMicros: number | null
  repeatMicros: number | null
  /** Repeat over baseline. */
  ratio: Estimate
  unknownChargeCount: number
}

/**
 * Whether a picture costs another amount than it did. Where each run has one fixed price, any difference is a change, and the ratio is
 * `exact`. Where the price varies, by machine time or size, the ratio of the two means is judged as in `judgeRatio`, with a bootstrap
 * paired by prompt. A charge that is not known leaves both open: the mean would be that of the others. A charge that was read off a
 * price book changes with the book, not with the provider.
 * @param smallestRatio above 1, for prices that vary
 * @returns `ratio`: `unknown` where charges are, with their number, and where the baseline cost nothing
 */
export function priceDrift(
  baseline: readonly PricedSample[],
  repeat: readonly PricedSample[],
  options: { smallestRatio: number; seed: number; resamples?: number },
): PriceDrift {
  const all = [...baseline, ...repeat]
  const unknownChargeCount = all.filter(({ chargeMicros }) => chargeMicros === null).length
  const [baselineMicros, repeatMicros] = [meanPrice(baseline), meanPrice(repeat)]
  const told = { baselineMicros, repeatMicros, unknownChargeCount }
  if (unknownChargeCount > 0)
    return { ...told, verdict: 'cannot-tell', ratio: { state: 'unknown', count: unknownChargeCount } }
  const [before, after] = [fixedPrice(baseline), fixedPrice(repeat)]
  if (before !== null && after !== null)
    return {
      ...told,
      verdict: before === after ? 'unchanged' : 'changed',
      ratio: exactRatio(before, after, all.length),
    }
  const ratio = varyingRatio(baseline, repeat, options)
  return { ...told, verdict: judgeRatio(ratio, options.smallestRatio), ratio }
}

function fixedPrice(samples: readonly PricedSample[]): number | null {
  const prices = new Set(samples.map(({ chargeMicros, pictures }) => (chargeMicros as number) / pictures))
  const [price] = prices
  return samples.length >= NEEDED_FOR_FIXED && prices.size === 1 && price !== undefined ? price : null
}

function exactRatio(before: number, after: number, count: number): Estimate {
  if (before === 0) return { state: 'unknown', count }
  const value = after / before
  return { state: 'known', value, low: value, high: value, count, method: 'exact' }
}

function varyingRatio(
  baseline: readonly PricedSample[],
  repeat: readonly PricedSample[],
  options: { seed: number; resamples?: number },
): Estimate {
  const places = placesOfPrompts(baseline, repeat)
  const timesOf = (timesDrawn: Uint32Array) => (sample: PricedSample) =>
    timesDrawn[places.get(sample.prompt) as number] as number
  const statistic = (timesDrawn: Uint32Array): number | null => {
    const before = meanPrice(baseline, timesOf(timesDrawn))
    const after = meanPrice(repeat, timesOf(timesDrawn))
    return before === null || after === null || before === 0 ? null : after / before
  }
  const fewest = Math.min(...[baseline, repeat].map((samples) => new Set(samples.map(({ prompt }) => prompt)).size))
  const value = statistic(new Uint32Array(places.size).fill(1))
  const interval =
    fewest < NEEDED_CLUSTERS ? null : bootstrapInterval(places.size, statistic, { ...options, expanded: true })
  if (value === null || interval === null) return { state: 'too-few', count: fewest, neededCount: NEEDED_CLUSTERS }
  return { state: 'known', value, ...interval, count: places.size, method: 'bootstrap-by-prompt' }
}

function meanPrice(
  samples: readonly PricedSample[],
  timesOf: (sample: PricedSample) => number = () => 1,
): number | null {
  let [charged, received] = [0, 0]
  for (const sample of samples) {
    if (sample.chargeMicros === null) return null
    const times = timesOf(sample)
    charged += times * sample.chargeMicros
    received += times * sample.pictures
  }
  return received === 0 ? null : charged / received
}
