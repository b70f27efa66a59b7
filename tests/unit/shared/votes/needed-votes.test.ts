import { expect, test } from 'vitest'
import type { ContenderRating, PairRating } from '#shared/domain/rating.ts'
import { neededVotes } from '#shared/votes/needed-votes.ts'

function rated(contenderId: string, isRated = true): ContenderRating {
  const ranks = isRated ? { best: 1, worst: 3 } : null
  const preferred = { state: 'too-few' as const, count: 0, neededCount: 5 }
  return { contenderId, preferred, ranks, votes: 9, wins: 3, losses: 3, ties: 3, bothBad: 0 }
}

function pair(first: string, second: string, moreVotes: number | null): PairRating {
  return { first, second, firstIsBetter: 0.6, isSettled: moreVotes === 0, votes: 3, moreVotes }
}

const contenders = [rated('b'), rated('a'), rated('c')]

test('what is left is named by pairs that are far apart, or by the nearest to being settled', () => {
  const pairs = [pair('a', 'b', 12), pair('a', 'c', 40), pair('b', 'c', 900)]
  expect(neededVotes({ groups: [{ contenders, pairs }] })).toBe(40)
  expect(neededVotes({ groups: [{ contenders, pairs: pairs.map((each) => ({ ...each, moreVotes: 0 })) }] })).toBe(0)
})

test('a number is named that nobody can know', () => {
  const pairs = [pair('a', 'b', 12), pair('a', 'c', null), pair('b', 'c', 3)]
  expect(neededVotes({ groups: [{ contenders, pairs }] })).toBeNull()
  expect(neededVotes({ groups: [{ contenders: [rated('a'), rated('b', false)], pairs }] })).toBeNull()
  expect(
    neededVotes({
      groups: [
        { contenders, pairs },
        { contenders: [rated('d')], pairs: [] },
      ],
    }),
  ).toBeNull()
  expect(neededVotes({ groups: [] })).toBeNull()
})
