import { expect, test } from 'vitest'
import type { PairVote } from '#shared/stats/ratings/pair-vote.ts'
import type { Vote, VoteSession } from '#shared/domain/vote.ts'
import { describeRatings } from '#shared/votes/describe-ratings.ts'
import { rateTrial } from '#shared/votes/rate-trial.ts'
import { exampleSession, picturesOf } from './judged-trial.ts'

const nameOf = (id: string): string => id.toUpperCase()

/** @param said `a b first`, each on a prompt of its own */
function describe(said: readonly string[], { sessions = [exampleSession()], cases = said.length } = {}) {
  const votes = said.map((text, caseIndex): Vote => {
    const [first = '', second = '', outcome] = text.split(' ')
    const ranks = outcome === 'first' ? [1, 2] : outcome === 'second' ? [2, 1] : [1, 1]
    return {
      sessionId: sessions[caseIndex % sessions.length]?.id ?? '',
      number: caseIndex + 1,
      question: 'preferred',
      caseIndex: caseIndex % cases,
      repeat: 0,
      shown: [first, second].map((contenderId) => ({ sampleId: `${contenderId}-${caseIndex}`, contenderId })),
      answer: { ranks, noneIsGood: outcome === ('both-bad' satisfies PairVote['outcome']) },
      repeats: null,
      surround: 'mid',
      shownAt: '2026-11-14T10:00:00.000Z',
      answeredAt: '2026-11-14T10:00:01.000Z',
      undoneAt: null,
    }
  })
  const ids = ['a', 'b', 'c']
  const source = {
    sessions,
    votes,
    pictures: picturesOf(ids, 4),
    contenderIds: ids,
    promptOf: (index: number) => index,
  }
  return describeRatings(rateTrial(source, { question: 'preferred', reviewer: null }), nameOf)
}

const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text)

test('a lead that chance may have given is called one, or the way to more is not named', () => {
  const { said } = describe([
    ...times(6, 'a b first'),
    ...times(4, 'a b second'),
    ...times(6, 'b c first'),
    ...times(5, 'c a second'),
  ])
  expect(said[0]).toMatch(
    /^A leads with \d+ % \(\d+ % to \d+ %, n 15\) of its pairs, and can’t be told apart from B\.$/,
  )
  expect(said[1]).toMatch(/^About [\d,]+ votes more would tell it from B, if they go on as so far\.$/)
  expect(said.at(-1)).toMatch(/votes? the other way round would have changed who leads\.$/)
})

test('a clear winner is not said to be one, or the last is not named', () => {
  const { said } = describe([
    ...times(30, 'a b first'),
    ...times(30, 'a c first'),
    ...times(24, 'b c first'),
    ...times(6, 'b c second'),
  ])
  expect(said[0]).toMatch(/^A is preferred to every other contender: in \d+ % \(\d+ % to \d+ %, n 60\) of its pairs\.$/)
  expect(said[1]).toMatch(/^C is preferred least: in /)
})

test('contenders that nobody has compared, or that have too few votes, are passed over in silence', () => {
  const { said, limits } = describe(times(9, 'a b tie'))
  expect(said[0]).toMatch(/^A leads with 50 %|^B leads with 50 %/)
  expect(limits).toContain('No vote connects A and B with C: they are rated apart, and nothing is said across.')
  expect(limits).toContain('A contender is rated from n 5 votes on: C has 0.')
  expect(describe([]).said).toEqual([])
})

test('one reviewer is taken for everybody, one prompt for all, or a liking for a side goes unsaid', () => {
  const { limits } = describe([...times(18, 'a b first'), ...times(18, 'b a first')], { cases: 1 })
  expect(limits).toContain(
    'All votes are Ada’s: the intervals are for this reviewer and other prompts, not for other people.',
  )
  expect(limits).toContain('All votes are on one prompt, and say nothing of others.')
  expect(limits.find((text) => text.startsWith('The left picture'))).toMatch(
    /preferred in 100 % of 36 decided votes.*fewer than 1 of 1,000/,
  )
  const several: VoteSession[] = [exampleSession(), exampleSession({ id: 'votes-2', reviewer: 'Grace' })]
  expect(describe(times(8, 'a b first'), { sessions: several }).limits).toContain(
    'The intervals are for these 2 reviewers and other prompts: n 6 reviewers are needed to speak of others like them.',
  )
})
