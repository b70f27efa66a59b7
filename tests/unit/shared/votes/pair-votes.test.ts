import { expect, test } from 'vitest'
import { VoteAnswer, type Ballot } from '#shared/domain/vote.ts'
import { pairVotesOf, repeatedVotesOf, votesOn } from '#shared/votes/pair-votes.ts'
import { exampleSession, picturesOf, voteOn } from './judged-trial.ts'

function ballotOf(ids: readonly string[], changes: Partial<Ballot> = {}): Ballot {
  const shown = picturesOf(ids, 1).map(({ sampleId, contenderId, image }) => ({ sampleId, contenderId, image }))
  return { number: 1, question: 'preferred', caseIndex: 4, repeat: 0, repeats: null, shown, ...changes }
}

test('an order loses a pair, turns one around, or takes a tie for a win', () => {
  const vote = voteOn(ballotOf(['a', 'b', 'c', 'd']), { ranks: [2, 1, 4, 2], noneIsGood: false })
  expect(
    pairVotesOf([vote], [exampleSession()], () => 7).map(
      ({ first, second, outcome }) => `${first} ${second} ${outcome}`,
    ),
  ).toEqual(['a b second', 'a c first', 'a d tie', 'b c first', 'b d first', 'c d second'])
  expect(pairVotesOf([vote], [exampleSession()], () => 7)[0]).toMatchObject({ prompt: '7', reviewer: 'Ada' })
})

test('both bad is taken for a plain tie', () => {
  const vote = voteOn(ballotOf(['a', 'b']), { ranks: [1, 1], noneIsGood: true })
  expect(pairVotesOf([vote], [exampleSession()], () => 0)).toMatchObject([{ outcome: 'both-bad' }])
})

test('a vote that was taken back, a repetition or another question counts', () => {
  const votes = [
    voteOn(ballotOf(['a', 'b'], { number: 1 }), { ranks: [1, 2], noneIsGood: false }),
    voteOn(
      ballotOf(['a', 'b'], { number: 2 }),
      { ranks: [1, 2], noneIsGood: false },
      { undoneAt: '2026-11-14T10:00:00.000Z' },
    ),
    voteOn(ballotOf(['b', 'a'], { number: 3, repeats: 1 }), { ranks: [1, 2], noneIsGood: false }),
    voteOn(ballotOf(['a', 'b'], { number: 4, question: 'plausible' }), { ranks: [1, 2], noneIsGood: false }),
  ]
  expect(votesOn('preferred', votes).map(({ number }) => number)).toEqual([1])
  expect(repeatedVotesOf(votes)).toEqual([
    { before: { first: 'a', second: 'b', outcome: 'first' }, again: { first: 'b', second: 'a', outcome: 'first' } },
  ])
})

function isTaken(ranks: number[], noneIsGood = false): boolean {
  return VoteAnswer.safeParse({ ranks, noneIsGood }).success
}

test('ranks with a hole, or with a winner among none that is good, are taken', () => {
  expect([isTaken([1, 2]), isTaken([2, 1, 2]), isTaken([1, 1, 3]), isTaken([1, 1], true)]).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect([isTaken([1, 3]), isTaken([2, 2]), isTaken([1, 1, 2]), isTaken([1, 2], true), isTaken([1])]).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})
