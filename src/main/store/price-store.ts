import type { Database } from 'better-sqlite3'
import { Price } from '#shared/domain/price.ts'

/** A price of the user's own, with the provider that it is one of. */
export interface OwnPrice {
  providerId: string
  price: Price
}

interface PriceRecord {
  id: string
  providerId: string
  price: string
}

export type PriceStore = ReturnType<typeof createPriceStore>

/** Owner of `own_prices`. */
export function createPriceStore(database: Database) {
  const upsert = database.prepare<PriceRecord>(`
    INSERT INTO own_prices (id, provider_id, price) VALUES (@id, @providerId, @price)
    ON CONFLICT (id) DO UPDATE SET provider_id = excluded.provider_id, price = excluded.price`)
  // Ids count up with time.
  const selectAll = database.prepare<[], PriceRecord>(
    'SELECT id, provider_id AS providerId, price FROM own_prices ORDER BY id',
  )
  const remove = database.prepare<[string]>('DELETE FROM own_prices WHERE id = ?')
  return {
    put({ providerId, price }: OwnPrice): void {
      upsert.run({ id: price.id, providerId, price: JSON.stringify(price) })
    },
    /** In the order in which they were made. A row that does not fit is an error, never a price with holes. */
    list(): OwnPrice[] {
      return selectAll.all().map(({ providerId, price }) => ({ providerId, price: Price.parse(JSON.parse(price)) }))
    },
    /** @returns whether there was one */
    remove(priceId: string): boolean {
      return remove.run(priceId).changes === 1
    },
  }
}
