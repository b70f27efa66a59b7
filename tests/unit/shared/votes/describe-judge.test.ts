import { expect, test } from 'vitest'
import type { JudgeFinding } from '#shared/domain/judge.ts'
import { describeJudge } from '#shared/votes/describe-judge.ts'
import { describeJudgeEstimate } from '#shared/votes/describe-judge-estimate.ts'
import { judgeCostText } from '#shared/votes/judge-cost-text.ts'
import { rateJudge } from '#shared/votes/rate-judge.ts'
import { picturesOf, voteOn } from './judged-trial.ts'
import { callsOn, examplePair } from './judged-pairs.ts'

type Said = [JudgeFinding, JudgeFinding]

function describe(said: readonly Said[], votes: Parameters<typeof rateJudge>[0]['votes'] = []) {
  const pairs = said.map((_, index) => examplePair(index + 1, index))
  const calls = said.flatMap((each, index) => callsOn(index + 1, each))
  const source = { pairs, calls, votes, contenderIds: ['a', 'b'], promptOf: (index: number) => index }
  return describeJudge(rateJudge(source, 'preferred'), (id) => id.toUpperCase())
}

const times = (count: number, said: Said): Said[] => Array.from({ length: count }, () => said)

test('a judge that nobody has held against people is believed without a word', () => {
  const { said, limits } = describe(times(12, ['first', 'second']))
  expect(said[0]).toMatch(/^A is preferred to every other contender/)
  expect(limits).toContain(
    'People have judged none of these pairs, so whether the judge sees what they see is not known.',
  )
  expect(limits).toContain(
    'Asked in both orders, it said the same on 100 % (76 % to 100 %) of 12 pairs; every other pair is a tie.',
  )
})

test('agreement is told without its n, or a side or a refusal is kept quiet', () => {
  const [a, b] = picturesOf(['a', 'b'], 1)
  if (a === undefined || b === undefined) throw new Error('Two pictures are needed.')
  const ballot = { number: 1, question: 'preferred' as const, caseIndex: 0, repeat: 0, repeats: null, shown: [a, b] }
  const vote = voteOn(ballot, { ranks: [1, 2], noneIsGood: false })
  const { limits } = describe([['first', 'second'], ...times(9, ['second', 'second']), ['refused', 'first']], [vote])
  expect(limits).toContain(
    'It says what people say on 100 % (21 % to 100 %) of 1 pair that both have judged; where both prefer one, 100 % (21 % to 100 %) of 1 pair.',
  )
  expect(limits.some((text) => /favours the second place: of 9 pairs .* 9 went to the second/.test(text))).toBe(true)
  expect(limits).toContain('No vote on 1 pair, which neither won nor lost there: Refused. (1)')
})

test('what is not known of a cost reads as nothing', () => {
  const run = { capMicros: 500_000, practice: false }
  expect(judgeCostText({ run, knownMicros: 12_300, unknownCount: 0, countedMicros: 12_300 })).toBe('$0.0123 of $0.50')
  expect(judgeCostText({ run, knownMicros: 0, unknownCount: 2, countedMicros: 20_000 })).toBe(
    '$0.00 known and 2 calls unknown, $0.0200 counted of $0.50',
  )
  const estimate = {
    availablePairs: 9,
    pairs: 3,
    calls: 6,
    worstCaseMicros: null,
    worstTotalMicros: null,
    expectedMicros: null,
    expectedFrom: 0,
  }
  expect(describeJudgeEstimate(estimate, null)).toEqual([
    '3 of 9 pairs of pictures, 6 calls.',
    'Nothing says what one call may cost: enter its price, or what it costs at most.',
  ])
})
