import { z } from 'zod'
import { Currency } from '../domain/exchange-rate.ts'
import { InvoiceImport, InvoiceInput, InvoicePreview, InvoiceUndo } from '../domain/invoice.ts'
import {
  Converted,
  Month,
  SpendFilter,
  SpendGroup,
  SpendGrouping,
  SpendLine,
  SpendSummary,
  SpendSums,
} from '../domain/spend.ts'
import { procedure } from './procedure.ts'

/** The ledger, and the invoices that it is held against. */
export const spend = {
  summary: procedure.input(z.strictObject({ month: Month })).output(SpendSummary),
  /** The newest first. */
  lines: procedure
    .input(
      z.strictObject({
        filter: SpendFilter.prefault({}),
        limit: z.int().min(1).max(1000).default(100),
        offset: z.int().min(0).default(0),
      }),
    )
    .output(z.strictObject({ lines: z.array(SpendLine), total: z.int() })),
  /** The dearest first; days and months in order. @param currency also converts each sum, by the rates of its days */
  groups: procedure
    .input(
      z.strictObject({
        filter: SpendFilter.prefault({}),
        by: SpendGrouping,
        currency: Currency.nullable().default(null),
      }),
    )
    .output(
      z.strictObject({ groups: z.array(SpendGroup), sums: SpendSums.extend({ converted: Converted.nullable() }) }),
    ),
  /** What `lines` or, with `by`, `groups` tell, as a table: every line, in the units that its columns name. */
  table: procedure
    .input(
      z.strictObject({
        filter: SpendFilter.prefault({}),
        by: SpendGrouping.nullable().default(null),
        currency: Currency.nullable().default(null),
      }),
    )
    .output(z.strictObject({ csv: z.string(), rowCount: z.int() })),
  /** The first and the last month with a line; null where there is none. */
  months: procedure.output(z.strictObject({ first: Month, last: Month }).nullable()),
  /** What an invoice would change. Nothing is changed. */
  previewInvoice: procedure.input(InvoiceInput).output(InvoicePreview),
  /** Takes an invoice in as its preview says. A file, or a line, that was taken in before changes nothing. */
  importInvoice: procedure.input(InvoiceInput).output(InvoiceImport),
  /** The newest first. */
  imports: procedure.output(z.array(InvoiceImport)),
  /** What `undoInvoice` would change. Nothing is changed. */
  previewUndo: procedure.input(z.strictObject({ importId: z.string() })).output(InvoiceUndo),
  /** Takes an import back, the newest of its account first: the ledger is as if the file had never been taken in. */
  undoInvoice: procedure.input(z.strictObject({ importId: z.string() })).output(InvoiceUndo),
}
