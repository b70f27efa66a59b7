import type { Database } from 'better-sqlite3'
import type { Micros } from '#shared/units/money.ts'
import type { Count } from './count-charge.ts'

/** How far a scope is used. */
export interface BudgetTotal {
  spentMicros: Micros
  heldMicros: Micros
  unboundedCount: number
}

const NOTHING: BudgetTotal = { spentMicros: 0, heldMicros: 0, unboundedCount: 0 }

export type BudgetTotals = ReturnType<typeof createBudgetTotals>

/**
 * Owner of `spend_totals`: running totals, changed in the same transaction as what they are totals of, so that asking whether one
 * more sample fits costs the same with a hundred samples in the database and with a million.
 */
export function createBudgetTotals(database: Database) {
  const change = database.prepare<Count & { key: string }>(`
    INSERT INTO spend_totals (scope, key, counted_micros, held_micros, unbounded_count)
    VALUES (@scope, @key, @spentMicros, @heldMicros, @unboundedCount)
    ON CONFLICT (scope, key) DO UPDATE SET counted_micros = counted_micros + excluded.counted_micros,
      held_micros = held_micros + excluded.held_micros, unbounded_count = unbounded_count + excluded.unbounded_count`)
  const select = database.prepare<[string, string], BudgetTotal>(`
    SELECT counted_micros AS spentMicros, held_micros AS heldMicros, unbounded_count AS unboundedCount
    FROM spend_totals WHERE scope = ? AND key = ?`)
  const changeBy = (added: readonly Count[], removed: readonly Count[]): void => {
    const changes = new Map<string, Count>()
    const note = ({ scope, spentMicros, heldMicros, unboundedCount }: Count, sign: 1 | -1): void => {
      const before = changes.get(scope) ?? { scope, ...NOTHING }
      changes.set(scope, {
        scope,
        spentMicros: before.spentMicros + sign * spentMicros,
        heldMicros: before.heldMicros + sign * heldMicros,
        unboundedCount: before.unboundedCount + sign * unboundedCount,
      })
    }
    for (const count of added) note(count, 1)
    for (const count of removed) note(count, -1)
    for (const [scope, count] of changes) change.run({ ...count, ...placeOf(scope) })
  }
  return {
    /** Part of the transaction that writes what is counted. @param instead what was added for it before, and counts no longer */
    add: (counts: readonly Count[], instead: readonly Count[] = []): void => changeBy(counts, instead),
    /** Part of the transaction that removes what is counted: with what was added before. */
    subtract: (counts: readonly Count[]): void => changeBy([], counts),
    of: (scope: string): BudgetTotal => {
      const place = placeOf(scope)
      return select.get(place.scope, place.key) ?? NOTHING
    },
  }
}

/** `all`, or a kind of scope and which one of it: `account/account-01k…`. */
function placeOf(scope: string): { scope: string; key: string } {
  const slash = scope.indexOf('/')
  return slash === -1 ? { scope, key: '' } : { scope: scope.slice(0, slash), key: scope.slice(slash + 1) }
}
