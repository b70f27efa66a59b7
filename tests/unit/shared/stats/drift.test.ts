import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '#shared/domain/analysis.ts'
import { drift, type DriftSample } from '#shared/stats/drift.ts'
import { judgeRatio } from '#shared/stats/judge-ratio.ts'
import { outputDrift, type SeededPicture } from '#shared/stats/output-drift.ts'
import { priceDrift, type PricedSample } from '#shared/stats/price-drift.ts'
import { createRandom, mixSeeds } from '#shared/stats/random.ts'
import type { Fingerprint } from '#shared/stats/seed-honesty.ts'
import { logNormal } from '#tests/support/random-laws.ts'

const OPTIONS = { smallestLatencyRatio: 1.2, smallestPriceRatio: 1.05, seed: 1, resamples: 400 }

describe('the verdict on a ratio', () => {
  test.each([
    { low: 1.21, high: 1.4, verdict: 'changed' },
    { low: 0.5, high: 0.8, verdict: 'changed' },
    { low: 0.9, high: 1.15, verdict: 'unchanged' },
    // More than chance, and less than matters.
    { low: 1.01, high: 1.1, verdict: 'unchanged' },
    { low: 1.01, high: 1.3, verdict: 'cannot-tell' },
    { low: 0.7, high: 1.5, verdict: 'cannot-tell' },
  ])('$low to $high is not $verdict', ({ low, high, verdict }) => {
    expect(judgeRatio(between(low, high), 1.2)).toBe(verdict)
    expect(judgeRatio(between(1 / high, 1 / low), 1.2)).toBe(verdict)
  })

  test('at the very ratio that matters, rounding decides', () => {
    // 4400 / 4000 and 4000 / 4400, each as far off as a division may be.
    for (const high of [1.1 - Number.EPSILON, 1.1, 1.1 + Number.EPSILON]) {
      expect(judgeRatio(between(0.95, high), 1.1)).toBe('cannot-tell')
      expect(judgeRatio(between(1 / high, 1.05), 1.1)).toBe('cannot-tell')
      expect(judgeRatio(between(high, 1.2), 1.1)).toBe('changed')
      expect(judgeRatio(between(1 / 1.2, 1 / high), 1.1)).toBe('changed')
    }
  })

  test('too few are taken for unchanged', () => {
    expect(judgeRatio({ state: 'too-few', count: 5, neededCount: 6 }, 1.2)).toBe('cannot-tell')
    expect(() => judgeRatio({ state: 'unknown', count: 0 }, 1)).toThrow(RangeError)
  })
})

describe('a repeat beside its baseline', () => {
  test('a contender that became half as slow again is not found, or one that did not is said to have', () => {
    const random = createRandom(121)
    const verdicts = { same: tally(), slower: tally() }
    for (let trial = 0; trial < 100; trial += 1) {
      const baseline = run(20, 3, () => logNormal(random, 2000, 0.2))
      const same = run(20, 1, () => logNormal(random, 2000, 0.2))
      const slower = run(20, 1, () => logNormal(random, 3000, 0.2))
      verdicts.same[drift(baseline, same, OPTIONS).latency.verdict] += 1
      verdicts.slower[drift(baseline, slower, OPTIONS).latency.verdict] += 1
    }
    expect(verdicts.same.changed).toBeLessThanOrEqual(3)
    expect(verdicts.same.unchanged).toBeGreaterThanOrEqual(40)
    expect(verdicts.slower.changed).toBeGreaterThanOrEqual(85)
    expect(verdicts.slower.unchanged).toBe(0)
  })

  test('failures and samples without a seed reach the medians, the price or the pictures', () => {
    const failed = { ...sample(0), latencyMs: null, chargeMicros: null, pictures: [] }
    const baseline = [...run(8, 1, () => 2000), failed, { ...sample(0), seed: null }, { ...sample(0), seed: null }]
    const found = drift(
      baseline,
      run(8, 1, () => 2000),
      OPTIONS,
    )
    expect(found.latency).toMatchObject({ verdict: 'unchanged', ratio: { value: 1, count: 8 } })
    expect(found.price).toMatchObject({ verdict: 'unchanged', unknownChargeCount: 0, baselineMicros: 3000 })
    expect(found.output.across).toMatchObject({ identical: 8, different: 0, unknown: 0 })
    // The prompt without a seed was drawn twice, alike by chance, and is no pair.
    expect(found.output.within).toMatchObject({ verdict: 'not-enough', identical: 0 })
  })
})

