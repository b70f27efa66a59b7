import { groupSpend } from '../group-spend.ts'
import { importInvoice } from '../invoices/import-invoice.ts'
import { previewInvoice } from '../invoices/preview-invoice.ts'
import { previewUndo, undoInvoice } from '../invoices/undo-invoice.ts'
import { tabulateSpend } from '../tabulate-spend.ts'
import { procedures } from './base.ts'

export const spend = {
  summary: procedures.spend.summary.handler(({ input, context: { store } }) => store.spend.summary(input.month)),
  lines: procedures.spend.lines.handler(({ input: { filter, ...page }, context: { store } }) =>
    store.spend.lines(filter, page),
  ),
  groups: procedures.spend.groups.handler(({ input, context }) => groupSpend(input, context)),
  table: procedures.spend.table.handler(({ input, context }) => tabulateSpend(input, context)),
  months: procedures.spend.months.handler(({ context: { store } }) => store.spend.months()),
  previewInvoice: procedures.spend.previewInvoice.handler(({ input, context }) => previewInvoice(input, context)),
  importInvoice: procedures.spend.importInvoice.handler(({ input, context }) => importInvoice(input, context)),
  imports: procedures.spend.imports.handler(({ context: { store } }) => store.invoices.list()),
  previewUndo: procedures.spend.previewUndo.handler(({ input, context }) => previewUndo(input.importId, context)),
  undoInvoice: procedures.spend.undoInvoice.handler(({ input, context }) => undoInvoice(input.importId, context)),
}
