import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00Z') }

test('a rental is lost by a restart, hidden while it is open, or found under another tag', async () => {
  const directory = await temporaryDirectory()
  const first = openStore({ directory, clock })
  first.rentals.add(exampleRental(), null)
  first.rentals.add(exampleRental({ id: 'rental-2', tag: 'assay-2', state: 'ended' }), null)
  first.close()
  const store = openStore({ directory, clock })
  expect(store.rentals.get('rental-1')).toEqual(exampleRental())
  expect(store.rentals.get('rental-3')).toBeNull()
  expect(store.rentals.open()).toEqual([exampleRental()])
  expect(store.rentals.list().map(({ id }) => id)).toEqual(['rental-2', 'rental-1'])
  expect(store.rentals.byTag('assay-2')).toMatchObject([{ id: 'rental-2' }])
  expect(store.rentals.byTag('assay-3')).toEqual([])
  store.close()
})

test('a change overwrites what another process wrote in between', async () => {
  const directory = await temporaryDirectory()
  const [one, other] = [openStore({ directory, clock }), openStore({ directory, clock })]
  one.rentals.add(exampleRental({ state: 'booting' }), null)
  other.rentals.change(
    'rental-1',
    () => ({ state: 'ending', endReason: 'asked' }),
    () => null,
  )
  const changed = one.rentals.change(
    'rental-1',
    ({ state }) => ({ providerState: `seen while ${state}` }),
    () => null,
  )
  expect(changed).toMatchObject({ state: 'ending', endReason: 'asked', providerState: 'seen while ending' })
  expect(
    one.rentals.change(
      'rental-9',
      () => ({}),
      () => null,
    ),
  ).toBeNull()
  one.close()
  other.close()
})

test('a month leaves a rented machine out, hides that its cost is unknown, or counts it on another day', async () => {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  const charge = exampleRental().charge
  store.rentals.add(exampleRental(), null)
  store.rentals.add(exampleRental({ id: 'rental-2', launchedAt: '2026-11-22T23:59:59.999Z', state: 'ended' }), null)
  store.rentals.add(exampleRental({ id: 'rental-3', charge: { ...charge, amountMicros: null } }), null)
  store.rentals.add(exampleRental({ id: 'rental-4', launchedAt: '2026-12-01T00:00:00.000Z' }), null)
  expect(store.spend.summary('2026-11')).toEqual({
    month: '2026-11',
    chargedMicros: 1_720_000,
    unknownChargeCount: 1,
    practiceMicros: 0,
    days: [{ day: '2026-11-22', chargedMicros: 1_720_000, practiceMicros: 0 }],
  })
  store.close()
})
