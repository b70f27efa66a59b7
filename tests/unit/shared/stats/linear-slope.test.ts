import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearSlope, type Point } from '#shared/stats/linear-slope.ts'
import { createRandom } from '#shared/stats/random.ts'
import { normal } from '#tests/support/random-laws.ts'

/** NIST Statistical Reference Datasets, Norris: y and x of the calibration of ozone monitors. */
const NORRIS = `0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5 666.3 998.5 996.3 449.1 448.6
778.9 777.0 559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9 339.3 338.0 448.9 447.5 10.8 11.6 557.7 556.0 228.3 228.1
998.0 995.8 888.8 887.6 119.6 120.2 0.3 0.3 0.6 0.3 557.6 556.8 339.3 339.1 888.0 887.2 998.5 999.0 778.9 779.0 10.2 11.1
117.6 118.3 228.9 229.2 668.4 669.1 449.2 448.9 0.2 0.5`

describe('the slope of a line', () => {
  test('the certified slope and its standard deviation are missed', () => {
    const figures = NORRIS.split(/\s+/).map(Number)
    const points = figures.flatMap((y, index) => (index % 2 === 0 ? [{ y, x: figures[index + 1] as number }] : []))
    const slope = linearSlope(points)
    if (slope.state !== 'known') throw new Error('36 points have a slope')
    expect(slope).toMatchObject({ count: 36, method: 'least-squares' })
    // Certified: 1.00211681802045 and 0.429796848199937E-03; t at 0.975 with 34 degrees of freedom is 2.0322 (NIST/SEMATECH, 1.3.6.7.2).
    expect(slope.value).toBeCloseTo(1.00211681802045, 12)
    expect((slope.high - slope.low) / 2 / 0.429796848199937e-3).toBeCloseTo(2.0322, 3)
  })

  test('points on a line give another slope than the line, or doubt it', () => {
    const whole = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(whole, whole, fc.uniqueArray(whole, { minLength: 3, maxLength: 30 }), (rise, start, places) => {
        const slope = linearSlope(places.map((x) => ({ x, y: start + rise * x })))
        if (slope.state !== 'known') throw new Error('three points have a slope')
        expect(slope.low).toBeCloseTo(rise, 6)
        expect(slope.high).toBeCloseTo(rise, 6)
      }),
    )
  })

  test('a change of units or of the order does not carry through', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 5, maxLength: 20 }), (pairs) => {
        const points = pairs.map(([offset, y], index) => ({ x: index * 250 + offset, y }))
        const slope = linearSlope(points)
        const scaled = linearSlope(points.map(({ x, y }) => ({ x: x / 1000 + 7, y: y * 3 - 5 })).toReversed())
        if (slope.state !== 'known' || scaled.state !== 'known') throw new Error('five points have a slope')
        for (const end of ['low', 'value', 'high'] as const) expect(scaled[end]).toBeCloseTo(slope[end] * 3000, 4)
      }),
    )
  })

  test('two points, or one instant, are said to have a slope', () => {
    expect(linearSlope(series([1, 2]))).toEqual({ state: 'too-few', count: 2, neededCount: 3 })
    expect(linearSlope([1, 2, 3].map((y) => ({ x: 0.1, y })))).toEqual({ state: 'unknown', count: 3 })
  })

  test('a slow wave is taken for a trend, though the order was given', () => {
    const random = createRandom(31)
    const found = { plain: 0, inOrder: 0 }
    const runs = 400
    for (let run = 0; run < runs; run += 1) {
      let level = 0
      const values = Array.from({ length: 150 }, () => (level = 0.8 * level + normal(random)))
      if (leavesOutZero(linearSlope(series(values)))) found.plain += 1
      if (leavesOutZero(linearSlope(series(values), { inOrder: true }))) found.inOrder += 1
    }
    expect(found.plain / runs).toBeGreaterThan(0.3)
    expect(found.inOrder / runs).toBeLessThan(0.1)
  })

  test('the rounding of points on a line is taken for a memory', () => {
    const points = Array.from({ length: 200 }, (_, index) => ({ x: 0.1 * index + 1e6, y: 0.3 * index + 0.7 }))
    const slope = linearSlope(points, { inOrder: true })
    expect(slope).toMatchObject({ state: 'known', count: 200 })
    expect(slope.state === 'known' ? slope.low : Number.NaN).toBeCloseTo(3, 4)
  })

  test('a series that only drifts about has more than one independent point', () => {
    const values = Array.from({ length: 40 }, (_, index) => Math.sin(index / 6))
    expect(linearSlope(series(values), { inOrder: true })).toMatchObject({ state: 'too-few', neededCount: 3 })
  })
})

function series(values: readonly number[]): Point[] {
  return values.map((y, x) => ({ x, y }))
}

function leavesOutZero(slope: ReturnType<typeof linearSlope>): boolean {
  return slope.state === 'known' && (slope.low > 0 || slope.high < 0)
}
