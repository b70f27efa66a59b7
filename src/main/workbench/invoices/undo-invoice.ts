import type { InvoiceImport, InvoiceUndo } from '#shared/domain/invoice.ts'
import { AssayError } from '#shared/errors.ts'
import { listBudgets, noteAlerts, withdrawAlerts } from '../budgets.ts'
import type { WorkbenchContext } from '../context.ts'

type Context = Pick<WorkbenchContext, 'ports' | 'store'>

/** What `undoInvoice` would change: done and taken back again. @throws AssayError NOT_FOUND, BAD_USAGE */
export function previewUndo(importId: string, context: Context): InvoiceUndo {
  return context.store.budgets.rehearse(() => undo(importId, context))
}

/**
 * Takes an import back, all of it or nothing: its lines and totals go, what they had taken the place of stands again, and budgets
 * follow in the same transaction. An alert that was told since and does not hold without the import is withdrawn, so that it is
 * told again when it is true.
 * @throws AssayError NOT_FOUND; BAD_USAGE where a later file of the account was read on top of it
 */
export function undoInvoice(importId: string, context: Context): InvoiceUndo {
  return context.store.budgets.atomically(() => undo(importId, context))
}

function undo(importId: string, context: Context): InvoiceUndo {
  const { store } = context
  const taken = findImport(importId, context)
  if (taken.undoFirst !== null) {
    const { fileName, id } = taken.undoFirst
    const after = `${fileName} (${id}) was taken in after it and builds on it.`
    throw new AssayError('BAD_USAGE', `${taken.fileName} can't be undone yet: ${after} Undo that one first.`)
  }
  const sumOf = () => ledgerOf(taken.account, context)
  const ledgerNow = sumOf()
  const budgetsNow = listBudgets(context)
  const { charges, revived } = store.invoices.undo(importId)
  withdrawAlerts(taken.importedAt, context)
  noteAlerts(context)
  const budgets = listBudgets(context).flatMap(({ budget: { scope }, name, spentMicros }) => {
    const now = budgetsNow.find(({ budget }) => budget.scope === scope)
    if (now === undefined || now.spentMicros === spentMicros) return []
    return [{ name, nowMicros: now.spentMicros, afterMicros: spentMicros }]
  })
  const before = charges.map((charge) => charge.before.amountMicros)
  return {
    import: taken,
    charges: {
      count: charges.length,
      nowMicros: knownSum(charges.map(({ now }) => now.amountMicros)),
      beforeMicros: knownSum(before),
      beforeUnknownCount: before.filter((amount) => amount === null).length,
    },
    revived,
    ledger: { now: ledgerNow, after: sumOf() },
    budgets,
  }
}

/** By its id alone: a file's name may be that of several months. */
function findImport(importId: string, { store }: Context): InvoiceImport {
  const found = store.invoices.list().find(({ id }) => id === importId)
  if (found !== undefined) return found
  throw new AssayError(
    'NOT_FOUND',
    `No invoice was taken in as ${importId}. "assay spend invoices" lists those that were.`,
  )
}

function ledgerOf(account: string, { store }: Context): InvoiceUndo['ledger']['now'] {
  return store.spend.cells({ account, practice: false }, 'account').reduce(
    ({ chargedMicros, unknownCount }, cell) => ({
      chargedMicros: chargedMicros + cell.chargedMicros,
      unknownCount: unknownCount + cell.unknownCount,
    }),
    { chargedMicros: 0, unknownCount: 0 },
  )
}

function knownSum(amounts: readonly (number | null)[]): number {
  return amounts.reduce((sum: number, amount) => (amount === null ? sum : sum + amount), 0)
}
