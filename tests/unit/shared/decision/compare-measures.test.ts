import { expect, test } from 'vitest'
import type { CriterionMeasure } from '#shared/domain/decision-evidence.ts'
import type { PairRating } from '#shared/domain/rating.ts'
import { compareMeasures } from '#shared/decision/compare-measures.ts'
import { sampled, unmeasured } from './example-evidence.ts'

const LESS = { id: 'latency', better: 'less' } as const
const MORE = { id: 'reliability', better: 'more' } as const

function compare(
  first: CriterionMeasure,
  second: CriterionMeasure,
  criterion: Parameters<typeof compareMeasures>[2] = LESS,
  pairs: readonly PairRating[] = [],
) {
  return compareMeasures({ contenderId: 'a', measure: first }, { contenderId: 'b', measure: second }, criterion, pairs)
}

test('a difference is taken for chance, or chance for a difference: intervals that touch may tell two apart', () => {
  // √(30² + 40²) = 50: a difference of 51 is more than that, one of 49 is not.
  expect(compare(sampled(1000, 30), sampled(1051, 40))).toBe('better')
  expect(compare(sampled(1000, 30), sampled(1049, 40))).toBe('level')
  expect(compare(sampled(1051, 40), sampled(1000, 30))).toBe('worse')
  expect(compare(sampled(0.99, 0.001), sampled(0.97, 0.001), MORE)).toBe('better')
  expect(compare(sampled(1000, 0), sampled(1000, 0))).toBe('same')
  expect(compare(sampled(1000, 0), unmeasured)).toBe('unknown')
})

test('a range is taken for an interval around its value', () => {
  const range: CriterionMeasure = { ...sampled(5000, 0), low: 300, high: 5000, spread: 'range' }
  expect(compare(range, sampled(3000, 0))).toBe('level')
  expect(compare(range, sampled(5100, 50))).toBe('better')
  expect(compare(range, sampled(290, 5))).toBe('worse')
})

test('a preference that votes do not settle is told apart by its intervals', () => {
  const quality = { id: 'quality', better: 'more' } as const
  const pair = { first: 'b', second: 'a', firstIsBetter: 0.01, isSettled: true, votes: 40, moreVotes: 0 }
  const [one, other] = [sampled(0.7, 0.01), sampled(0.3, 0.01)]
  expect(compare(one, other, quality)).toBe('level')
  expect(compare(one, other, quality, [{ ...pair, isSettled: false }])).toBe('level')
  expect(compare(one, other, quality, [pair])).toBe('better')
  expect(compare(one, other, quality, [{ ...pair, firstIsBetter: 0.99 }])).toBe('worse')
})
