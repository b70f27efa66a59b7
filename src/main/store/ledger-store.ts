import type { Database } from 'better-sqlite3'
import type { SpendFilter, SpendGrouping, SpendLine, SpendSummary } from '#shared/domain/spend.ts'
import type { Micros } from '#shared/units/money.ts'
import { ledgerCondition, UNKNOWN } from './ledger-filter.ts'
import { prepareLedgerLines } from './ledger-lines.ts'

/** Sums of the lines of one group on one day. */
export interface LedgerCell {
  /** What the lines have in common; null where they have none. */
  key: string | null
  /** Of a contender, which is known by its trial and its id in it. */
  contenderId: string | null
  day: string
  basis: SpendLine['basis']
  chargedMicros: Micros
  unknownCount: number
  practiceMicros: Micros
  practiceUnknownCount: number
  lineCount: number
}

/** What lines are grouped by: a column of the ledger, and the second one that a contender needs. */
const KEYS: Readonly<Record<SpendGrouping, string>> = {
  provider: 'provider_id',
  account: 'account',
  contender: 'trial_id',
  trial: 'trial_id',
  model: 'model_id',
  day: 'day',
  month: 'substr(day, 1, 7)',
  basis: 'basis',
}

// total() would be a binary fraction; sum() of no row is NULL, which here truly means that nothing was charged.
const SUMS = `
  ifnull(sum(amount_micros) FILTER (WHERE practice = 0), 0) AS chargedMicros,
  count(*) FILTER (WHERE practice = 0 AND ${UNKNOWN}) AS unknownCount,
  ifnull(sum(amount_micros) FILTER (WHERE practice = 1), 0) AS practiceMicros,
  count(*) FILTER (WHERE practice = 1 AND ${UNKNOWN}) AS practiceUnknownCount,
  count(*) AS lineCount`

export type LedgerStore = ReturnType<typeof createLedgerStore>

/** Reads the spend ledger, which no table holds: see the migration that makes `spend_ledger`. */
export function createLedgerStore(database: Database) {
  const lines = prepareLedgerLines(database)
  const selectMonths = database.prepare<[], { first: string | null; last: string | null }>(
    'SELECT substr(min(day), 1, 7) AS first, substr(max(day), 1, 7) AS last FROM spend_ledger',
  )
  const selectTrialName = database.prepare<[string], string>('SELECT name FROM trials WHERE id = ?').pluck()
  const selectContenderName = database
    .prepare<[string, string], string>('SELECT name FROM contenders WHERE trial_id = ? AND id = ?')
    .pluck()
  const cells = (filter: SpendFilter, by: SpendGrouping): LedgerCell[] => {
    const { where, parameters } = ledgerCondition(filter)
    const contender = by === 'contender' ? 'contender_id' : 'NULL'
    return database
      .prepare<[Record<string, string | number>], LedgerCell>(
        `SELECT ${KEYS[by]} AS key, ${contender} AS contenderId, day, basis, ${SUMS}
         FROM spend_ledger WHERE ${where} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`,
      )
      .all(parameters)
  }
  return {
    /**
     * What was spent in a calendar month (UTC), by the day on which each sample started and each rented machine was launched.
     * Charges of practice contenders stand apart; charges that are not known are counted, and no sum pretends to hold them.
     * @param month `YYYY-MM`
     */
    summary(month: string): SpendSummary {
      const days = [...Map.groupBy(cells({ month }, 'day'), ({ day }) => day)].map(([day, ofDay]) => ({
        day,
        chargedMicros: sum(ofDay, ({ chargedMicros }) => chargedMicros),
        practiceMicros: sum(ofDay, ({ practiceMicros }) => practiceMicros),
        unknownCount: sum(ofDay, ({ unknownCount }) => unknownCount),
      }))
      return {
        month,
        chargedMicros: sum(days, ({ chargedMicros }) => chargedMicros),
        unknownChargeCount: sum(days, ({ unknownCount }) => unknownCount),
        practiceMicros: sum(days, ({ practiceMicros }) => practiceMicros),
        days: days.map(({ day, chargedMicros, practiceMicros }) => ({ day, chargedMicros, practiceMicros })),
      }
    },
    /** Sums by group, day and basis: a day has one exchange rate, and a basis is told with what it makes up. */
    cells,
    lines,
    /** null where there is no such trial. */
    trialName: (trialId: string): string | null => selectTrialName.get(trialId) ?? null,
    contenderName: (trialId: string, contenderId: string): string | null =>
      selectContenderName.get(trialId, contenderId) ?? null,
    /** The first and the last month of which there is a line; null where there is none. */
    months(): { first: string; last: string } | null {
      const found = selectMonths.get()
      if (found === undefined || found.first === null || found.last === null) return null
      return { first: found.first, last: found.last }
    },
  }
}

function sum<Row>(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((total, row) => total + pick(row), 0)
}
