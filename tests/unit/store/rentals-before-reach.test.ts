import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '#main/store/migrate.ts'
import { openStore } from '#main/store/open-store.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** As it was written down before a worker could be reached through SSH. */
function asBefore({ ssh: _ssh, hostKeySha256: _key, workerTrouble: _trouble, request, ...rest }: Rental): object {
  if (request === null) return { ...rest, request }
  const { reach: _reach, startMinutes: _minutes, ...asked } = request
  return { ...rest, request: asked }
}

test('a machine that is rented during an update is lost, asked through SSH, or ended for being slow to start', async () => {
  const directory = await temporaryDirectory()
  mkdirSync(directory, { recursive: true })
  const database = new Sqlite(join(directory, 'assay.sqlite'))
  migrate(database, 7)
  const booting = exampleRental({ state: 'booting', readyAt: null })
  const strange = exampleRental({ id: 'rental-2', tag: 'assay-2', request: null, state: 'ending' })
  const insert = database.prepare('INSERT INTO rentals (id, rental) VALUES (?, ?)')
  for (const rental of [booting, strange]) insert.run(rental.id, JSON.stringify(asBefore(rental)))
  database.close()

  const store = openStore({ directory, clock: { now: () => new Date('2026-11-22T12:00:00Z') } })
  const { request } = booting
  expect(store.rentals.open()).toEqual([
    { ...booting, request: request && { ...request, startMinutes: null } },
    strange,
  ])
  store.close()
})
