import { expect, test } from 'vitest'
import type { PairVote } from '#shared/stats/ratings/pair-vote.ts'
import { positionBias } from '#shared/stats/ratings/position-bias.ts'
import { reviewerAgreement } from '#shared/stats/ratings/reviewer-agreement.ts'
import { selfConsistency } from '#shared/stats/ratings/self-consistency.ts'

function vote(outcome: PairVote['outcome'], changes: Partial<PairVote> = {}): PairVote {
  return { first: 'a', second: 'b', outcome, prompt: 'p', reviewer: 'r', ...changes }
}

test('a liking for the left side goes unnoticed, or ties count for a side', () => {
  const leaning = [
    ...Array.from({ length: 15 }, () => vote('first')),
    ...Array.from({ length: 5 }, () => vote('second')),
    vote('tie'),
    vote('both-bad'),
  ]
  const { left, pValue } = positionBias(leaning)
  expect(left).toMatchObject({ value: 0.75, count: 20 })
  // The sign test of 5 of 20: 2 × 21,700 / 2²⁰.
  expect(pValue).toBeCloseTo((2 * 21_700) / 2 ** 20, 12)
  expect(positionBias([vote('first'), vote('second')]).pValue).toBe(1)
  expect(positionBias([vote('tie')])).toEqual({ left: { state: 'too-few', count: 0, neededCount: 1 }, pValue: null })
})

test('a reviewer who says the same of swapped sides is called inconsistent, or one who always says left is not', () => {
  const swapped = { first: 'b', second: 'a' }
  expect(
    selfConsistency([
      { before: vote('first'), again: vote('second', swapped) },
      { before: vote('tie'), again: vote('both-bad', swapped) },
      { before: vote('first'), again: vote('first', swapped) },
      { before: vote('first'), again: vote('tie', swapped) },
    ]),
  ).toMatchObject({ value: 0.5, count: 4 })
})

test('agreement that chance would give counts as agreement, or sides are taken for contenders', () => {
  // Four pairs by two reviewers: three times the same, once not. Names 3, 3 and 2 of 8: α = 1 − (2/8) / (1 − 14/56) = 2/3.
  const judged: [string, PairVote['outcome'], PairVote['outcome']][] = [
    ['p1', 'first', 'first'],
    ['p2', 'first', 'second'],
    ['p3', 'second', 'second'],
    ['p4', 'tie', 'both-bad'],
  ]
  const votes = judged.flatMap(([prompt, one, other]) => [
    vote(one, { prompt, reviewer: 'one' }),
    vote(other === 'first' ? 'second' : other === 'second' ? 'first' : other, {
      prompt,
      reviewer: 'other',
      first: 'b',
      second: 'a',
    }),
  ])
  expect(reviewerAgreement(votes)).toEqual({ alpha: expect.closeTo(2 / 3, 12), unitCount: 4 })
})

test('agreement is told of one reviewer, of nothing, or where all say one thing of everything', () => {
  expect(reviewerAgreement([vote('first'), vote('first')])).toEqual({ alpha: null, unitCount: 0 })
  expect(reviewerAgreement([])).toEqual({ alpha: null, unitCount: 0 })
  expect(reviewerAgreement([vote('first'), vote('first', { reviewer: 'other' })])).toEqual({
    alpha: null,
    unitCount: 1,
  })
})
