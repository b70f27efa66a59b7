import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { predictSum } from '#shared/stats/prediction.ts'
import { createRandom } from '#shared/stats/random.ts'
import { exponential, logNormal, normal } from '#tests/support/random-laws.ts'

describe('the sum of what is to come', () => {
  test('one further value is not the textbook interval: mean ± t · s · √(1 + 1/n)', () => {
    // Hahn, Meeker & Escobar, Statistical Intervals, section 4.7; mean 50.1, s 1.31 and t(4) 2.776 are those of their example.
    const values = [51.4, 49.5, 48.7, 49.3, 51.6]
    const prediction = predictSum(values, 1)
    const half = 2.776 * 1.3134 * Math.sqrt(1.2)
    expect(prediction?.value).toBeCloseTo(50.1, 10)
    expect(prediction?.low).toBeCloseTo(50.1 - half, 2)
    expect(prediction?.high).toBeCloseTo(50.1 + half, 2)
  })

  test.each([3, 5, 12, 40])('after %i normal values it holds other than 95 of 100 sums of ten', (count) => {
    // Four standard errors of 0.95 in 2,000.
    expect(Math.abs(coverage((random) => 10 + normal(random), count, 10) - 0.95)).toBeLessThan(0.02)
  })

  test('after a dozen skewed values it holds fewer sums than stated', () => {
    expect(coverage((random) => logNormal(random, 3000, 0.3), 12, 10)).toBeGreaterThanOrEqual(0.92)
    expect(coverage((random) => exponential(random, 3000), 12, 10)).toBeGreaterThanOrEqual(0.87)
  })

  test('more that is known widens it, or units do not carry through', () => {
    const value = fc.integer({ min: 1, max: 1000 })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (values, future) => {
          const [once, thousand, thrice] = [
            predictSum(values, future),
            predictSum(
              values.map((one) => one * 1000),
              future,
            ),
            predictSum([...values, ...values, ...values], future),
          ]
          if (once === null || thousand === null || thrice === null) throw new Error('three values predict')
          expect(thousand.high).toBeCloseTo(once.high * 1000, 3)
          expect(thrice.value).toBeCloseTo(once.value, 8)
          expect(thrice.high - thrice.low).toBeLessThanOrEqual(once.high - once.low + 1e-9)
        },
      ),
    )
  })

  test('two values predict', () => {
    expect(predictSum([5, 6], 1)).toBeNull()
  })
})

function coverage(law: (random: ReturnType<typeof createRandom>) => number, count: number, future: number): number {
  const random = createRandom(81)
  const runs = 2000
  let covered = 0
  for (let run = 0; run < runs; run += 1) {
    const prediction = predictSum(
      Array.from({ length: count }, () => law(random)),
      future,
    )
    let sum = 0
    for (let index = 0; index < future; index += 1) sum += law(random)
    if (prediction !== null && prediction.low <= sum && sum <= prediction.high) covered += 1
  }
  return covered / runs
}
