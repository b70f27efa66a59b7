import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '#shared/stats/random.ts'
import { fitStrengths } from '#shared/stats/ratings/fit-strengths.ts'
import { nextPair } from '#shared/stats/ratings/next-pair.ts'
import type { PairVote } from '#shared/stats/ratings/pair-vote.ts'
import { tallyVotes, type IndexedVote } from '#shared/stats/ratings/vote-index.ts'
import { votesToChange } from '#shared/stats/ratings/votes-to-change.ts'
import { MOST_VOTES, votesToSeparate } from '#shared/stats/ratings/votes-to-separate.ts'

const votes = fc.array(
  fc
    .record({
      first: fc.nat(2),
      step: fc.integer({ min: 1, max: 2 }),
      decision: fc.constantFrom(1 as const, 0 as const, -1 as const),
    })
    .map(({ first, step, decision }): IndexedVote => ({
      first,
      second: (first + step) % 3,
      decision,
      prompt: 'p',
      reviewer: 'r',
    })),
  { maxLength: 40 },
)

test('one vote less than is said would have changed the winner, or so many would not', () => {
  fc.assert(
    fc.property(votes, (drawn) => {
      const tally = tallyVotes(drawn, 3)
      const count = votesToChange(tally, 0, 1)
      const leadsAfter = (flips: number): boolean => {
        let left = flips
        const flipped = drawn.map((vote): IndexedVote => {
          const isWin =
            (vote.first === 0 && vote.second === 1 && vote.decision === 1) ||
            (vote.first === 1 && vote.second === 0 && vote.decision === -1)
          if (!isWin || left === 0) return vote
          left -= 1
          return { ...vote, decision: vote.decision === 1 ? -1 : 1 }
        })
        const { logStrengths } = fitStrengths(tallyVotes(flipped, 3))
        return logStrengths[0]! > logStrengths[1]!
      }
      expect(leadsAfter(count ?? 40)).toBe(count === null)
      expect(count === null || count === 0 || leadsAfter(count - 1)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('the number of votes for a share of 65 % is not the published one', () => {
  // 85 votes show a win rate of 65 % with a power of 80 %: log odds 0.619, whose deviation is 1/√(n/4) about even chances.
  const difference = Math.log(0.65 / 0.35)
  const more = votesToSeparate({ difference, deviation: 1 / Math.sqrt(20 * 0.65 * 0.35), votes: 20 })!
  expect(20 + more).toBeGreaterThan(80)
  expect(20 + more).toBeLessThan(95)
})

test('more votes are asked for although there are enough, or a number that nobody can give', () => {
  expect(votesToSeparate({ difference: 3, deviation: 0.1, votes: 50 })).toBe(0)
  expect(votesToSeparate({ difference: 0, deviation: 0.1, votes: 50 })).toBeNull()
  expect(votesToSeparate({ difference: 0.0001, deviation: 0.1, votes: MOST_VOTES })).toBeNull()
})

test('a number of votes is told more exactly than it can be known', () => {
  // 100 (2.802 × 1 / 0.5)² = 3,139.9 in all, 3,040 of them still to come.
  expect(votesToSeparate({ difference: 0.5, deviation: 1, votes: 100 })).toBe(3100)
  expect(votesToSeparate({ difference: 2.5, deviation: 1, votes: 40 })).toBe(11)
})

const say = (first: string, second: string, outcome: PairVote['outcome'], index: number): PairVote => ({
  first,
  second,
  outcome,
  prompt: `p${index}`,
  reviewer: 'r',
})

test('a pair is left out while all others have votes, or the same one always comes first', () => {
  const known = ['a b', 'a c'].flatMap((pair) => {
    const [first = '', second = ''] = pair.split(' ')
    return [say(first, second, 'first', 0), say(first, second, 'second', 1)]
  })
  const chosen = nextPair(known, ['a', 'b', 'c'], createRandom(1))
  expect([chosen.first, chosen.second].sort()).toEqual(['b', 'c'])

  const begins = Array.from({ length: 20 }, (_, seed) => nextPair([], ['a', 'b', 'c'], createRandom(seed)))
  expect(new Set(begins.map(({ first, second }) => [first, second].sort().join(' '))).size).toBe(3)
})

test('votes go where the order is settled already', () => {
  // a is far ahead of both; b and c are alike.
  const known = Array.from({ length: 30 }, (_, index) => [
    say('a', 'b', 'first', index),
    say('c', 'a', 'second', index),
    say('b', 'c', index % 2 === 0 ? 'first' : 'second', index),
  ]).flat()
  for (let seed = 0; seed < 10; seed += 1) {
    const { first, second } = nextPair(known, ['a', 'b', 'c'], createRandom(seed))
    expect([first, second].sort()).toEqual(['b', 'c'])
  }
})
