import type { Database } from 'better-sqlite3'
import { Rental } from '#shared/domain/rental.ts'
import type { Micros } from '#shared/units/money.ts'
import type { BudgetTotals } from './budget-totals.ts'
import type { Count } from './count-charge.ts'
import { countRental } from './count-rental.ts'

interface RentalRecord {
  id: string
  rental: string
}

interface WrittenRecord extends RentalRecord {
  boundMicros: Micros | null
}

interface CountedRecord {
  account: string
  month: string
  open: 0 | 1
  amountMicros: Micros | null
  boundMicros: Micros | null
}

/** The most that a rental can cost up to the end of its lease; null where that is not known. */
export type BoundOf = (rental: Rental) => Micros | null

export type RentalStore = ReturnType<typeof createRentalStore>

/** Owner of `rentals`. What a rental counts against budgets moves their totals in the same transaction. */
export function createRentalStore(database: Database, totals: BudgetTotals) {
  const insert = database.prepare<WrittenRecord>(
    'INSERT INTO rentals (id, rental, bound_micros) VALUES (@id, @rental, @boundMicros)',
  )
  const update = database.prepare<WrittenRecord>(
    'UPDATE rentals SET rental = @rental, bound_micros = @boundMicros WHERE id = @id',
  )
  const select = database.prepare<[string], RentalRecord>('SELECT id, rental FROM rentals WHERE id = ?')
  const selectCounted = database.prepare<[string], CountedRecord>(`
    SELECT rental ->> '$.accountId' AS account, substr(day, 1, 7) AS month, open, amount_micros AS amountMicros,
      bound_micros AS boundMicros FROM rentals WHERE id = ?`)
  // Ids count up with time: the newest first.
  const selectAll = database.prepare<[], RentalRecord>('SELECT id, rental FROM rentals ORDER BY id DESC')
  const selectOpen = database.prepare<[], RentalRecord>('SELECT id, rental FROM rentals WHERE open = 1 ORDER BY id')
  const selectByTag = database.prepare<[string], RentalRecord>(
    'SELECT id, rental FROM rentals WHERE tag = ? ORDER BY id',
  )

  const countsOf = (id: string): Count[] => {
    const record = selectCounted.get(id)
    return record === undefined ? [] : countRental({ ...record, open: record.open === 1 })
  }
  const get = (id: string): Rental | null => {
    const record = select.get(id)
    return record === undefined ? null : toRental(record)
  }
  const add = database.transaction((rental: Rental, boundMicros: Micros | null) => {
    insert.run({ id: rental.id, rental: JSON.stringify(rental), boundMicros })
    totals.add(countsOf(rental.id))
  })
  const change = database.transaction(
    (id: string, changes: (rental: Rental) => Partial<Rental>, boundOf: BoundOf): Rental | null => {
      const rental = get(id)
      if (rental === null) return null
      const changed = { ...rental, ...changes(rental) }
      const before = countsOf(id)
      update.run({ id, rental: JSON.stringify(changed), boundMicros: boundOf(changed) })
      totals.add(countsOf(id), before)
      return changed
    },
  )
  return {
    /** On disk when it returns. */
    add(rental: Rental, boundMicros: Micros | null): void {
      add.immediate(rental, boundMicros)
    },
    /**
     * Writes changes over what is on disk, in one transaction: no other process comes between the reading and the writing.
     * @returns the rental after it; null where there is none
     */
    change: (id: string, changes: (rental: Rental) => Partial<Rental>, boundOf: BoundOf): Rental | null =>
      change.immediate(id, changes, boundOf),
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
