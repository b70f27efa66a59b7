import type { Database } from 'better-sqlite3'
import type { Charge } from '#shared/domain/price.ts'

/** A step of a sample with what it is charged with now. */
export interface ChargedRecord extends Charge {
  sampleId: string
  step: number
  trialId: string
  day: string
  modelId: string
}

export interface ImportRecord {
  id: string
  fileName: string
  providerId: string
  account: string
  importedAt: string
}

export interface TotalRecord {
  id: number
  importId: string
  kind: 'total' | 'rest'
  account: string
  day: string
  modelId: string | null
  amountMicros: number
  counted: 0 | 1
}

interface LineRecord {
  key: string
  importId: string
  number: number
  day: string
  amountText: string
  amountUsd: string
  currency: string
  ratePerUsd: string | null
  requestId: string | null
  model: string | null
  quantity: string | null
  description: string | null
  sampleId: string | null
  step: number | null
  totalId: number | bigint | null
}

const LINE = `l.line_id AS sampleId, l.step, l.trial_id AS trialId, l.day, l.model_id AS modelId, l.amount_micros AS amountMicros,
  l.basis, l.price_id AS priceId, l.evidence`

const TOTAL =
  'id, import_id AS importId, kind, account, day, model_id AS modelId, amount_micros AS amountMicros, counted'

/** The statements that write and read invoices. */
export function prepareInvoiceStatements(database: Database) {
  return {
    insertImport: database.prepare<ImportRecord & { fileSha256: string; mapping: string }>(`
      INSERT INTO invoice_imports (id, file_name, file_sha256, provider_id, account, mapping, imported_at)
      VALUES (@id, @fileName, @fileSha256, @providerId, @account, @mapping, @importedAt)`),
    insertLine: database.prepare<LineRecord>(`
      INSERT INTO invoice_lines (line_key, import_id, line_number, day, amount_text, amount_usd, currency, rate_per_usd,
        request_id, model, quantity, description, sample_id, step, total_id)
      VALUES (@key, @importId, @number, @day, @amountText, @amountUsd, @currency, @ratePerUsd, @requestId, @model, @quantity,
        @description, @sampleId, @step, @totalId)`),
    insertTotal: database.prepare<
      Omit<TotalRecord, 'id'> & {
        providerId: string
        lineCount: number
        supersededBy: string | null
      }
    >(`
      INSERT INTO invoice_totals (import_id, kind, provider_id, account, day, model_id, amount_micros, line_count, counted, superseded_by)
      VALUES (@importId, @kind, @providerId, @account, @day, @modelId, @amountMicros, @lineCount, @counted, @supersededBy)`),
    insertSuperseded: database.prepare<
      Charge & { sampleId: string; step: number; supersededAt: string; importId: string }
    >(`
      INSERT INTO superseded_charges (sample_id, step, number, amount_micros, basis, price_id, evidence, superseded_at, import_id)
      SELECT @sampleId, @step, count(*), @amountMicros, @basis, @priceId, @evidence, @supersededAt, @importId
      FROM superseded_charges WHERE sample_id = @sampleId AND step = @step`),
    supersedeTotal: database.prepare<[string, number]>('UPDATE invoice_totals SET superseded_by = ? WHERE id = ?'),
    selectImport: database.prepare<[string, string], ImportRecord>(`
      SELECT id, file_name AS fileName, provider_id AS providerId, account, imported_at AS importedAt
      FROM invoice_imports WHERE account = ? AND file_sha256 = ?`),
    // Ids count up with time: the newest first.
    selectImports: database.prepare<[], ImportRecord>(`
      SELECT id, file_name AS fileName, provider_id AS providerId, account, imported_at AS importedAt
      FROM invoice_imports ORDER BY id DESC`),
    selectCounts: database.prepare<[string], { lineCount: number; matchCount: number }>(`
      SELECT count(*) AS lineCount, count(DISTINCT sample_id || ' ' || step) AS matchCount FROM invoice_lines WHERE import_id = ?`),
    selectTotals: database.prepare<
      [string],
      { day: string; modelId: string | null; amountMicros: number; counted: 0 | 1; superseded: 0 | 1 }
    >(`
      SELECT day, model_id AS modelId, amount_micros AS amountMicros, counted, superseded_by IS NOT NULL AS superseded
      FROM invoice_totals WHERE import_id = ? ORDER BY day, model_id`),
    selectLine: database.prepare<[string], { day: string }>('SELECT day FROM invoice_lines WHERE line_key = ?'),
    selectAmounts: database
      .prepare<[string], string>('SELECT amount_usd FROM invoice_lines WHERE import_id = ?')
      .pluck(),
    selectNewest: database.prepare<[string], { id: string; fileName: string }>(`
      SELECT id, file_name AS fileName FROM invoice_imports WHERE account = ? ORDER BY id DESC LIMIT 1`),
    selectTold: database
      .prepare<[string, number], string>('SELECT amount_usd FROM invoice_lines WHERE sample_id = ? AND step = ?')
      .pluck(),
    selectActive: database.prepare<[string, string], TotalRecord>(`
      SELECT ${TOTAL} FROM invoice_totals WHERE account = ? AND day = ? AND superseded_by IS NULL ORDER BY id`),
    selectCovered: database.prepare<{ totalId: number }, { sampleId: string; step: number }>(`
      SELECT sample_id AS sampleId, 0 AS step FROM charges WHERE covered_by = @totalId
      UNION ALL SELECT sample_id, step FROM sample_steps WHERE covered_by = @totalId
      UNION ALL SELECT id, 0 FROM judge_calls WHERE covered_by = @totalId`),
    selectDay: database.prepare<[string, string], ChargedRecord>(`
      SELECT ${LINE} FROM spend_ledger l
      WHERE l.kind IN ('sample', 'judge') AND l.account = ? AND l.day = ? AND l.practice = 0`),
    selectRequests: database.prepare<
      { account: string; first: string; last: string },
      ChargedRecord & { requestId: string | null; jobId: string | null; exchangeId: string | null }
    >(`
      SELECT ${LINE}, a.reported_request_id AS requestId, a.reported_job_id AS jobId, e.request_id AS exchangeId
      FROM spend_ledger l
        JOIN attempts a ON a.sample_id = l.line_id AND a.step = l.step
        LEFT JOIN exchanges e ON e.sample_id = a.sample_id AND e.attempt_number = a.number AND e.request_id IS NOT NULL
      WHERE l.kind = 'sample' AND l.account = @account AND l.practice = 0
        AND l.day BETWEEN date(@first, '-1 day') AND date(@last, '+1 day')`),
    selectJudged: database.prepare<[string, string], ChargedRecord>(`
      SELECT ${LINE} FROM judge_calls j JOIN spend_ledger l ON l.kind = 'judge' AND l.line_id = j.id
      WHERE j.request_id = ? AND l.account = ? AND l.practice = 0`),
  }
}
