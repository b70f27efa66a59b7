import type { Estimate } from '../domain/analysis.ts'
import { judgeRatio, type DriftVerdict } from './judge-ratio.ts'
import { medianRatio } from './median-ratio.ts'
import { outputDrift, type OutputDrift } from './output-drift.ts'
import { priceDrift, type PriceDrift } from './price-drift.ts'
import type { Fingerprint } from './seed-honesty.ts'

/** One sample of the contender, as the baseline and its repeat hold it. */
export interface DriftSample {
  /** The same number for the same prompt in both runs. */
  prompt: number
  /** The same number for the same case in both runs: in a matrix, a prompt with one cell's parameters. Without a matrix, the prompt's. */
  asked: number
  /** Null where none was asked for. */
  seed: number | null
  /** Null where it did not succeed. */
  latencyMs: number | null
  /** Null where it is not known. */
  chargeMicros: number | null
  /** In the order of the reply; none where it did not succeed. */
  pictures: readonly Fingerprint[]
}

export interface Drift {
  latency: { verdict: DriftVerdict; /** Median of the repeat over that of the baseline. */ ratio: Estimate }
  /** Of samples that gave pictures. */
  price: PriceDrift
  /** Of the first picture of samples with a seed. */
  output: OutputDrift
}

/**
 * What a small repeat of a trial says about a contender since its baseline: whether it became slower or quicker, dearer or
 * cheaper, and whether the same seeds still give the same pictures. Each kind is judged for itself, see `judgeRatio`, `priceDrift`
 * and `outputDrift`; three verdicts for each of many contenders err oftener together than one does.
 *
 * What a repeat can tell of latency, simulated with a baseline of three repeats, deviation 0.2 and a ratio of 1.2 that matters: with 20
 * prompts drawn once, an equal contender is “unchanged” in 64 of 100 and one that takes 1.5 times as long “changed” in 94; with 6
 * prompts in 9 and 34, and one that takes twice as long in 97. Where the truth is just 1.2, either word falls in at most 4 of 100.
 * @param options `smallestLatencyRatio` and `smallestPriceRatio` are the smallest changes that matter, above 1: 1.1 for 10 %
 */
export function drift(
  baseline: readonly DriftSample[],
  repeat: readonly DriftSample[],
  options: { smallestLatencyRatio: number; smallestPriceRatio: number; seed: number; resamples?: number },
): Drift {
  const ratio = medianRatio(latencies(repeat), latencies(baseline), options)
  return {
    latency: { verdict: judgeRatio(ratio, options.smallestLatencyRatio), ratio },
    price: priceDrift(priced(baseline), priced(repeat), { ...options, smallestRatio: options.smallestPriceRatio }),
    output: outputDrift(seeded(baseline), seeded(repeat)),
  }
}

function latencies(samples: readonly DriftSample[]): { prompt: number; value: number }[] {
  return samples.flatMap(({ prompt, latencyMs }) => (latencyMs === null ? [] : [{ prompt, value: latencyMs }]))
}

function priced(samples: readonly DriftSample[]): { prompt: number; chargeMicros: number | null; pictures: number }[] {
  return samples.flatMap(({ prompt, chargeMicros, pictures }) =>
    pictures.length === 0 ? [] : [{ prompt, chargeMicros, pictures: pictures.length }],
  )
}

function seeded(samples: readonly DriftSample[]): { prompt: number; seed: number; picture: Fingerprint }[] {
  return samples.flatMap(({ asked, seed, pictures: [picture] }) =>
    seed === null || picture === undefined ? [] : [{ prompt: asked, seed, picture }],
  )
}
