import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderSamples } from '#main/engine/order-samples.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { casesForTest, contenderForTest, planForTest } from './trial-for-test.ts'

const plan = fc
  .record({
    contenderCount: fc.integer({ min: 1, max: 8 }),
    caseCount: fc.integer({ min: 1, max: 12 }),
    repeats: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    seeds: fc.constantFrom('per-prompt' as const, 'per-repeat' as const),
  })
  .map(({ contenderCount, caseCount, ...rest }): FrozenPlan => {
    const contenders = Array.from({ length: contenderCount }, (_none, position) =>
      contenderForTest('http://127.0.0.1', { id: `c${position}`, position }),
    )
    const cases = casesForTest(caseCount)
    return planForTest(contenders, { cases, ...rest })
  })

test('a cell of the trial is left out or sent twice', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = orderSamples(drawn)
      const cells = new Set(order.map(({ contenderId, caseIndex, repeat }) => `${contenderId} ${caseIndex} ${repeat}`))
      expect(order).toHaveLength(drawn.contenders.length * drawn.cases.length * drawn.repeats)
      expect(cells.size).toBe(order.length)
      expect(order.map(({ position }) => position)).toEqual(order.map((_sample, index) => index))
    }),
  )
})

test('the time of day hits one contender more than another: they stand side by side in each block', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = orderSamples(drawn)
      const width = drawn.contenders.length
      for (let start = 0; start < order.length; start += width) {
        const block = order.slice(start, start + width)
        expect(new Set(block.map(({ contenderId }) => contenderId)).size).toBe(width)
        expect(new Set(block.map(({ caseIndex, repeat }) => `${caseIndex} ${repeat}`)).size).toBe(1)
      }
      const repeats = order.map(({ repeat }) => repeat)
      expect(repeats).toEqual([...repeats].sort((one, other) => one - other))
    }),
  )
})

test('a trial can’t be repeated: the same plan gives another order', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      expect(orderSamples(drawn)).toEqual(orderSamples(structuredClone(drawn)))
    }),
  )
})

test('contenders draw different pictures, or a repeat draws the same one again', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const seeds = new Map<string, Set<number>>()
      for (const { caseIndex, repeat, seed } of orderSamples(drawn)) {
        expect(seed).toBeGreaterThanOrEqual(0)
        expect(seed).toBeLessThanOrEqual(2 ** 31 - 1)
        const cell = drawn.seeds === 'per-repeat' ? `${caseIndex} ${repeat}` : `${caseIndex}`
        seeds.set(cell, (seeds.get(cell) ?? new Set()).add(seed))
      }
      for (const cell of seeds.values()) expect(cell.size).toBe(1)
      expect(new Set([...seeds.values()].flatMap((cell) => [...cell])).size).toBe(seeds.size)
    }),
  )
})

test('the order is not shuffled: one contender always goes first', () => {
  const contenders = ['a', 'b', 'c'].map((id, position) => contenderForTest('http://127.0.0.1', { id, position }))
  const order = orderSamples(planForTest(contenders, { repeats: 300 }))
  const first = Map.groupBy(
    order.filter(({ position }) => position % 3 === 0),
    ({ contenderId }) => contenderId,
  )
  for (const id of ['a', 'b', 'c']) expect(first.get(id)?.length).toBeGreaterThan(70)
})
