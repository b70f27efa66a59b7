import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costDifference } from '#shared/economics/cost-difference.ts'
import { costPerImage, type CostedSample } from '#shared/economics/cost-per-image.ts'

const seed = { seed: 1 }

describe('cost per picture', () => {
  test('a failure that was charged makes the pictures dearer', () => {
    const samples = Array.from({ length: 8 }, (_, prompt) => sample(prompt, 9000, prompt === 0 ? 0 : 1))
    // 8 × $0.009 over 7 pictures, worked by hand: $0.0102857…
    expect(costPerImage(samples, seed)).toMatchObject({ state: 'known', value: 72_000 / 7, count: 7 })
  })

  test('one unknown charge makes the whole unknown and says how many, it never counts as 0', () => {
    const samples = [sample(0, 3000), sample(1, null), sample(2, null), sample(3, 3000)]
    expect(costPerImage(samples, seed)).toEqual({ state: 'unknown', count: 2 })
  })

  test('a charge of 0 is known', () => {
    const samples = Array.from({ length: 6 }, (_, index) => sample(index, 0))
    expect(costPerImage(samples, seed)).toMatchObject({ state: 'known', value: 0, low: 0, high: 0 })
  })

  test('without a picture there is no cost per picture, not Infinity', () => {
    expect(costPerImage([sample(0, 3000, 0)], seed)).toEqual({ state: 'too-few', count: 0, neededCount: 1 })
    expect(costPerImage([], seed)).toEqual({ state: 'too-few', count: 0, neededCount: 1 })
  })

  test('with few prompts it is what this trial cost, without a claim about others', () => {
    const samples = [sample(0, 1000), sample(1, 3000)]
    expect(costPerImage(samples, seed)).toEqual({
      state: 'known',
      value: 2000,
      low: 2000,
      high: 2000,
      count: 2,
      method: 'exact',
    })
  })

  test('its interval holds it, lies between the cheapest and the dearest prompt, and does not change from run to run', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 6, maxLength: 30 }), (charges) => {
        const samples = charges.map((charge, prompt) => sample(prompt, charge))
        const cost = costPerImage(samples, seed)
        if (cost.state !== 'known') throw new Error('all charges are known')
        expect(cost).toEqual(costPerImage(samples, seed))
        expect(cost.value).toBeCloseTo(charges.reduce((sum, charge) => sum + charge, 0) / charges.length, 6)
        expect(cost.low).toBeGreaterThanOrEqual(Math.min(...charges) - 1e-6)
        expect(cost.high).toBeLessThanOrEqual(Math.max(...charges) + 1e-6)
        expect(cost.low).toBeLessThanOrEqual(cost.high)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the difference of two costs per picture', () => {
  const cheap = Array.from({ length: 9 }, (_, index) => sample(index, 3000))
  const dear = Array.from({ length: 9 }, (_, index) => sample(index, 9000))

  test('flat prices differ by their difference, without spread', () => {
    expect(costDifference(cheap, dear, seed)).toMatchObject({ state: 'known', value: -6000, low: -6000, high: -6000 })
  })

  test('it is unknown where either cost is', () => {
    expect(costDifference(cheap, [...dear, sample(0, null)], seed)).toEqual({ state: 'unknown', count: 1 })
  })

  test('it needs prompts and pictures', () => {
    expect(costDifference(cheap.slice(0, 5), dear.slice(0, 5), seed)).toMatchObject({ state: 'too-few', count: 5 })
    const none = cheap.map(({ prompt }) => sample(prompt, 3000, 0))
    expect(costDifference(none, dear, seed).state).toBe('too-few')
  })
})

function sample(prompt: number, chargeMicros: number | null, pictures = 1): CostedSample {
  return { prompt, chargeMicros, pictures }
}
