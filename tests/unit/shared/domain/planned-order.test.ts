import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SampleRole } from '#shared/domain/load.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import { findPlanned, groupPlanned, PlannedOrder } from '#shared/domain/planned-order.ts'

const whole = fc.nat(Number.MAX_SAFE_INTEGER)
const milliseconds = fc.option(
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  {
    nil: null,
  },
)

const EXAMPLE: PlannedSample = {
  position: 0,
  contenderId: 'one',
  caseIndex: 0,
  repeat: 0,
  seed: 1,
  role: 'measure',
  stage: 0,
  block: 0,
  arrivalMs: null,
  idleMs: null,
}

/** Longer than an order has room for at first. */
const orders = fc
  .array(
    fc.record({
      contenderId: fc.constantFrom('one', 'two', '__proto__', 'ünïcode'),
      caseIndex: whole,
      repeat: whole,
      seed: whole,
      role: fc.constantFrom(...SampleRole.options),
      stage: fc.nat(9),
      block: fc.nat(9),
      arrivalMs: milliseconds,
      idleMs: milliseconds,
    }),
    { maxLength: 300 },
  )
  .map((samples) => samples.map((sample, index): PlannedSample => ({ position: 3 * index, ...sample })))

test('a sample comes out of an order, or out of one that went through a thread, with another number, null or place', () => {
  fc.assert(
    fc.property(orders, (samples) => {
      const order = PlannedOrder.of(samples)
      const moved = new PlannedOrder(structuredClone(order.rows))

      expect(order.length).toBe(samples.length)
      expect([...order]).toStrictEqual(samples)
      expect([...moved]).toStrictEqual(samples)
      expect(order.at(samples.length)).toBeUndefined()
      expect(order.at(-1)).toBeUndefined()
    }),
  )
})

test('an order is copied, on its way to a thread or where it is one already', () => {
  const order = PlannedOrder.of([EXAMPLE])
  const { cells } = structuredClone(order.rows)
  cells[0] = 7

  expect(order.at(0)?.position).toBe(7)
  expect(PlannedOrder.of(order)).toBe(order)
})

test('groups lose a sample or their order, also groups of groups', () => {
  fc.assert(
    fc.property(orders, (samples) => {
      const groups = groupPlanned(PlannedOrder.of(samples), ({ contenderId }) => contenderId)
      const expected = Map.groupBy(samples, ({ contenderId }) => contenderId)

      expect([...groups.keys()]).toStrictEqual([...expected.keys()])
      for (const [contenderId, own] of groups) {
        expect([...own]).toStrictEqual(expected.get(contenderId))
        const roles = groupPlanned(own, ({ role }) => role)
        expect([...roles].map(([role, part]) => [role, [...part]])).toStrictEqual([
          ...Map.groupBy(expected.get(contenderId)!, ({ role }) => role),
        ])
        expect(own.at(own.length)).toBeUndefined()
      }
    }),
  )
})

test('a position is found as its neighbour, or one that is not there is found', () => {
  fc.assert(
    fc.property(orders, fc.nat(900), (samples, position) => {
      expect(findPlanned(PlannedOrder.of(samples), position)).toStrictEqual(
        samples.find((planned) => planned.position === position),
      )
    }),
  )
})