describe('a price', () => {
  test('a fixed one that changed by a micro-dollar is unchanged', () => {
    expect(priceDrift(fixed(5470), fixed(5470), { smallestRatio: 1.1, seed: 1 })).toMatchObject({
      verdict: 'unchanged',
      ratio: { value: 1, method: 'exact' },
    })
    expect(priceDrift(fixed(5470), fixed(5471), { smallestRatio: 1.1, seed: 1 })).toMatchObject({
      verdict: 'changed',
      baselineMicros: 5470,
      repeatMicros: 5471,
    })
  })

  test('four pictures for four times the price are dearer', () => {
    const four = fixed(5470).map((one) => ({ ...one, chargeMicros: 4 * 5470, pictures: 4 }))
    expect(priceDrift(fixed(5470), four, { smallestRatio: 1.1, seed: 1 }).verdict).toBe('unchanged')
  })

  test('an unknown charge is counted as 0, or leaves a verdict', () => {
    const unknown = [...fixed(5470).slice(1), { prompt: 0, chargeMicros: null, pictures: 1 }]
    expect(priceDrift(fixed(5470), unknown, { smallestRatio: 1.1, seed: 1 })).toEqual({
      verdict: 'cannot-tell',
      baselineMicros: 5470,
      repeatMicros: null,
      ratio: { state: 'unknown', count: 1 },
      unknownChargeCount: 1,
    })
  })

  test('what cost nothing and now costs something has no change, or a ratio', () => {
    expect(priceDrift(fixed(0), fixed(100), { smallestRatio: 1.1, seed: 1 })).toMatchObject({
      verdict: 'changed',
      ratio: { state: 'unknown' },
    })
    expect(priceDrift(fixed(0), fixed(0), { smallestRatio: 1.1, seed: 1 }).verdict).toBe('unchanged')
  })

  test('two charges alike make a fixed price', () => {
    const { verdict, ratio } = priceDrift(fixed(5000).slice(0, 2), fixed(6000), { smallestRatio: 1.1, seed: 1 })
    expect(verdict).toBe('cannot-tell')
    expect(ratio).toEqual({ state: 'too-few', count: 2, neededCount: 6 })
  })

  test('machine time that costs a third more is not found, or its scatter is taken for a change', () => {
    const random = createRandom(122)
    const metered = (typical: number): PricedSample[] =>
      Array.from({ length: 30 }, (_, prompt) => ({
        prompt,
        chargeMicros: Math.round(logNormal(random, typical, 0.1)),
        pictures: 1,
      }))
    const options = { smallestRatio: 1.1, seed: 1, resamples: 400 }
    expect(priceDrift(metered(4000), metered(5300), options)).toMatchObject({
      verdict: 'changed',
      ratio: { method: 'bootstrap-by-prompt', count: 30 },
    })
    expect(priceDrift(metered(4000), metered(4000), options).verdict).toBe('unchanged')
  })

  test('with the runs exchanged, it judges otherwise', () => {
    const charges = fc.array(fc.constantFrom(4000, 4100, 5000), { minLength: 6, maxLength: 12 })
    fc.assert(
      fc.property(charges, charges, (before, after) => {
        const [one, other] = [priced(before), priced(after)]
        const options = { smallestRatio: 1.1, seed: 3, resamples: 199 }
        expect(priceDrift(one, other, options).verdict).toBe(priceDrift(other, one, options).verdict)
      }),
      {
        numRuns: 40,
        // One end is the very ratio that matters: 1.0999999999999999 one way round, and 1 / 0.9090909090909091 the other.
        examples: [
          [
            [4000, 4000, 4000, 5000, 5000, 4000, 4000, 4000, 4000, 5000, 4000, 4000],
            [4000, 4000, 4000, 5000, 4000, 4000, 5000, 4000, 4000, 4000],
          ],
        ],
      },
    )
  })
})

