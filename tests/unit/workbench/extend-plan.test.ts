import { expect, test } from 'vitest'
import { orderSamples } from '#main/engine/order-samples.ts'
import { extendPlan } from '#main/workbench/extend-plan.ts'
import type { FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { casesForTest, contenderForTest, planForTest } from '../engine/trial-for-test.ts'

const samplesInOrder = (plan: FrozenPlan): PlannedSample[] => [...orderSamples(plan)]

const a = contenderForTest('http://a.example', { id: 'a' })
const b = contenderForTest('http://b.example', { id: 'b', account: 'environment', position: 1 })
const old: FrozenPlan = planForTest([a, b], { cases: casesForTest(3), repeats: 2, seed: 7 })
const order = samplesInOrder(old)
const extended = (changes: Partial<FrozenPlan>) => extendPlan(old, { ...old, ...changes }, order)
const paths = (changes: Partial<FrozenPlan>) => extended(changes).problems.map(({ path }) => path)
const cell = ({ contenderId, caseIndex, repeat }: (typeof order)[number]) => `${contenderId} ${caseIndex} ${repeat}`

test('an extension repeats a cell, leaves one out, or gives a picture another seed than the trial would have', () => {
  const c = contenderForTest('http://c.example', { id: 'c', position: 0 })
  const cases = [
    plainCase(0, 'new', 'new'),
    ...casesForTest(3).map((one) => ({ ...one, index: one.index + 1, promptIndex: one.index + 1 })),
  ]
  const { plan, added, problems } = extended({ contenders: [c, b, a], cases, repeats: 3 })
  expect(problems).toEqual([])
  expect(plan.contenders.map(({ id, position }) => [id, position])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ])
  expect(plan.cases.map(({ index, prompt, promptIndex }) => [index, prompt, promptIndex])).toEqual([
    [0, '0', 0],
    [1, '1', 1],
    [2, '2', 2],
    [3, 'new', 3],
  ])
  const all = [...order, ...added].map(cell)
  expect(new Set(all).size).toBe(3 * 4 * 3)
  expect(all).toHaveLength(3 * 4 * 3)
  expect(added.map(({ position }) => position)).toEqual(added.map((_one, index) => order.length + index))
  const seeds = new Map(samplesInOrder(plan).map((planned) => [cell(planned), planned.seed]))
  for (const planned of [...order, ...added]) expect(planned.seed).toBe(seeds.get(cell(planned)))
})

function count(added: readonly (typeof order)[number][], role: string, contenderId: string): number {
  return added.filter((one) => one.role === role && one.contenderId === contenderId).length
}

test('an extension asks again for warm-ups, probes or seed checks that the trial has, or for fewer than the plan says', () => {
  const with5 = { ...old, warmUp: 2, seedChecks: { pairs: 5, contenderIds: ['a', 'b'] } }
  const asked = samplesInOrder(with5)
  const cases = casesForTest(9)
  const c = contenderForTest('http://c.example', { id: 'c', position: 2 })
  const contenderIds = ['a', 'b', 'c']
  const { added, plan, problems } = extendPlan(
    with5,
    { ...with5, cases, repeats: 4, contenders: [a, b, c], seedChecks: { pairs: 7, contenderIds } },
    asked,
  )
  expect(problems).toEqual([])
  expect(plan.seedChecks).toEqual({ pairs: 7, contenderIds })
  for (const id of ['a', 'b']) {
    expect(count(added, 'seed-check', id)).toBe(2)
    expect(count(added, 'warm-up', id)).toBe(0)
  }
  expect(count(added, 'seed-check', 'c')).toBe(7)
  expect(count(added, 'warm-up', 'c')).toBe(2)
  // More checks than there are pictures ask for some of them twice.
  const many = extendPlan(with5, { ...with5, seedChecks: { pairs: 15, contenderIds: ['a', 'b'] } }, asked)
  expect(count(many.added, 'seed-check', 'a')).toBe(10)
  const fewer = extendPlan(with5, { ...with5, repeats: 3, seedChecks: { pairs: 4, contenderIds: ['a', 'b'] } }, asked)
  expect(fewer.problems.map(({ path }) => path)).toEqual(['seedChecks'])
})

test('an extension takes out or changes what was measured, asks in another way, or adds nothing', () => {
  expect(paths({ contenders: [a], repeats: 3 })).toEqual(['contenders'])
  expect(paths({ contenders: [a, { ...b, modelId: 'other' }], repeats: 3 })).toEqual(['contenders[1]'])
  expect(paths({ contenders: [a, { ...b, baseUrl: 'http://elsewhere.example' }], repeats: 3 })).toEqual([
    'contenders[1]',
  ])
  // Its simulator is never twice at the same address.
  expect(paths({ contenders: [{ ...a, baseUrl: 'http://elsewhere.example' }, b], repeats: 3 })).toEqual([])
  expect(paths({ cases: casesForTest(2), repeats: 3 })).toEqual(['prompts'])
  expect(paths({ seed: 8, repeats: 3 })).toEqual(['seed'])
  expect(paths({ repeats: 1 })).toEqual(['repeats'])
  expect(paths({})).toEqual(['repeats'])
})

test('an extension costs what was measured anew at the prices of today', () => {
  const price = {
    id: 'plain/new',
    label: '',
    models: [],
    unit: 'image',
    amountUsd: '9',
    source: null,
    retrievedOn: '2026-11-28',
    confidence: 'official',
  } as const
  const { plan, problems } = extended({ contenders: [{ ...a, price: { ...price, models: [] } }, b], repeats: 3 })
  expect(problems).toEqual([])
  expect(plan.contenders[0]).toEqual(a)
})
