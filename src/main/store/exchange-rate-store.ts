import type { Database } from 'better-sqlite3'
import type { ExchangeRate } from '#shared/domain/exchange-rate.ts'

export type ExchangeRateStore = ReturnType<typeof createExchangeRateStore>

/** Owner of `exchange_rates`. */
export function createExchangeRateStore(database: Database) {
  const upsert = database.prepare<ExchangeRate>(`
    INSERT INTO exchange_rates (currency, day, rate_per_usd, source, entered_at)
    VALUES (@currency, @day, @ratePerUsd, @source, @enteredAt)
    ON CONFLICT (currency, day) DO UPDATE
      SET rate_per_usd = excluded.rate_per_usd, source = excluded.source, entered_at = excluded.entered_at`)
  const selectAll = database.prepare<[], ExchangeRate>(`
    SELECT currency, day, rate_per_usd AS ratePerUsd, source, entered_at AS enteredAt
    FROM exchange_rates ORDER BY currency, day DESC`)
  const remove = database.prepare<[string, string]>('DELETE FROM exchange_rates WHERE currency = ? AND day = ?')
  return {
    put(rate: ExchangeRate): void {
      upsert.run(rate)
    },
    /** By currency, the newest first. */
    list: (): ExchangeRate[] => selectAll.all(),
    /** @returns whether there was one */
    remove: (currency: string, day: string): boolean => remove.run(currency, day).changes === 1,
  }
}
