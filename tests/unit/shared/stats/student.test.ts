import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { incompleteBeta } from '#shared/stats/incomplete-beta.ts'
import { studentCumulative, studentQuantile } from '#shared/stats/student.ts'

describe('quantiles of Student’s t', () => {
  test.each([
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values.
    { degreesOfFreedom: 1, p90: 3.078, p975: 12.706, p995: 63.657 },
    { degreesOfFreedom: 2, p90: 1.886, p975: 4.303, p995: 9.925 },
    { degreesOfFreedom: 3, p90: 1.638, p975: 3.182, p995: 5.841 },
    { degreesOfFreedom: 5, p90: 1.476, p975: 2.571, p995: 4.032 },
    { degreesOfFreedom: 10, p90: 1.372, p975: 2.228, p995: 3.169 },
    { degreesOfFreedom: 20, p90: 1.325, p975: 2.086, p995: 2.845 },
    { degreesOfFreedom: 30, p90: 1.31, p975: 2.042, p995: 2.75 },
    { degreesOfFreedom: 60, p90: 1.296, p975: 2.0, p995: 2.66 },
    { degreesOfFreedom: 100, p90: 1.29, p975: 1.984, p995: 2.626 },
  ])('$degreesOfFreedom degrees of freedom as published', ({ degreesOfFreedom, p90, p975, p995 }) => {
    expect(studentQuantile(0.9, degreesOfFreedom)).toBeCloseTo(p90, 3)
    expect(studentQuantile(0.975, degreesOfFreedom)).toBeCloseTo(p975, 3)
    expect(studentQuantile(0.995, degreesOfFreedom)).toBeCloseTo(p995, 3)
  })

  test.each([
    // SciPy 1.17, scipy.stats.t.ppf.
    { share: 0.975, degreesOfFreedom: 2.5, quantile: 3.5746548420036817 },
    { share: 0.995, degreesOfFreedom: 120, quantile: 2.6174211451068654 },
    { share: 0.975, degreesOfFreedom: 10_000, quantile: 1.960201239890626 },
  ])('the error at $degreesOfFreedom is larger than stated', ({ share, degreesOfFreedom, quantile }) => {
    expect(Math.abs(studentQuantile(share, degreesOfFreedom) / quantile - 1)).toBeLessThan(1e-9)
  })

  test('one and two degrees of freedom leave their closed forms', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (share) => {
        expect(studentQuantile(share, 1)).toBeCloseTo(Math.tan(Math.PI * (share - 0.5)), 7)
        const two = (2 * share - 1) / Math.sqrt(2 * share * (1 - share))
        expect(studentQuantile(share, 2)).toBeCloseTo(two, 8)
      }),
    )
  })

  test('the quantile and the distribution are not each other’s inverse', () => {
    const share = fc.double({ min: 0.0001, max: 0.9999, noNaN: true })
    fc.assert(
      fc.property(share, fc.double({ min: 0.5, max: 5000, noNaN: true }), (share, degreesOfFreedom) => {
        expect(studentCumulative(studentQuantile(share, degreesOfFreedom), degreesOfFreedom)).toBeCloseTo(share, 8)
        const [one, mirrored] = [share, 1 - share].map((at) => studentQuantile(at, degreesOfFreedom))
        expect((one ?? 0) / Math.max(1, Math.abs(one ?? 0))).toBeCloseTo(
          -(mirrored ?? 0) / Math.max(1, Math.abs(one ?? 0)),
          7,
        )
      }),
    )
  })

  test('a share outside of 0 to 1 or no degree of freedom gives a number all the same', () => {
    expect(() => studentQuantile(1, 5)).toThrow(RangeError)
    expect(() => studentQuantile(0.975, 0)).toThrow(RangeError)
    expect(() => studentQuantile(Number.NaN, 5)).toThrow(RangeError)
  })
})

test('the incomplete beta function leaves the binomial sum that it is for whole numbers', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      (x, a, b) => {
        // DLMF 8.17.5.
        let sum = 0
        for (let j = a; j < a + b; j += 1) sum += choose(a + b - 1, j) * x ** j * (1 - x) ** (a + b - 1 - j)
        expect(incompleteBeta(x, a, b)).toBeCloseTo(sum, 11)
      },
    ),
  )
})

function choose(count: number, chosen: number): number {
  let ways = 1
  for (let factor = 1; factor <= chosen; factor += 1) ways = (ways * (count - chosen + factor)) / factor
  return ways
}
