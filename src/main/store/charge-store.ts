import type { Database } from 'better-sqlite3'
import type { Charge } from '#shared/domain/price.ts'
import { RENTAL_PRICE_PREFIX } from '#shared/domain/rental-price.ts'
import type { SpendSummary } from '#shared/domain/spend.ts'

/** What a charge is for: a sample of a trial, and the UTC day on which it was asked. */
interface ChargedSample {
  id: string
  trialId: string
  contenderId: string
  startedAt: string
}

interface DayRecord {
  day: string
  chargedMicros: number
  practiceMicros: number
  unknownCount: number
}

/** A sample that ran on a rented machine is charged with its share of a time that the rental's own meter counts: once is enough. */
const RENTAL_PRICES = `${RENTAL_PRICE_PREFIX}*`

export type ChargeStore = ReturnType<typeof createChargeStore>

/** Owner of `charges`, the spend ledger, and of `spend_totals`. */
export function createChargeStore(database: Database) {
  // Practice is a matter of the contender, not of the trial: in a mixed trial nothing was charged for the simulated ones.
  const insert = database.prepare<ChargedSample & Charge>(`
    INSERT INTO charges (sample_id, trial_id, day, practice, amount_micros, counted_micros, basis, price_id, evidence)
    SELECT @id, @trialId, substr(@startedAt, 1, 10), practice, @amountMicros,
      coalesce(@amountMicros, (SELECT worst_case_micros FROM reservations WHERE sample_id = @id)), @basis, @priceId, @evidence
    FROM contenders WHERE trial_id = @trialId AND id = @contenderId`)
  // Where neither the amount nor a worst case is known, no cap applies, and nothing can be counted.
  const count = database.prepare<Pick<ChargedSample, 'id' | 'trialId'>>(`
    INSERT INTO spend_totals (scope, key, counted_micros)
    SELECT 'trial', @trialId, counted_micros FROM charges WHERE sample_id = @id AND counted_micros IS NOT NULL
    ON CONFLICT (scope, key) DO UPDATE SET counted_micros = counted_micros + excluded.counted_micros`)
  const selectOne = database.prepare<[string], Charge>(
    'SELECT amount_micros AS amountMicros, basis, price_id AS priceId, evidence FROM charges WHERE sample_id = ?',
  )
  // total() would be a binary fraction; sum() of no row is NULL, which here truly means that nothing was charged.
  const selectDays = database.prepare<{ month: string }, DayRecord>(`
    SELECT day,
      ifnull(sum(amount_micros) FILTER (WHERE practice = 0), 0) AS chargedMicros,
      ifnull(sum(amount_micros) FILTER (WHERE practice = 1), 0) AS practiceMicros,
      count(*) FILTER (WHERE practice = 0 AND amount_micros IS NULL) AS unknownCount
    FROM (
      SELECT day, practice, amount_micros FROM charges
      WHERE day BETWEEN @month || '-01' AND @month || '-31' AND (price_id IS NULL OR price_id NOT GLOB '${RENTAL_PRICES}')
      UNION ALL
      SELECT day, 0, amount_micros FROM rentals WHERE day BETWEEN @month || '-01' AND @month || '-31'
    )
    GROUP BY day ORDER BY day`)
  return {
    /**
     * What was spent in a calendar month (UTC), by the day on which each sample started and each rented machine was launched.
     * Charges of practice contenders stand apart; charges that are not known are counted, and no sum pretends to hold them.
     * @param month `YYYY-MM`
     */
    summary(month: string): SpendSummary {
      const days = selectDays.all({ month })
      return {
        month,
        chargedMicros: days.reduce((sum, day) => sum + day.chargedMicros, 0),
        unknownChargeCount: days.reduce((sum, day) => sum + day.unknownCount, 0),
        practiceMicros: days.reduce((sum, day) => sum + day.practiceMicros, 0),
        days: days.map(({ day, chargedMicros, practiceMicros }) => ({ day, chargedMicros, practiceMicros })),
      }
    },
    /** Part of the transaction that records a sample; what was held for it must still be there. */
    insert({ id, trialId, contenderId, startedAt }: ChargedSample, charge: Charge): void {
      const { amountMicros, basis, priceId, evidence } = charge
      insert.run({ id, trialId, contenderId, startedAt, amountMicros, basis, priceId, evidence })
      count.run({ id, trialId })
    },
    of(sampleId: string): Charge {
      const charge = selectOne.get(sampleId)
      if (charge === undefined) throw new Error(`The sample ${sampleId} has no charge.`)
      return charge
    },
  }
}
