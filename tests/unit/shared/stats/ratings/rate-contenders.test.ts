import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '#shared/stats/random.ts'
import type { PairVote } from '#shared/stats/ratings/pair-vote.ts'
import { rateContenders, type Ratings } from '#shared/stats/ratings/rate-contenders.ts'
import { simulateVotes } from './simulated-votes.ts'

function vote(first: string, second: string, outcome: PairVote['outcome'], changes: Partial<PairVote> = {}): PairVote {
  return { first, second, outcome, prompt: 'p0', reviewer: 'r0', ...changes }
}

function repeat(count: number, make: (index: number) => PairVote): PairVote[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

const shareOf = ({ groups }: Ratings, id: string): number => {
  const found = groups.flatMap(({ contenders }) => contenders).find(({ contenderId }) => contenderId === id)?.preferred
  if (found?.state !== 'known') throw new Error(`${id} has no share.`)
  return found.value
}

const votesOfThree = fc
  .array(
    fc.record({
      first: fc.constantFrom('a', 'b', 'c'),
      step: fc.constantFrom(1, 2),
      outcome: fc.constantFrom('first' as const, 'second' as const, 'tie' as const, 'both-bad' as const),
      prompt: fc.constantFrom('p0', 'p1', 'p2', 'p3'),
      reviewer: fc.constantFrom('r0', 'r1'),
    }),
    { minLength: 30, maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(({ step, ...rest }): PairVote => ({
      ...rest,
      second: 'abc'['abc'.indexOf(rest.first) + step - ('abc'.indexOf(rest.first) + step > 2 ? 3 : 0)]!,
    })),
  )

test('a rating hangs on the order of votes, on which side was left, or on what a contender is called', () => {
  fc.assert(
    fc.property(votesOfThree, (votes) => {
      const plain = rateContenders(votes, ['a', 'b', 'c'])
      const swapped = votes.map(({ first, second, outcome, ...rest }): PairVote => ({
        ...rest,
        first: second,
        second: first,
        outcome: outcome === 'first' ? 'second' : outcome === 'second' ? 'first' : outcome,
      }))
      const renamed = votes.map((one) => ({ ...one, first: `x${one.first}`, second: `x${one.second}` }))
      const others = [rateContenders(votes.toReversed(), ['a', 'b', 'c']), rateContenders(swapped, ['c', 'a', 'b'])]
      for (const { contenderId, preferred, votes: count } of plain.groups[0]!.contenders) {
        if (preferred.state !== 'known') continue
        for (const other of others) expect(shareOf(other, contenderId)).toBeCloseTo(preferred.value, 8)
        expect(shareOf(rateContenders(renamed, ['xa', 'xb', 'xc']), `x${contenderId}`)).toBeCloseTo(preferred.value, 8)
        expect(preferred.low).toBeLessThanOrEqual(preferred.value)
        expect(preferred.high).toBeGreaterThanOrEqual(preferred.value)
        expect(preferred.count).toBe(count)
      }
    }),
    { numRuns: 50 },
  )
})

test('contenders that nobody has compared are put in one order', () => {
  const votes = [
    ...repeat(10, (index) => vote('a', 'b', index < 8 ? 'first' : 'second', { prompt: `p${index}` })),
    ...repeat(10, (index) => vote('c', 'd', index < 3 ? 'first' : 'tie', { prompt: `p${index}` })),
  ]
  const { groups } = rateContenders(votes, ['a', 'b', 'c', 'd', 'alone'])

  expect(groups.map(({ contenders }) => contenders.map(({ contenderId }) => contenderId))).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['alone'],
  ])
  expect(groups.map(({ pairs }) => pairs.map(({ first, second }) => `${first} ${second}`))).toEqual([
    ['a b'],
    ['c d'],
    [],
  ])
  expect(groups[2]?.contenders[0]).toMatchObject({
    preferred: { state: 'too-few', count: 0, neededCount: 5 },
    ranks: null,
  })
})

function allWon(count: number): Ratings {
  return rateContenders(
    repeat(count, (index) => vote('a', 'b', 'first', { prompt: `p${index}` })),
    ['a', 'b'],
  )
}

test('who won everything is certain of it after three votes, or not after thirty', () => {
  const [few, many] = [allWon(5).groups[0]!, allWon(30).groups[0]!]

  expect(few.pairs[0]).toMatchObject({ isSettled: false, votes: 5 })
  expect(few.contenders[0]?.ranks).toEqual({ best: 1, worst: 2 })
  expect(many.pairs[0]).toMatchObject({ isSettled: true })
  expect(many.pairs[0]?.firstIsBetter).toBeGreaterThan(0.99)
  expect(many.contenders.map(({ ranks }) => ranks)).toEqual([
    { best: 1, worst: 1 },
    { best: 2, worst: 2 },
  ])
  for (const { preferred } of many.contenders)
    expect(preferred).toMatchObject({ state: 'known', method: 'cluster-robust' })
})

function widthOf(votes: PairVote[]): number {
  const { preferred } = rateContenders(votes, ['a', 'b']).groups[0]!.contenders[0]!
  return preferred.state === 'known' ? preferred.high - preferred.low : NaN
}

test('ten votes of one person on one prompt say as much as ten on ten', () => {
  const make = (prompts: number): PairVote[] =>
    repeat(40, (index) =>
      vote('a', 'b', index % 4 === 0 ? 'second' : 'first', { prompt: `p${Math.floor(index / (40 / prompts))}` }),
    )
  // On each of five prompts all eight votes say the same; on forty each says its own.
  const same = repeat(40, (index) =>
    vote('a', 'b', Math.floor(index / 8) === 0 ? 'second' : 'first', { prompt: `p${Math.floor(index / 8)}` }),
  )

  expect(widthOf(same)).toBeGreaterThan(1.5 * widthOf(make(40)))
})

test('counts of a contender do not add up to its votes, or both bad is lost', () => {
  const votes = [
    vote('a', 'b', 'first'),
    vote('b', 'a', 'first'),
    vote('a', 'b', 'tie'),
    vote('b', 'a', 'both-bad'),
    vote('a', 'b', 'first'),
  ]
  expect(
    rateContenders(votes, ['a', 'b']).groups[0]!.contenders.find(({ contenderId }) => contenderId === 'a'),
  ).toMatchObject({
    votes: 5,
    wins: 2,
    losses: 1,
    ties: 2,
    bothBad: 1,
  })
})

test('no vote at all, or a vote on a stranger, gives a rating', () => {
  expect(rateContenders([], ['a', 'b'])).toMatchObject({
    tieShare: null,
    voteCount: 0,
    groups: [{ pairs: [] }, { pairs: [] }],
  })
  expect(() => rateContenders([vote('a', 'x', 'tie')], ['a', 'b'])).toThrow('A vote on a and x can’t be rated.')
})

test('ten thousand votes lose the order of contenders that differ', () => {
  const crowd = {
    logStrengths: [1, 0.5, 0, -0.5, -1],
    logTie: -0.5,
    prompts: 100,
    reviewers: 10,
    promptDeviation: 0.5,
    reviewerDeviation: 0.3,
  }
  const votes = simulateVotes(crowd, createRandom(4))
  const ratings = rateContenders(votes, ['c4', 'c2', 'c0', 'c3', 'c1'])

  expect(votes).toHaveLength(10_000)
  expect(ratings.groups[0]!.contenders.map(({ contenderId }) => contenderId)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4'])
  expect(ratings).toMatchObject({ promptCount: 100, reviewerCount: 10, clusters: 'prompts-and-reviewers' })
})
