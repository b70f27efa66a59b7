import fc from 'fast-check'
import { expect, it } from 'vitest'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'

it.each([
  [5, 10, 1],
  [4, 10, 0],
  [15, 10, 2],
  [3000 * 1024 * 1024 * 4, 1024 * 1024 * 4, 3000],
  [812_345 * 694, 1_000_000, 564],
])('rounds %i / %i to %i, halves up and not to even', (numerator, denominator, expected) => {
  expect(roundHalfUp(numerator, denominator)).toBe(expected)
})

it('is never further from the exact quotient than a half', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (numerator, denominator) => {
      const distance = 2 * (roundHalfUp(numerator, denominator) * denominator - numerator)
      expect(distance).toBeGreaterThan(-denominator)
      expect(distance).toBeLessThanOrEqual(denominator)
    }),
  )
})
