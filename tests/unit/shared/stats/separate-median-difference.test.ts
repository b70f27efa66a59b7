import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentileEstimate } from '#shared/stats/percentile.ts'
import { separateMedianDifference } from '#shared/stats/separate-median-difference.ts'

test('six a group do not span from the smallest less the largest to the largest less the smallest', () => {
  expect(separateMedianDifference([11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6])).toEqual({
    state: 'known',
    value: 10,
    low: 5,
    high: 15,
    count: 6,
    method: 'order-statistic',
  })
})

test('it leaves out 0 where the two intervals touch, or holds it where they do not', () => {
  const group = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 30 })
  fc.assert(
    fc.property(group, group, (first, second) => {
      const difference = separateMedianDifference(first, second)
      const [one, other] = [percentileEstimate(first, 0.5), percentileEstimate(second, 0.5)]
      if (difference.state !== 'known' || one.state !== 'known' || other.state !== 'known')
        throw new Error('six values have a median')
      const areApart = one.low > other.high || other.low > one.high
      expect(difference.low > 0 || difference.high < 0).toBe(areApart)
      // Not with a minus sign: of 0 that is another number to a test.
      const turned = { low: 0 - difference.high, high: 0 - difference.low }
      expect(separateMedianDifference(second, first)).toMatchObject(turned)
    }),
    { examples: [[Array<number>(6).fill(7), Array<number>(6).fill(7)]] },
  )
})

test('five values of either have a difference', () => {
  expect(separateMedianDifference([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6])).toEqual({
    state: 'too-few',
    count: 5,
    neededCount: 6,
  })
})
