import type { Database } from 'better-sqlite3'
import type { Charge } from '#shared/domain/price.ts'
import type { BudgetTotals } from './budget-totals.ts'
import type { ChargedStep, ChargeStore } from './charge-store.ts'
import { countTotal } from './count-total.ts'
import type { TotalRecord } from './invoice-statements.ts'

/** A charge that an import had named, with what it was charged with under it and what it is charged with again. */
export interface RestoredCharge {
  now: Charge
  before: Charge
}

/** A total of an earlier file that stands again. */
export interface RevivedTotal {
  fileName: string
  day: string
  modelId: string | null
  amountMicros: number
  counted: boolean
}

/** What undoing has changed. */
export interface UndoneImport {
  charges: RestoredCharge[]
  revived: RevivedTotal[]
}

const TOTAL = `t.id, t.import_id AS importId, t.kind, t.account, t.day, t.model_id AS modelId, t.amount_micros AS amountMicros, t.counted`

/**
 * Takes an import back as part of a transaction of the caller's: the way it was taken in, backwards. It must be the newest of its
 * account, as a later one skipped lines that it had told already, added to what it said, or took the place of its totals.
 */
export function prepareInvoiceUndo(
  database: Database,
  { charges, totals }: { charges: ChargeStore; totals: BudgetTotals },
): (importId: string) => UndoneImport {
  const selectSuperseded = database.prepare<[string], Charge & ChargedStep & { number: number }>(`
    SELECT sample_id AS sampleId, step, number, amount_micros AS amountMicros, basis, price_id AS priceId, evidence
    FROM superseded_charges WHERE import_id = ? ORDER BY sample_id, step, number DESC`)
  const selectOwn = database.prepare<[string], TotalRecord & { active: 0 | 1 }>(`
    SELECT ${TOTAL}, t.superseded_by IS NULL AS active FROM invoice_totals t WHERE t.import_id = ?`)
  const selectReplaced = database.prepare<[string], TotalRecord & { fileName: string; importedAt: string }>(`
    SELECT ${TOTAL}, i.file_name AS fileName, i.imported_at AS importedAt
    FROM invoice_totals t JOIN invoice_imports i ON i.id = t.import_id WHERE t.superseded_by = ? ORDER BY t.id`)
  const selectCovered = database.prepare<{ totalId: number }, ChargedStep>(`
    SELECT sample_id AS sampleId, 0 AS step FROM charges WHERE covered_by = @totalId
    UNION ALL SELECT sample_id, step FROM sample_steps WHERE covered_by = @totalId
    UNION ALL SELECT id, 0 FROM judge_calls WHERE covered_by = @totalId`)
  // What came to its end after a total was told was never held by it.
  const selectHeld = database.prepare<
    { account: string; day: string; modelId: string | null; importedAt: string },
    ChargedStep
  >(`
    SELECT l.line_id AS sampleId, l.step FROM spend_ledger l JOIN samples s ON s.id = l.line_id
    WHERE l.kind = 'sample' AND l.account = @account AND l.day = @day AND l.practice = 0
      AND (@modelId IS NULL OR l.model_id = @modelId)
      AND unixepoch(s.started_at, 'subsec') + (s.finished_ms - s.started_ms) / 1000 <= unixepoch(@importedAt, 'subsec')
    UNION ALL
    SELECT l.line_id, 0 FROM spend_ledger l JOIN judge_calls j ON j.id = l.line_id
    WHERE l.kind = 'judge' AND l.account = @account AND l.day = @day AND l.practice = 0
      AND (@modelId IS NULL OR l.model_id = @modelId) AND j.answered_at <= @importedAt`)
  const selectNamed = database.prepare<{ totalId: number; account: string }, ChargedStep>(`
    SELECT j.id AS sampleId, 0 AS step
    FROM invoice_lines i JOIN judge_calls j ON j.request_id = i.request_id JOIN judge_runs r ON r.id = j.run_id
    WHERE i.total_id = @totalId AND r.account = @account AND r.practice = 0`)
  const revive = database.prepare<[number]>('UPDATE invoice_totals SET superseded_by = NULL WHERE id = ?')
  const removals = [
    'DELETE FROM superseded_charges WHERE import_id = ?',
    'DELETE FROM invoice_lines WHERE import_id = ?',
    'DELETE FROM invoice_totals WHERE import_id = ?',
    'DELETE FROM invoice_imports WHERE id = ?',
  ].map((sql) => database.prepare<[string]>(sql))

  const restore = ({ number: _number, ...before }: Charge & ChargedStep & { number: number }): RestoredCharge => {
    const now = charges.ofStep(before)
    if (now === null) throw new Error(`The step ${before.step} of the sample ${before.sampleId} has no charge.`)
    charges.supersede(before, before)
    return { now, before }
  }
  const letGo = (total: TotalRecord & { active: 0 | 1 }): void => {
    if (total.counted === 0 || total.active === 0) return
    for (const held of selectCovered.all({ totalId: total.id })) charges.cover(held, null)
    totals.subtract(countTotal(total))
  }
  const takeUp = (total: TotalRecord & { importedAt: string }): void => {
    revive.run(total.id)
    if (total.counted === 0) return
    totals.add(countTotal(total))
    const { id: totalId, kind, account, day, modelId, importedAt } = total
    const held =
      kind === 'rest' ? selectNamed.all({ totalId, account }) : selectHeld.all({ account, day, modelId, importedAt })
    for (const line of held) charges.cover(line, totalId)
  }

  return (importId) => {
    const restored = selectSuperseded.all(importId).map(restore)
    for (const total of selectOwn.all(importId)) letGo(total)
    const replaced = selectReplaced.all(importId)
    for (const total of replaced) takeUp(total)
    for (const removal of removals) removal.run(importId)
    const revived = replaced.map(({ fileName, day, modelId, amountMicros, counted }) => ({
      fileName,
      day,
      modelId,
      amountMicros,
      counted: counted === 1,
    }))
    return { charges: restored, revived }
  }
}
