import { expect, test } from 'vitest'
import type { JudgeFinding } from '#shared/domain/judge.ts'
import { judgeVerdicts } from '#shared/votes/judge-verdicts.ts'
import { rateJudge } from '#shared/votes/rate-judge.ts'
import { picturesOf, voteOn } from './judged-trial.ts'
import { callsOn, exampleCall, examplePair } from './judged-pairs.ts'

type Said = [JudgeFinding, JudgeFinding]

function outcomeOf(said: Said): string | null | undefined {
  return judgeVerdicts([examplePair(1, 0)], callsOn(1, said))[0]?.outcome
}

test('a picture wins by its place, or by one order alone', () => {
  expect(outcomeOf(['first', 'second'])).toBe('first')
  expect(outcomeOf(['second', 'first'])).toBe('second')
  expect(outcomeOf(['first', 'first'])).toBe('tie')
  expect(outcomeOf(['second', 'second'])).toBe('tie')
  expect(outcomeOf(['tie', 'tie'])).toBe('tie')
  expect(outcomeOf(['first', 'tie'])).toBe('tie')
  expect(outcomeOf(['tie', 'first'])).toBe('tie')
})

test('an answer that can’t be read, or a refusal, becomes a vote or a tie', () => {
  for (const said of [
    ['unreadable', 'first'],
    ['first', 'unreadable'],
    ['refused', 'tie'],
    ['refused', 'refused'],
  ] satisfies Said[]) {
    expect(outcomeOf(said), said.join(' ')).toBeNull()
  }
})

test('a pair of which one order was not answered counts, or a failure that was mended does not', () => {
  const pair = examplePair(1, 0)
  const planned = exampleCall(1, 'as-planned', 'first')
  expect(judgeVerdicts([pair], [planned])).toEqual([])
  expect(judgeVerdicts([pair], [planned, exampleCall(1, 'swapped', 'failed')])).toEqual([])
  expect(judgeVerdicts([pair], [planned, exampleCall(1, 'swapped', 'interrupted')])).toEqual([])
  const mended = [planned, exampleCall(1, 'swapped', 'failed'), exampleCall(1, 'swapped', 'second')]
  expect(judgeVerdicts([pair], mended)).toMatchObject([{ outcome: 'first' }])
})

/** Ten prompts, on each of which the judge says the same. */
function rated(said: readonly Said[], votes: Parameters<typeof rateJudge>[0]['votes'] = []) {
  const pairs = said.map((_, index) => examplePair(index + 1, index))
  const calls = said.flatMap((each, index) => callsOn(index + 1, each))
  return rateJudge({ pairs, calls, votes, contenderIds: ['a', 'b'], promptOf: (index) => index }, 'preferred')
}

test('a judge that always names the first place is said to go by the pictures', () => {
  const biased = rated(Array.from({ length: 10 }, (): Said => ['first', 'first']))
  expect(biased.firstPlace).toMatchObject({ state: 'known', value: 1, count: 20 })
  expect(biased.consistency).toMatchObject({ state: 'known', value: 0, count: 10 })
  expect(biased.bySide).toMatchObject({ first: 10, second: 0 })
  // 2 · ½¹⁰
  expect(biased.bySide.pValue).toBeCloseTo(2 / 1024, 12)
  expect(biased.groups[0]?.contenders.map(({ ties, wins }) => [ties, wins])).toEqual([
    [10, 0],
    [10, 0],
  ])

  const steady = rated(Array.from({ length: 10 }, (): Said => ['first', 'second']))
  expect(steady.firstPlace).toMatchObject({ value: 0.5 })
  expect(steady.consistency).toMatchObject({ value: 1 })
  expect(steady.bySide).toEqual({ first: 0, second: 0, pValue: null })
  expect(steady.groups[0]?.contenders.find(({ contenderId }) => contenderId === 'a')).toMatchObject({ wins: 10 })
})

test('what gave no vote is counted in a share, or its reason is not told', () => {
  const analysis = rated([
    ['first', 'second'],
    ['refused', 'first'],
    ['refused', 'refused'],
  ])
  expect(analysis.voteCount).toBe(1)
  expect(analysis.consistency).toMatchObject({ count: 1 })
  expect(analysis.firstPlace).toMatchObject({ count: 2 })
  expect(analysis.without).toEqual([{ reason: 'Refused.', pairs: 2 }])
})

test('questions are mixed', () => {
  const pairs = [examplePair(1, 0)]
  const calls = [...callsOn(1, ['first', 'second']), ...callsOn(1, ['second', 'first'], 'plausible')]
  const source = { pairs, calls, votes: [], contenderIds: ['a', 'b'], promptOf: () => 0 }
  const winsOf = (question: 'preferred' | 'plausible'): (number | undefined)[] =>
    ['a', 'b'].map(
      (id) => rateJudge(source, question).groups[0]?.contenders.find(({ contenderId }) => contenderId === id)?.wins,
    )
  expect(winsOf('preferred')).toEqual([1, 0])
  expect(winsOf('plausible')).toEqual([0, 1])
})

test('agreement with people goes by places, by single votes, or by pictures that only one of them saw', () => {
  const pictures = picturesOf(['a', 'b'], 5)
  const people = (caseIndex: number, ranks: number[], order: 'ab' | 'ba', sessionId = 'votes-1') => {
    const own = pictures.filter((picture) => picture.caseIndex === caseIndex)
    const shown = order === 'ab' ? own : own.toReversed()
    const ballot = { number: 1, question: 'preferred' as const, caseIndex, repeat: 0, repeats: null, shown }
    return voteOn(ballot, { ranks, noneIsGood: false }, { sessionId })
  }
  const votes = [
    // a, told with the sides swapped.
    people(0, [2, 1], 'ba'),
    // b by two against one.
    people(1, [2, 1], 'ab'),
    people(1, [2, 1], 'ab', 'votes-2'),
    people(1, [1, 2], 'ab', 'votes-3'),
    // One for each: a tie.
    people(2, [1, 2], 'ab'),
    people(2, [2, 1], 'ab', 'votes-2'),
    // A pair that the judge gave no vote on.
    people(3, [1, 2], 'ab'),
  ]
  const { agreement } = rated(
    [
      ['first', 'second'],
      ['first', 'second'],
      ['tie', 'tie'],
      ['refused', 'first'],
      ['first', 'second'],
    ],
    votes,
  )
  expect(agreement.all).toMatchObject({ state: 'known', value: 2 / 3, count: 3, method: 'wilson' })
  expect(agreement.decided).toMatchObject({ state: 'known', value: 1 / 2, count: 2 })
})
