import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costDifference } from '#shared/economics/cost-difference.ts'
import { bootstrapInterval, bootstrapRatio, NEEDED_CLUSTERS } from '#shared/stats/bootstrap.ts'
import { isToldApart, medianDifference, type Observation } from '#shared/stats/median-difference.ts'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { normal } from '#tests/support/random-laws.ts'

describe('the bootstrap of a ratio', () => {
  test('fewer than six prompts give no interval, because resampling them promises too much', () => {
    const clusters = Array.from({ length: NEEDED_CLUSTERS - 1 }, (_, index) => ({ numerator: index, denominator: 1 }))
    expect(NEEDED_CLUSTERS).toBe(6)
    expect(bootstrapRatio(clusters, { seed: 1 })).toBeNull()
    expect(bootstrapRatio([...clusters, { numerator: 9, denominator: 1 }], { seed: 1 })).not.toBeNull()
  })

  test('the same seed gives the same interval, and the interval holds the ratio', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ numerator: fc.integer({ min: 0, max: 1e6 }), denominator: fc.integer({ min: 1, max: 9 }) }),
          {
            minLength: 6,
            maxLength: 20,
          },
        ),
        fc.nat(),
        (clusters, seed) => {
          const interval = bootstrapRatio(clusters, { seed, resamples: 200 })
          expect(bootstrapRatio(clusters, { seed, resamples: 200 })).toEqual(interval)
          const ratios = clusters.map(({ numerator, denominator }) => numerator / denominator)
          expect(interval?.low).toBeGreaterThanOrEqual(Math.min(...ratios) - 1e-9)
          expect(interval?.high).toBeLessThanOrEqual(Math.max(...ratios) + 1e-9)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('repeats of a prompt do not narrow it as if they were new prompts', () => {
    const random = createRandom(3)
    const prompts = Array.from({ length: 12 }, () => 1000 + random.integer(1000))
    const once = bootstrapRatio(
      prompts.map((cost) => ({ numerator: cost, denominator: 1 })),
      { seed: 1 },
    )
    const often = bootstrapRatio(
      prompts.map((cost) => ({ numerator: cost * 50, denominator: 50 })),
      { seed: 1 },
    )
    expect(often).toEqual(once)
  })

  test('a mean of normal values has about the interval that the textbook gives', () => {
    const random = createRandom(8)
    const values = Array.from({ length: 200 }, () => 100 + 20 * normal(random))
    const mean = values.reduce((sum, value) => sum + value, 0) / 200
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 199)
    const half = (1.972 * deviation) / Math.sqrt(200)
    const interval = bootstrapRatio(
      values.map((numerator) => ({ numerator, denominator: 1 })),
      { seed: 2 },
    )
    expect((interval?.low ?? 0) - (mean - half)).toBeCloseTo(0, 0)
    expect((interval?.high ?? 0) - (mean + half)).toBeCloseTo(0, 0)
  })

  test('where many resamples would have no picture to divide by, there is no interval', () => {
    const clusters = Array.from({ length: 8 }, (_, index) => ({ numerator: 5, denominator: index === 0 ? 1 : 0 }))
    expect(bootstrapRatio(clusters, { seed: 1 })).toBeNull()
  })
})

