import type { Database } from 'better-sqlite3'
import { Rental } from '#shared/domain/rental.ts'

interface RentalRecord {
  id: string
  rental: string
}

export type RentalStore = ReturnType<typeof createRentalStore>

/** Owner of `rentals`. */
export function createRentalStore(database: Database) {
  const insert = database.prepare<RentalRecord>('INSERT INTO rentals (id, rental) VALUES (@id, @rental)')
  const update = database.prepare<RentalRecord>('UPDATE rentals SET rental = @rental WHERE id = @id')
  const select = database.prepare<[string], RentalRecord>('SELECT id, rental FROM rentals WHERE id = ?')
  // Ids count up with time: the newest first.
  const selectAll = database.prepare<[], RentalRecord>('SELECT id, rental FROM rentals ORDER BY id DESC')
  const selectOpen = database.prepare<[], RentalRecord>('SELECT id, rental FROM rentals WHERE open = 1 ORDER BY id')
  const selectByTag = database.prepare<[string], RentalRecord>(
    'SELECT id, rental FROM rentals WHERE tag = ? ORDER BY id',
  )

  const get = (id: string): Rental | null => {
    const record = select.get(id)
    return record === undefined ? null : toRental(record)
  }
  const change = database.transaction((id: string, changes: (rental: Rental) => Partial<Rental>): Rental | null => {
    const rental = get(id)
    if (rental === null) return null
    const changed = { ...rental, ...changes(rental) }
    update.run({ id, rental: JSON.stringify(changed) })
    return changed
  })
  return {
    /** On disk when it returns. */
    add(rental: Rental): void {
      insert.run({ id: rental.id, rental: JSON.stringify(rental) })
    },
    /**
     * Writes changes over what is on disk, in one transaction: no other process comes between the reading and the writing.
     * @returns the rental after it; null where there is none
     */
    change: (id: string, changes: (rental: Rental) => Partial<Rental>): Rental | null => change.immediate(id, changes),
    get,
    /** The newest first. */
    list: (): Rental[] => selectAll.all().map(toRental),
    /** Those whose end is not confirmed. */
    open: (): Rental[] => selectOpen.all().map(toRental),
    byTag: (tag: string): Rental[] => selectByTag.all(tag).map(toRental),
  }
}

function toRental({ rental }: RentalRecord): Rental {
  return Rental.parse(JSON.parse(rental))
}
