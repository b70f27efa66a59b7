import { expect, test } from 'vitest'
import { paretoFront } from '#shared/decision/front.ts'
import { contender, sampled, unmeasured } from './example-evidence.ts'

const place = (id: string, [latency, cost, quality]: [number, number, number], half = 0) =>
  contender(id, {
    latency: sampled(latency, half * 100),
    cost: sampled(cost, half * 100),
    quality: sampled(quality, half * 0.05),
  })

test('a contender that is slower, dearer and liked less stands on the front', () => {
  const front = paretoFront([
    place('a', [1000, 1000, 0.6]),
    place('b', [2000, 2000, 0.4]),
    place('c', [900, 3000, 0.5]),
  ])
  expect(front).toEqual([
    { contenderId: 'a', state: 'front', by: [] },
    { contenderId: 'b', state: 'dominated', by: ['a'] },
    { contenderId: 'c', state: 'front', by: [] },
  ])
})

test('a contender that an interval may put on the front is taken for dominated', () => {
  const [, second] = paretoFront([place('a', [1000, 1000, 0.55], 1), place('b', [1100, 1100, 0.5], 1)])
  expect(second).toEqual({ contenderId: 'b', state: 'possibly-dominated', by: ['a'] })
})

test('two that are alike dominate each other', () => {
  const front = paretoFront([place('a', [1000, 1000, 0.5]), place('b', [1000, 1000, 0.5])])
  expect(front.map(({ state }) => state)).toEqual(['front', 'front'])
})

test('a contender of which a figure is missing dominates, or is dominated', () => {
  const front = paretoFront([
    place('a', [1000, 1000, 0.6]),
    contender('b', { latency: sampled(1, 0), cost: unmeasured, quality: sampled(0.9, 0) }),
  ])
  expect(front.map(({ state }) => state)).toEqual(['front', 'unknown'])
})
