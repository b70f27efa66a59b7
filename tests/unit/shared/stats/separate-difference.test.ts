import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Estimate } from '#shared/domain/estimate.ts'
import { recoveredDifference, subtractedDifference } from '#shared/stats/separate-difference.ts'

type KnownEstimate = Extract<Estimate, { state: 'known' }>

function known(value: number, low: number, high: number, changes: Partial<KnownEstimate> = {}): KnownEstimate {
  return { state: 'known', value, low, high, count: 10, method: 'order-statistic', ...changes }
}

const anEstimate = fc
  .tuple(
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    fc.double({ min: 0, max: 50, noNaN: true }),
    fc.double({ min: 0, max: 50, noNaN: true }),
  )
  .map(([value, below, above]) => known(value, value - below, value + above))

const NEEDED = { neededCount: 12 }

test('the ends are added by their squares, or the wrong ends meet', () => {
  expect(recoveredDifference(known(10, 7, 11), known(4, 2, 8), NEEDED)).toMatchObject({
    value: 6,
    low: 1,
    high: 6 + Math.hypot(1, 2),
  })
  expect(subtractedDifference(known(10, 7, 11), known(4, 2, 8))).toMatchObject({ value: 6, low: -1, high: 9 })
})

test('exchanging the two changes more than the sign, or the wide interval lies within the narrow one', () => {
  fc.assert(
    fc.property(anEstimate, anEstimate, (one, other) => {
      for (const difference of [
        (first: Estimate, second: Estimate) => recoveredDifference(first, second, NEEDED),
        subtractedDifference,
      ]) {
        const [there, back] = [difference(one, other) as KnownEstimate, difference(other, one) as KnownEstimate]
        expect(back.low).toBeCloseTo(-there.high, 9)
        expect(back.high).toBeCloseTo(-there.low, 9)
      }
      const [narrow, wide] = [
        recoveredDifference(one, other, NEEDED) as KnownEstimate,
        subtractedDifference(one, other) as KnownEstimate,
      ]
      expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-9)
      expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-9)
    }),
  )
})

test('a figure that is not known, or has no interval, gives a difference', () => {
  const missing: Estimate = { state: 'too-few', count: 3, neededCount: 72 }
  expect(subtractedDifference(known(1, 0, 2), missing)).toEqual(missing)
  expect(recoveredDifference({ state: 'unknown', count: 5 }, missing, NEEDED)).toEqual(missing)
  expect(recoveredDifference(known(1, 1, 1, { method: 'exact' }), known(1, 0, 2), NEEDED)).toEqual({
    state: 'too-few',
    count: 10,
    neededCount: 12,
  })
})