describe('pictures of the same seed', () => {
  test('a new model behind the same name goes unseen from four pairs on', () => {
    const found = outputDrift(twice(4, true), seeds(4, 'new'))
    // All four alike fall within, of eight: one in 70.
    expect(found).toMatchObject({ verdict: 'changed', across: { different: 4 }, within: { identical: 4 } })
    expect(found.chance).toBeCloseTo(1 / 70, 12)
    expect(outputDrift(twice(3, true), seeds(3, 'new')).verdict).toBe('cannot-tell')
  })

  test('the chance is not Fisher’s: 3 of 10 alike against 9 of 10', () => {
    const baseline = seeds(10, 'old').flatMap((one, index) => [
      one,
      index < 9 ? one : { ...one, picture: drawing('another') },
    ])
    const repeat = seeds(10, 'old').map((one, index) =>
      index < 3 ? one : { ...one, picture: drawing(`new ${index}`) },
    )
    // SciPy 1.17, fisher_exact([[3, 7], [9, 1]], alternative='less').
    expect(outputDrift(baseline, repeat).chance).toBeCloseTo(0.009883305548940223, 12)
  })

  test('a contender that ignores seeds is said to have changed, or to be as it was', () => {
    const found = outputDrift(twice(40, false), seeds(40, 'new'))
    expect(found).toMatchObject({ verdict: 'cannot-tell', within: { verdict: 'ignored' } })
    expect(outputDrift(twice(40, false), seeds(40, 'old')).verdict).toBe('cannot-tell')
  })

  test('the same pictures, or near ones, are not unchanged', () => {
    expect(outputDrift(twice(6, true), seeds(6, 'old')).verdict).toBe('unchanged')
    const near = seeds(6, 'old').map(({ picture, ...rest }) => ({
      ...rest,
      picture: { ...picture, sha256: `${picture.sha256} again`, perceptualHash: flipLastBit(picture.perceptualHash) },
    }))
    expect(outputDrift(twice(6, true), near)).toMatchObject({ verdict: 'unchanged', across: { near: 6, identical: 0 } })
  })

  test('a baseline that drew each seed once shows how reproducible it is', () => {
    const found = outputDrift(seeds(9, 'old'), seeds(9, 'new'))
    expect(found).toMatchObject({ verdict: 'cannot-tell', chance: null, within: { verdict: 'not-enough' } })
  })

  test('another prompt with the same seed is taken for the same picture', () => {
    const elsewhere = seeds(9, 'old').map((one) => ({ ...one, prompt: one.prompt + 100 }))
    expect(outputDrift(twice(9, true), elsewhere)).toMatchObject({ verdict: 'cannot-tell', across: { identical: 0 } })
  })
})

function between(low: number, high: number): Estimate {
  return { state: 'known', value: (low + high) / 2, low, high, count: 9, method: 'exact' }
}

function tally(): Record<'changed' | 'unchanged' | 'cannot-tell', number> {
  return { changed: 0, unchanged: 0, 'cannot-tell': 0 }
}

function drawing(name: string): Fingerprint {
  const random = createRandom(mixSeeds(...Buffer.from(name)))
  const digits = Array.from({ length: 16 }, () => random.integer(16).toString(16))
  return { sha256: name, pixelSha256: null, perceptualHash: digits.join('') }
}

/** A baseline that drew each prompt and seed twice. */
function twice(count: number, alike: boolean): SeededPicture[] {
  return seeds(count, 'old').flatMap((one, index) => [
    one,
    alike ? one : { ...one, picture: drawing(`other ${index}`) },
  ])
}

function flipLastBit(hash: string | null): string {
  return (BigInt(`0x${hash}`) ^ 1n).toString(16).padStart(16, '0')
}

function seeds(count: number, model: string): SeededPicture[] {
  return Array.from({ length: count }, (_, index) => ({
    prompt: index,
    seed: 42 + index,
    picture: drawing(`${model} ${index}`),
  }))
}

function sample(prompt: number): DriftSample {
  return {
    prompt,
    asked: prompt,
    seed: 42,
    latencyMs: 2000,
    chargeMicros: 3000,
    pictures: [drawing(`picture ${prompt}`)],
  }
}

function run(prompts: number, repeats: number, latency: () => number): DriftSample[] {
  return Array.from({ length: prompts * repeats }, (_, index) => ({ ...sample(index % prompts), latencyMs: latency() }))
}

function fixed(chargeMicros: number): PricedSample[] {
  return priced(Array.from({ length: 8 }, () => chargeMicros))
}

function priced(charges: readonly number[]): PricedSample[] {
  return charges.map((chargeMicros, prompt) => ({ prompt, chargeMicros, pictures: 1 }))
}
