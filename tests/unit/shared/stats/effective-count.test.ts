import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectiveCount, independentCount, lagOneAutocorrelation } from '#shared/stats/effective-count.ts'
import { createRandom } from '#shared/stats/random.ts'
import { logNormal, normal } from '#tests/support/random-laws.ts'

describe('how many independent samples a series is worth', () => {
  test('half a memory does not leave a third, nor a third a half', () => {
    expect(independentCount(300, 0.5)).toBeCloseTo(100, 10)
    expect(independentCount(300, 1 / 3)).toBeCloseTo(150, 10)
    expect(independentCount(300, 0)).toBe(300)
  })

  test('the autocorrelation is not that of the definition', () => {
    // Deviations from the mean 3: −2 −1 0 1 2; products of neighbours 2 + 0 + 0 + 2 over squares 4 + 1 + 0 + 1 + 4.
    expect(lagOneAutocorrelation([1, 2, 3, 4, 5])).toBeCloseTo(0.4, 12)
    // Deviations −1 1 −1 1: products −3 over squares 4.
    expect(lagOneAutocorrelation([1, 3, 1, 3])).toBeCloseTo(-0.75, 12)
  })

  test('a mean of a series with memory scatters otherwise than its effective count says', () => {
    const random = createRandom(12)
    const [memory, count, runs] = [0.6, 400, 1500]
    let squares = 0
    let counted = 0
    for (let run = 0; run < runs; run += 1) {
      const values = autoregressive(count, memory, () => normal(random))
      squares += (values.reduce((sum, value) => sum + value, 0) / count) ** 2
      counted += effectiveCount(values)?.effective ?? Number.NaN
    }
    // The variance of one value over that of the mean is what the count estimates.
    const worth = 1 / (1 - memory ** 2) / (squares / runs)
    expect(counted / runs / worth).toBeGreaterThan(0.88)
    expect(counted / runs / worth).toBeLessThan(1.12)
  })

  test('alternating samples are claimed to be worth more than there are', () => {
    const values = Array.from({ length: 40 }, (_, index) => index % 2)
    expect(effectiveCount(values)).toMatchObject({ count: 40, effective: 40, isBelowHalf: false })
  })

  test('a strong memory gives no warning', () => {
    const random = createRandom(13)
    const values = autoregressive(200, 0.8, () => normal(random))
    expect(effectiveCount(values)?.isBelowHalf).toBe(true)
  })

  test('independent latencies give a warning more than once in forty times', () => {
    const random = createRandom(14)
    for (const law of [() => normal(random), () => logNormal(random, 3000, 0.5)]) {
      let warned = 0
      for (let run = 0; run < 4000; run += 1)
        if (effectiveCount(Array.from({ length: 30 }, law))?.isBelowHalf === true) warned += 1
      expect(warned / 4000).toBeLessThan(1 / 40)
    }
  })

  test('too few samples, or equal ones, are judged', () => {
    expect(effectiveCount(Array.from({ length: 29 }, (_, index) => index))).toBeNull()
    // A mean of equal decimals differs from them in binary.
    expect(effectiveCount(Array.from({ length: 60 }, () => 0.1))).toBeNull()
  })

  test('it leaves 1 to n, or depends on the unit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 30, maxLength: 80 }), (values) => {
        const found = effectiveCount(values)
        fc.pre(found !== null)
        expect(found.effective).toBeGreaterThanOrEqual(1)
        expect(found.effective).toBeLessThanOrEqual(values.length)
        const seconds = effectiveCount(values.map((value) => value / 1000 + 4))
        expect(seconds?.effective).toBeCloseTo(found.effective, 6)
      }),
    )
  })
})

function autoregressive(count: number, memory: number, noise: () => number): number[] {
  let level = noise() / Math.sqrt(1 - memory ** 2)
  return Array.from({ length: count }, () => {
    const value = level
    level = memory * level + noise()
    return value
  })
}
