import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Vote } from '#shared/domain/vote.ts'
import { planJudgePairs } from '#shared/votes/plan-judge-pairs.ts'
import { exampleSession, judge, picturesOf } from './judged-trial.ts'

const contenderIds = ['a', 'b', 'c']
const pictures = picturesOf(contenderIds, 4, 2)
const trial = { sessions: [exampleSession()], pictures, contenderIds, promptOf: (index: number) => index }

function keyOf({ first, second }: { first: { sampleId: string }; second: { sampleId: string } }): string {
  return [first.sampleId, second.sampleId].sort().join(' ')
}

function against({ first, second }: { first: { contenderId: string }; second: { contenderId: string } }): string {
  return [first.contenderId, second.contenderId].sort().join(' ')
}

function plan(count: number, seed = 1, votes: Vote[] = []) {
  return planJudgePairs({ ...trial, votes }, { seed, question: 'preferred', count })
}

test('a pair is planned twice, or some are never planned', () => {
  // 4 prompts × 2 repeats × 3 pairs of contenders
  const all = plan(500)
  expect(all).toHaveLength(24)
  expect(new Set(all.map(keyOf)).size).toBe(24)
  expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  for (const { caseIndex, repeat, first, second } of all) {
    expect([first, second].map(({ sampleId }) => sampleId.split('-').slice(1).map(Number))).toEqual([
      [caseIndex, repeat],
      [caseIndex, repeat],
    ])
  }
})

test('the same seed plans other pairs, so that nobody can check a run', () => {
  expect(plan(9, 5)).toEqual(plan(9, 5))
  expect(plan(9, 5)).not.toEqual(plan(9, 6))
  expect(plan(24, 5).slice(0, 9)).toEqual(plan(9, 5))
})

test('few pairs leave a contender or most prompts out', () => {
  const few = plan(6)
  const pairs = Map.groupBy(few, ({ first, second }) => [first.contenderId, second.contenderId].sort().join(' '))
  expect([...pairs.values()].map(({ length }) => length)).toEqual([2, 2, 2])
  expect(new Set(few.map(({ caseIndex }) => caseIndex)).size).toBeGreaterThan(2)
})

test('pairs that people have judged do not come first, or one whose picture is gone does', () => {
  const session = exampleSession()
  const { votes } = judge({ ...trial, session }, 8)
  const judged = votes.filter(({ repeats }) => repeats === null)
  const planned = plan(24, 1, votes)
  const asked = judged.map(({ shown: [first, second] }) =>
    keyOf({ first: first ?? { sampleId: '' }, second: second ?? { sampleId: '' } }),
  )
  expect(planned.slice(0, asked.length).map(keyOf)).toEqual(asked)
  expect(new Set(planned.map(keyOf)).size).toBe(24)
  // Which of them comes first is drawn anew: the sides that people saw are not those of the judge.
  expect(planned.slice(0, 8).map(({ first }, index) => first.sampleId === judged[index]?.shown[0]?.sampleId)).toContain(
    false,
  )

  const gone = judged[0]?.shown[0]?.sampleId ?? ''
  const left = planJudgePairs(
    { ...trial, votes, pictures: pictures.filter(({ sampleId }) => sampleId !== gone) },
    { seed: 1, question: 'preferred', count: 24 },
  )
  expect(left.flatMap(({ first, second }) => [first.sampleId, second.sampleId])).not.toContain(gone)
})

test('a bounded plan leans on some contenders, prompts or pictures', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(200),
      fc.nat(),
      (contenders, prompts, repeats, count, seed) => {
        const ids = Array.from({ length: contenders }, (_, index) => `contender-${index}`)
        const all = { ...trial, contenderIds: ids, pictures: picturesOf(ids, prompts, repeats), votes: [] }
        const planned = planJudgePairs(all, { seed, question: 'preferred', count })
        const perPlace = (contenders * (contenders - 1)) / 2
        expect(planned).toHaveLength(Math.min(count, perPlace * prompts * repeats))
        expect(new Set(planned.map(keyOf)).size).toBe(planned.length)
        const byContenders = Map.groupBy(planned, against)
        expectEven([...byContenders.values()], perPlace)
        for (const own of byContenders.values()) {
          expectEven([...Map.groupBy(own, ({ caseIndex }) => caseIndex).values()], prompts)
        }
      },
    ),
  )
})

test('contenders whom people compared least are left behind by those whom they compared most', () => {
  const session = exampleSession()
  const { votes } = judge({ ...trial, session, pictures: pictures.filter(({ contenderId }) => contenderId !== 'c') }, 6)
  const asked = votes.filter(({ repeats }) => repeats === null).length
  const planned = plan(3 * asked, 1, votes)
  const byContenders = Map.groupBy(planned, against)
  expect([...byContenders.values()].map(({ length }) => length)).toEqual([asked, asked, asked])
})

test('a judge of ten thousand pairs can’t be planned while somebody waits', () => {
  const ids = Array.from({ length: 8 }, (_, index) => `contender-${index}`)
  const large = { ...trial, contenderIds: ids, pictures: picturesOf(ids, 400, 2), votes: [] }
  const planned = planJudgePairs(large, { seed: 1, question: 'preferred', count: 10_000 })
  expect(new Set(planned.map(keyOf)).size).toBe(10_000)
  expectEven([...Map.groupBy(planned, against).values()], 28)
})

/** No group has two more than another. @param count of groups, those of nothing among them */
function expectEven(groups: readonly unknown[][], count: number): void {
  const sizes = [...groups.map(({ length }) => length), ...Array.from({ length: count - groups.length }, () => 0)]
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
}
