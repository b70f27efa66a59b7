import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialCumulative } from '#shared/stats/binomial.ts'
import {
  neededCount,
  percentileEstimate,
  percentileInterval,
  percentileRank,
  PERCENTILES,
} from '#shared/stats/percentile.ts'
import { createRandom } from '#shared/stats/random.ts'

const shares = fc.constantFrom(0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)

describe('a percentile below the n that supports it', () => {
  test.each([
    [0.5, 6],
    [0.75, 13],
    [0.9, 36],
    [0.95, 72],
    [0.99, 368],
  ])('p%d is not claimed with fewer than %d values', (share, needed) => {
    expect(neededCount(share)).toBe(needed)
    const values = Array.from({ length: needed }, (_, index) => index)
    expect(percentileEstimate(values.slice(1), share)).toEqual({
      state: 'too-few',
      count: needed - 1,
      neededCount: needed,
    })
    expect(percentileEstimate(values, share).state).toBe('known')
  })

  test('the needed count is the smallest for which the exact interval exists, at both ends of the scale', () => {
    fc.assert(
      fc.property(shares, (share) => {
        const exists = (count: number): boolean => {
          const extreme = Math.max(share, 1 - share)
          return extreme ** count <= 0.025
        }
        expect(exists(neededCount(share))).toBe(true)
        expect(exists(neededCount(share) - 1)).toBe(false)
      }),
    )
  })

  test('no values at all are too few, not a crash', () => {
    expect(percentileEstimate([], 0.5)).toEqual({ state: 'too-few', count: 0, neededCount: 6 })
  })
})

describe('the value of a percentile', () => {
  test('binary rounding does not push the rank one too high', () => {
    expect(0.07 * 100).toBeGreaterThan(7)
    expect(percentileRank(100, 0.07)).toBe(7)
    expect(percentileRank(20, 0.95)).toBe(19)
    expect(percentileRank(180, 0.95)).toBe(171)
    expect(percentileRank(3, 0.5)).toBe(2)
  })

  test('it is the discrete percentile of standard SQL, as SQLite’s cume_dist tells it', () => {
    const database = new Database(':memory:')
    database.exec('create table sample (value real not null) strict')
    const insert = database.prepare('insert into sample values (?)')
    const standard = database.prepare<[number], { value: number }>(
      'select min(value) as value from (select value, cume_dist() over (order by value) as share from sample) where share >= ?',
    )
    const random = createRandom(5)
    for (const count of [6, 36, 72, 100, 368, 401]) {
      database.exec('delete from sample')
      const values = Array.from({ length: count }, () => random.integer(200))
      for (const value of values) insert.run(value)
      const ascending = values.toSorted((left, right) => left - right)
      for (const share of Object.values(PERCENTILES)) {
        expect(ascending[percentileRank(count, share) - 1]).toBe(standard.get(share)?.value)
      }
    }
    database.close()
  })

  test('it depends on order neither of the values nor of the caller’s array', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 36, maxLength: 90 }),
        (values) => {
          const before = [...values]
          const estimate = percentileEstimate(values, 0.9)
          expect(values).toEqual(before)
          expect(percentileEstimate(values.toReversed(), 0.9)).toEqual(estimate)
          if (estimate.state !== 'known') throw new Error('36 values support a p90')
          expect(values).toContain(estimate.value)
          expect(estimate.low).toBeLessThanOrEqual(estimate.value)
          expect(estimate.high).toBeGreaterThanOrEqual(estimate.value)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('the interval of a percentile', () => {
  test.each([
    // From exact binomial tails; the next test sums them again.
    { count: 20, share: 0.5, lowRank: 6, highRank: 15 },
    { count: 6, share: 0.5, lowRank: 1, highRank: 6 },
    { count: 100, share: 0.9, lowRank: 84, highRank: 96 },
    { count: 100, share: 0.95, lowRank: 90, highRank: 100 },
  ])('n $count at $share spans ranks $lowRank to $highRank', ({ count, share, lowRank, highRank }) => {
    expect(percentileInterval(count, share)).toEqual({ lowRank, highRank })
  })

  test('its ends are neither one rank too close nor one too far, against tails summed by hand', () => {
    for (const [count, share] of [
      [50, 0.5],
      [40, 0.9],
      [90, 0.95],
    ] as const) {
      const interval = percentileInterval(count, share)
      if (interval === null) throw new Error('these counts support their percentile')
      const { lowRank, highRank } = interval
      expect(binomialTail(count, share, 0, lowRank - 1)).toBeLessThanOrEqual(0.025)
      expect(binomialTail(count, share, 0, lowRank)).toBeGreaterThan(0.025)
      expect(binomialTail(count, share, highRank, count)).toBeLessThanOrEqual(0.025)
      expect(binomialTail(count, share, highRank - 1, count)).toBeGreaterThan(0.025)
    }
  })

  test.each([
    { count: 20, share: 0.5 },
    { count: 36, share: 0.9 },
    { count: 72, share: 0.95 },
    { count: 180, share: 0.95 },
  ])('it covers the truth at least 93 times in 100 (n $count, $share)', ({ count, share }) => {
    // Latencies are uniform here: coverage of order statistics does not depend on the shape, and the truth is then the share itself.
    const random = createRandom(11)
    const runs = 4000
    let covered = 0
    for (let run = 0; run < runs; run += 1) {
      const estimate = percentileEstimate(
        Array.from({ length: count }, () => random.next()),
        share,
      )
      if (estimate.state === 'known' && estimate.low <= share && share <= estimate.high) covered += 1
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.93)
  })
})

test('binomial tails neither underflow nor drift at a hundred thousand samples', () => {
  // Expected values were summed with log-gamma terms in another language.
  const cumulative = binomialCumulative(100_000, 0.95)
  expect(cumulative[100_000]).toBeCloseTo(1, 12)
  expect(cumulative[95_000]).toBeCloseTo(0.502026, 6)
  expect(percentileInterval(100_000, 0.95)).toEqual({ lowRank: 94_864, highRank: 95_136 })
})

/** P(from ≤ B ≤ to), with exact whole-number coefficients. */
function binomialTail(count: number, share: number, from: number, to: number): number {
  let total = 0
  for (let successes = from; successes <= to; successes += 1) {
    let coefficient = 1n
    for (let factor = 1n; factor <= BigInt(successes); factor += 1n) {
      coefficient = (coefficient * (BigInt(count) - factor + 1n)) / factor
    }
    total += Number(coefficient) * share ** successes * (1 - share) ** (count - successes)
  }
  return total
}
