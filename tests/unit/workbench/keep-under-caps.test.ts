import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { keepUnderCaps } from '#main/workbench/keep-under-caps.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

test('a machine is rented, or kept for longer, beyond a cap, or what is left of its lease is not held', async () => {
  const clock = { now: () => new Date('2026-11-22T12:40:00Z') }
  const store = openStore({ directory: await temporaryDirectory(), clock })
  const keeping = keepUnderCaps({ store, ports: { clock } } as unknown as Parameters<typeof keepUnderCaps>[0])
  store.budgets.put({
    scope: 'month',
    capMicros: 4_000_000,
    unknownMicros: null,
    alertShares: [],
    setAt: '2026-11-22T12:00:00.000Z',
  })
  const charge = exampleRental().charge
  // Two hours at $1.29, of which $0.86 are on the meter.
  keeping.add(exampleRental())
  expect(store.budgets.total('month/2026-11')).toEqual({
    spentMicros: 860_000,
    heldMicros: 1_720_000,
    unboundedCount: 0,
  })
  expect(() => keeping.add(exampleRental({ id: 'rental-2', tag: 'assay-2' }))).toThrow(
    'Not launched: $2.58 of the cap on November 2026 of $4.00 is spent or held, and the lease could cost $2.58 more.',
  )
  expect(store.rentals.list()).toHaveLength(1)
  expect(() => keeping.change('rental-1', () => ({ expiresAt: '2026-11-22T16:00:00.000Z' }))).toThrow('Not put off')
  expect(store.rentals.get('rental-1')?.expiresAt).toBe('2026-11-22T14:00:00.000Z')
  keeping.change('rental-1', () => ({ expiresAt: '2026-11-22T15:00:00.000Z' }))
  expect(store.budgets.total('account/account-team')).toMatchObject({ spentMicros: 860_000, heldMicros: 3_010_000 })
  keeping.change('rental-1', () => ({ state: 'ended', charge: { ...charge, amountMicros: 900_000 } }))
  expect(store.budgets.total('all')).toEqual({ spentMicros: 900_000, heldMicros: 0, unboundedCount: 0 })
  store.close()
})
