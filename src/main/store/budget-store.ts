import type { Database } from 'better-sqlite3'
import type { Budget, BudgetAlert } from '#shared/domain/budget.ts'
import type { BudgetTotal, BudgetTotals } from './budget-totals.ts'

interface BudgetRecord extends Omit<Budget, 'alertShares'> {
  alertShares: string
}

/** A cap with the total that it is on. */
export interface UsedBudget {
  budget: Budget
  /** As in `BudgetScope`, with the month in it: `month/2026-11`. */
  totalScope: string
  total: BudgetTotal
}

export type BudgetStore = ReturnType<typeof createBudgetStore>

/** Owner of `budgets` and `budget_alerts`. */
export function createBudgetStore(database: Database, totals: BudgetTotals) {
  const upsert = database.prepare<BudgetRecord>(`
    INSERT INTO budgets (scope, cap_micros, unknown_micros, alert_shares, set_at)
    VALUES (@scope, @capMicros, @unknownMicros, @alertShares, @setAt)
    ON CONFLICT (scope) DO UPDATE SET cap_micros = excluded.cap_micros, unknown_micros = excluded.unknown_micros,
      alert_shares = excluded.alert_shares, set_at = excluded.set_at`)
  const selectAll = database.prepare<[], BudgetRecord>(`
    SELECT scope, cap_micros AS capMicros, unknown_micros AS unknownMicros, alert_shares AS alertShares, set_at AS setAt
    FROM budgets ORDER BY scope`)
  const remove = database.prepare<[string]>('DELETE FROM budgets WHERE scope = ?')
  const insertAlert = database.prepare<BudgetAlert>(`
    INSERT INTO budget_alerts (scope, cap_micros, share, spent_micros, reached_at)
    VALUES (@scope, @capMicros, @share, @spentMicros, @reachedAt) ON CONFLICT DO NOTHING`)
  const selectAlerts = database.prepare<[string, number], BudgetAlert>(`
    SELECT scope, cap_micros AS capMicros, share, spent_micros AS spentMicros, reached_at AS reachedAt
    FROM budget_alerts WHERE scope = ? AND cap_micros = ? ORDER BY share`)
  const used = (month: string): UsedBudget[] =>
    selectAll.all().map((record) => {
      const budget = toBudget(record)
      const totalScope = budget.scope === 'month' ? `month/${month}` : budget.scope
      return { budget, totalScope, total: totals.of(totalScope) }
    })
  const removeAlert = database.prepare<Pick<BudgetAlert, 'scope' | 'capMicros' | 'share'>>(
    'DELETE FROM budget_alerts WHERE scope = @scope AND cap_micros = @capMicros AND share = @share',
  )
  const atomically = database.transaction((work: () => unknown) => work())
  return {
    put(budget: Budget): void {
      upsert.run({ ...budget, alertShares: JSON.stringify(budget.alertShares) })
    },
    /** @returns whether there was one */
    remove: (scope: string): boolean => remove.run(scope).changes === 1,
    /** Every cap, the monthly one as it stands in a month. */
    used,
    /** @param totalScope `all`, `month/2026-11`, `account/…`, or `trial/…`, which holds practice as well */
    total: (totalScope: string): BudgetTotal => totals.of(totalScope),
    /** Told only to the caller that is the first to say so. @returns whether it is new */
    addAlert: (alert: BudgetAlert): boolean => insertAlert.run(alert).changes === 1,
    /** It may be told again. */
    removeAlert({ scope, capMicros, share }: BudgetAlert): void {
      removeAlert.run({ scope, capMicros, share })
    },
    alerts: (totalScope: string, capMicros: number): BudgetAlert[] => selectAlerts.all(totalScope, capMicros),
    /** Decides and writes without another process coming between the two. */
    atomically: <Result>(work: () => Result): Result => atomically.immediate(work) as Result,
    /** Does all of it and takes it back, so that what is said of it beforehand is what it does. @throws what the work throws */
    rehearse<Result>(work: () => Result): Result {
      const rehearsal: { result?: Result } = {}
      const over = new Error('A rehearsal is over.')
      try {
        atomically.immediate(() => {
          rehearsal.result = work()
          throw over
        })
      } catch (error) {
        if (error !== over) throw error
      }
      return rehearsal.result as Result
    },
  }
}

function toBudget({ alertShares, ...record }: BudgetRecord): Budget {
  return { ...record, alertShares: JSON.parse(alertShares) as number[] }
}
