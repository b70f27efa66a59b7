import type { Estimate } from '../domain/analysis.ts'
import { bootstrapRatio, type RatioCluster } from '../stats/bootstrap.ts'

/** What one sample cost and gave. `chargeMicros` null: the charge is not known. */
export interface CostedSample {
  prompt: number
  chargeMicros: number | null
  pictures: number
}

/**
 * Micro-dollars per picture received: all charges, those of failures and refusals included, over all pictures.
 * The 95 % interval is a bootstrap clustered by prompt; `count` is the number of pictures.
 * - `unknown` where any charge is: the sum would be short by it. Its `count` says how many are unknown.
 * - `too-few` where no picture came.
 * - method `exact` where there are too few prompts to resample: value, low and high are then the same and say only what this
 *   trial cost, not what another would.
 */
export function costPerImage(samples: readonly CostedSample[], options: { seed: number }): Estimate {
  const byPrompt = new Map<number, RatioCluster>()
  let unknownCount = 0
  let chargedMicros = 0
  let pictures = 0
  for (const sample of samples) {
    if (sample.chargeMicros === null) {
      unknownCount += 1
      continue
    }
    const cluster = byPrompt.get(sample.prompt) ?? { numerator: 0, denominator: 0 }
    cluster.numerator += sample.chargeMicros
    cluster.denominator += sample.pictures
    byPrompt.set(sample.prompt, cluster)
    chargedMicros += sample.chargeMicros
    pictures += sample.pictures
  }
  if (unknownCount > 0) return { state: 'unknown', count: unknownCount }
  if (pictures === 0) return { state: 'too-few', count: 0, neededCount: 1 }
  const value = chargedMicros / pictures
  const interval = bootstrapRatio([...byPrompt.values()], options)
  return interval === null
    ? { state: 'known', value, low: value, high: value, count: pictures, method: 'exact' }
    : { state: 'known', value, ...interval, count: pictures, method: 'bootstrap-by-prompt' }
}
