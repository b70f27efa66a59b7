import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareDifference } from '#shared/stats/share-difference.ts'

test.each([
  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
  { first: [56, 70], second: [48, 80], low: 0.0524, high: 0.3339 },
  { first: [9, 10], second: [3, 10], low: 0.1705, high: 0.809 },
  { first: [6, 7], second: [2, 7], low: 0.0582, high: 0.8062 },
  { first: [5, 56], second: [0, 29], low: -0.0381, high: 0.1926 },
  { first: [0, 10], second: [0, 20], low: -0.1611, high: 0.2775 },
  { first: [0, 10], second: [0, 10], low: -0.2775, high: 0.2775 },
  { first: [10, 10], second: [0, 20], low: 0.6791, high: 1 },
  { first: [10, 10], second: [0, 10], low: 0.6075, high: 1 },
])('$first less $second is as published', ({ first, second, low, high }) => {
  const difference = shareDifference(share(first), share(second))
  if (difference.state !== 'known') throw new Error('both have a share')
  expect(difference.low).toBeCloseTo(low, 4)
  expect(difference.high).toBeCloseTo(high, 4)
})

test('it leaves −1 to 1, or does not turn around with its sides', () => {
  const counted = fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.nat())
    .map(([count, pick]) => ({ count, successes: pick % (count + 1) }))
  fc.assert(
    fc.property(counted, counted, (first, second) => {
      const [difference, turned] = [shareDifference(first, second), shareDifference(second, first)]
      if (difference.state !== 'known' || turned.state !== 'known') throw new Error('both have a share')
      expect(difference.low).toBeGreaterThanOrEqual(-1 - 1e-12)
      expect(difference.high).toBeLessThanOrEqual(1 + 1e-12)
      expect(difference.low).toBeLessThanOrEqual(difference.value)
      expect(difference.high).toBeGreaterThanOrEqual(difference.value)
      expect(turned.low).toBeCloseTo(-difference.high, 12)
    }),
  )
})

test('an empty group has a share', () => {
  expect(shareDifference({ successes: 0, count: 0 }, { successes: 1, count: 4 })).toEqual({
    state: 'too-few',
    count: 0,
    neededCount: 1,
  })
})

function share([successes, count]: readonly number[]): { successes: number; count: number } {
  return { successes: successes as number, count: count as number }
}
