import type { InvoiceInput, InvoicePreview } from '#shared/domain/invoice.ts'
import { microsOfPicos } from '#shared/units/parse-amount.ts'
import type { WorkbenchContext } from '../context.ts'
import { expectAccount } from './expect-account.ts'
import { planInvoice } from './plan-invoice.ts'

/** Shown of what there may be thousands of. */
const ROWS_SHOWN = 5
const MATCHES_SHOWN = 50
const PROBLEMS_SHOWN = 50

/** What an invoice would change. @throws AssayError NOT_FOUND, BAD_USAGE */
export function previewInvoice(input: InvoiceInput, context: Pick<WorkbenchContext, 'store'>): InvoicePreview {
  expectAccount(input, context)
  const { table, mapping, importedAt, lines, knownLineCount, problems, matches, totals } = planInvoice(input, context)
  const before = matches.map(({ ours }) => ours.charge.amountMicros)
  return {
    columns: table.columns,
    mapping,
    rows: table.rows.slice(0, ROWS_SHOWN).map(({ cells }) => cells),
    lineCount: table.rows.length,
    knownLineCount,
    importedAt,
    problems: problems.slice(0, PROBLEMS_SHOWN),
    problemCount: problems.length,
    amountMicros: microsOfPicos(lines.reduce((total, { usd }) => total + usd, 0n)),
    matchCount: matches.length,
    matchedMicros: matches.reduce((total, { amountMicros }) => total + amountMicros, 0),
    matchedBeforeMicros: before.reduce((total: number, amount) => (amount === null ? total : total + amount), 0),
    matchedUnknownCount: before.filter((amount) => amount === null).length,
    matches: matches.slice(0, MATCHES_SHOWN).map(({ ours, lines: [line], amountMicros }) => ({
      sampleId: ours.sampleId,
      step: ours.step,
      trialId: ours.trialId,
      requestId: line?.requestId ?? '',
      day: ours.day,
      amountMicros,
      beforeMicros: ours.charge.amountMicros,
    })),
    totals: totals.map(({ lines: _lines, ours: _ours, ...total }) => total),
  }
}