describe('the difference of two medians', () => {
  test('it is that of the nearest-rank medians, and a clear one leaves out 0', () => {
    const fast = observations([10, 20, 30, 40, 50, 60])
    const slow = observations([110, 120, 130, 140, 150, 160])
    const difference = medianDifference(fast, slow, { seed: 1 })
    expect(difference).toMatchObject({ state: 'known', value: -100, count: 6, method: 'bootstrap-by-prompt' })
    expect(isToldApart(difference)).toBe(true)
  })

  test('too few prompts of either one tell nothing apart, whatever the number of repeats', () => {
    const few = Array.from({ length: 100 }, (_, index) => ({ prompt: index % 5, value: index }))
    const many = observations([1, 2, 3, 4, 5, 6, 7, 8])
    const difference = medianDifference(few, many, { seed: 1 })
    expect(difference).toEqual({ state: 'too-few', count: 5, neededCount: 6 })
    expect(isToldApart(difference)).toBe(false)
  })

  test('a shared slow prompt cancels out: what pairs tell apart, unpaired prompts do not', () => {
    const random = createRandom(4)
    const prompts = Array.from({ length: 30 }, (_, prompt) => ({ prompt, value: 1000 + random.integer(4000) }))
    const slower = prompts.map(({ prompt, value }) => ({ prompt, value: value + 150 }))
    const elsewhere = slower.map(({ prompt, value }) => ({ prompt: prompt + 1000, value }))
    expect(isToldApart(medianDifference(prompts, slower, { seed: 1 }))).toBe(true)
    expect(isToldApart(medianDifference(prompts, elsewhere, { seed: 1 }))).toBe(false)
  })

  test('equal contenders are told apart at most one time in ten', () => {
    const random = createRandom(21)
    const runs = 200
    let apart = 0
    for (let run = 0; run < runs; run += 1) {
      const [one, other] = [0, 1].map(() => logNormal(random, 20, 3, 2000))
      if (isToldApart(medianDifference(one ?? [], other ?? [], { seed: run, resamples: 400 }))) apart += 1
    }
    expect(apart / runs).toBeLessThanOrEqual(0.1)
  })

  test('a contender that is half as fast again is found nearly every time with 20 prompts', () => {
    const random = createRandom(22)
    let apart = 0
    for (let run = 0; run < 60; run += 1) {
      const one = logNormal(random, 20, 3, 2000)
      const other = logNormal(random, 20, 3, 3000)
      if (isToldApart(medianDifference(one, other, { seed: run, resamples: 400 }))) apart += 1
    }
    expect(apart).toBeGreaterThanOrEqual(54)
  })
})

function observations(values: readonly number[]): Observation[] {
  return values.map((value, prompt) => ({ prompt, value }))
}

function logNormal(random: Random, prompts: number, repeats: number, typical: number): Observation[] {
  return Array.from({ length: prompts * repeats }, (_, index) => ({
    prompt: index % prompts,
    value: typical * Math.exp(0.3 * normal(random)),
  }))
}

describe('two groups that are exchanged', () => {
  test.each([199, 400, 2000])('of %i resamples one end leaves out more than the other', (resamples) => {
    const random = createRandom(17)
    const values = Array.from({ length: 9 }, () => random.integer(1_000_000))
    const sum = (sign: number) => (timesDrawn: Uint32Array) =>
      timesDrawn.reduce((total, times, index) => total + sign * times * (values[index] as number), 0)
    for (const expanded of [false, true]) {
      const plain = bootstrapInterval(9, sum(1), { seed: 4, resamples, expanded })
      const turned = bootstrapInterval(9, sum(-1), { seed: 4, resamples, expanded })
      expect(turned).toEqual({ low: -(plain?.high as number), high: -(plain?.low as number) })
    }
  })

  test('other prompts are drawn where the other group comes first, or where samples ended in another order', () => {
    const random = createRandom(18)
    const one = byPrompt([3, 1, 4, 5, 9, 2, 6, 8], random)
    const other = byPrompt([7, 9, 5, 2, 1, 3, 8, 4, 10], random)
    const options = { seed: 5, resamples: 2000 }
    const [plain, turned] = [medianDifference(one, other, options), medianDifference(other, one, options)]
    if (plain.state !== 'known') throw new Error('There is no interval.')
    expect(turned).toMatchObject({ value: -plain.value, low: -plain.high, high: -plain.low })
    expect(medianDifference(one.toReversed(), other, options)).toEqual(plain)
    const cost = costDifference(costed(one), costed(other), options)
    if (cost.state !== 'known') throw new Error('There is no interval.')
    const turnedCost = costDifference(costed(other), costed(one).toReversed(), options)
    expect(turnedCost).toMatchObject({ value: -cost.value, low: -cost.high, high: -cost.low })
  })
})

function byPrompt(prompts: readonly number[], random: Random): Observation[] {
  return prompts.flatMap((prompt) => [1, 2, 3].map(() => ({ prompt, value: 100 * prompt + random.integer(10_000) })))
}

function costed(values: readonly Observation[]): { prompt: number; chargeMicros: number; pictures: number }[] {
  return values.map(({ prompt, value }) => ({ prompt, chargeMicros: value, pictures: 1 }))
}
