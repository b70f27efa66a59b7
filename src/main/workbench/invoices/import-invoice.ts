import type { InvoiceImport, InvoiceInput } from '#shared/domain/invoice.ts'
import { AssayError } from '#shared/errors.ts'
import { noteAlerts } from '../budgets.ts'
import type { WorkbenchContext } from '../context.ts'
import { expectAccount } from './expect-account.ts'
import { planInvoice } from './plan-invoice.ts'

/**
 * Takes an invoice in, all of it or nothing. Planned anew in the same transaction, so that what a running trial charges meanwhile is
 * in it. A file that was taken in before changes nothing, and neither does a line.
 * @throws AssayError NOT_FOUND, BAD_USAGE with the lines that can't be read
 */
export function importInvoice(input: InvoiceInput, context: Pick<WorkbenchContext, 'ports' | 'store'>): InvoiceImport {
  expectAccount(input, context)
  const { ports, store } = context
  return store.budgets.atomically(() => {
    const plan = planInvoice(input, context)
    const [problem] = plan.problems
    if (problem !== undefined) {
      throw new AssayError('BAD_USAGE', `Line ${problem.line}: ${problem.message} Nothing was taken in.`, {
        problems: plan.problems.map(({ line, message }) => ({ path: `line ${line}`, message })),
      })
    }
    if (plan.importedAt !== null) return store.invoices.importOf(input.account, plan.fileSha256)
    const id = ports.ids.next('invoice')
    const { fileName, providerId, account } = input
    const header = { id, fileName, fileSha256: plan.fileSha256, providerId, account, mapping: plan.mapping }
    store.invoices.add({ ...header, importedAt: ports.clock.now().toISOString() }, plan.matches, plan.totals)
    noteAlerts(context)
    return store.invoices.importOf(account, plan.fileSha256)
  })
}
