import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBudget, type Hold } from '#main/engine/budget.ts'

/**
 * A step of a schedule: a sample is asked for, or one in flight ends at a share of its worst case (null: its cost is
 * not known).
 */
const step = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const), worstCaseMicros: fc.integer({ min: 0, max: 50_000 }) }),
  fc.record({
    kind: fc.constant('end' as const),
    which: fc.nat(),
    share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }),
  }),
)

test('late prices, failures and unknown costs let a trial spend more than its cap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400_000 }), fc.array(step, { maxLength: 200 }), (capMicros, steps) => {
      const budget = createBudget(capMicros)
      const inFlight: { hold: Hold; worstCaseMicros: number }[] = []
      let trulySpentMicros = 0
      for (const next of steps) {
        if (next.kind === 'ask') {
          const held = budget.hold(next.worstCaseMicros)
          if (held.ok) inFlight.push({ hold: held.hold, worstCaseMicros: next.worstCaseMicros })
        } else if (inFlight.length > 0) {
          const [ended] = inFlight.splice(next.which % inFlight.length, 1)
          if (ended === undefined) throw new Error('unreachable')
          const actualMicros = next.share === null ? null : Math.floor(ended.worstCaseMicros * next.share)
          ended.hold.settle(actualMicros)
          // An unknown cost may have been the worst.
          trulySpentMicros += actualMicros ?? ended.worstCaseMicros
        }
        const worstOfAll = inFlight.reduce((sum, { worstCaseMicros }) => sum + worstCaseMicros, trulySpentMicros)
        expect(worstOfAll).toBeLessThanOrEqual(capMicros)
      }
    }),
    { numRuns: 3000 },
  )
})

test('a sample that just fits is refused, or one micro-dollar too many is let through', () => {
  const budget = createBudget(30_000)
  const first = budget.hold(10_000)
  expect(first.ok).toBe(true)
  expect(budget.hold(20_000).ok).toBe(true)
  expect(budget.hold(1)).toEqual({
    ok: false,
    message: 'Not sent: $0.0300 of the budget of $0.0300 is spent or held, and this sample could cost $0.0000.',
  })
  if (first.ok) first.hold.settle(9_999)
  expect(budget.hold(1).ok).toBe(true)
})

test('a contender without a known price slips past the cap', () => {
  expect(() => createBudget(1).hold(null)).toThrow('without a known price')
  expect(createBudget(null).hold(null).ok).toBe(true)
})

test('a hold given back twice makes room that is not there', () => {
  const held = createBudget(10).hold(10)
  if (!held.ok) throw new Error(held.message)
  held.hold.settle(0)
  expect(() => held.hold.settle(0)).toThrow('twice')
})
