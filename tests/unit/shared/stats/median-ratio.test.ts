import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRatioToldApart, medianRatio } from '#shared/stats/median-ratio.ts'
import { isToldApart, medianDifference, type Observation } from '#shared/stats/median-difference.ts'
import { createRandom } from '#shared/stats/random.ts'

describe('the ratio of two medians', () => {
  test('a contender twice as slow on every prompt is not exactly twice as slow', () => {
    const fast = observations([10, 20, 30, 40, 50, 60])
    const slow = fast.map(({ prompt, value }) => ({ prompt, value: value * 2 }))
    // The prompts are the same ones in each resample, so that nothing is left to chance.
    expect(medianRatio(slow, fast, { seed: 1 })).toEqual({
      state: 'known',
      value: 2,
      low: 2,
      high: 2,
      count: 6,
      method: 'bootstrap-by-prompt',
    })
  })

  test('it differs from resampling written out: prompts drawn, values gathered, sorted, divided', () => {
    const random = createRandom(61)
    const [first, second] = [1.3, 1].map((factor) =>
      Array.from({ length: 24 }, (_, index) => ({ prompt: index % 8, value: factor * (1000 + random.integer(3000)) })),
    )
    if (first === undefined || second === undefined) throw new Error('two were made')
    const ratio = medianRatio(first, second, { seed: 5, resamples: 300 })
    const draws = createRandom(5)
    const ratios = Array.from({ length: 300 }, () => {
      const prompts = Array.from({ length: 8 }, () => Math.floor(draws.next() * 8))
      return gatheredMedian(first, prompts) / gatheredMedian(second, prompts)
    }).sort((left, right) => left - right)
    // The 8th and the 293rd of 300 are their 2.5th and 97.5th percentile by nearest rank.
    expect(ratio).toMatchObject({ low: ratios[7], high: ratios[292] })
  })

  test('it does not turn into its reciprocal, or says other than the difference which is larger', () => {
    const value = fc.integer({ min: 1, max: 1000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 6, maxLength: 15 }), fc.nat(), (pairs, seed) => {
        const first = observations(pairs.map(([one]) => one))
        const second = observations(pairs.map(([, other]) => other))
        const options = { seed, resamples: 199 }
        const ratio = medianRatio(first, second, options)
        const turned = medianRatio(second, first, options)
        const difference = medianDifference(first, second, options)
        if (ratio.state !== 'known' || turned.state !== 'known' || difference.state !== 'known')
          throw new Error('six prompts have a ratio')
        expect(turned.value).toBeCloseTo(1 / ratio.value, 10)
        expect(turned.low).toBeCloseTo(1 / ratio.high, 10)
        expect(turned.high).toBeCloseTo(1 / ratio.low, 10)
        expect(isRatioToldApart(ratio)).toBe(isToldApart(difference))
      }),
      { numRuns: 40 },
    )
  })

  test('only one of the two that are twice apart is told from the other', () => {
    const fast = observations([10, 11, 12, 13, 14, 15])
    const slow = observations([20, 22, 24, 26, 28, 30])
    expect(isRatioToldApart(medianRatio(slow, fast, { seed: 1 }))).toBe(true)
    expect(isRatioToldApart(medianRatio(fast, slow, { seed: 1 }))).toBe(true)
    expect(isRatioToldApart(medianRatio(fast, fast, { seed: 1 }))).toBe(false)
  })

  test('five prompts, or a median of 0 below the line, have a ratio', () => {
    const few = observations([1, 2, 3, 4, 5])
    const many = observations([1, 2, 3, 4, 5, 6, 7])
    expect(medianRatio(few, many, { seed: 1 })).toEqual({ state: 'too-few', count: 5, neededCount: 6 })
    const nothing = many.map(({ prompt }) => ({ prompt, value: 0 }))
    expect(medianRatio(many, nothing, { seed: 1 }).state).toBe('too-few')
    expect(isRatioToldApart(medianRatio(few, many, { seed: 1 }))).toBe(false)
  })
})

function observations(values: readonly number[]): Observation[] {
  return values.map((value, prompt) => ({ prompt, value }))
}

function gatheredMedian(observations: readonly Observation[], prompts: readonly number[]): number {
  const gathered = prompts
    .flatMap((drawn) => observations.filter(({ prompt }) => prompt === drawn))
    .map(({ value }) => value)
    .sort((left, right) => left - right)
  return gathered[Math.ceil(gathered.length / 2) - 1] as number
}
