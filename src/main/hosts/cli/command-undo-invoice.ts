import type { Command } from 'commander'
import type { InvoiceImport, InvoiceUndo } from '#shared/domain/invoice.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import type { CommandContext, CommonOptions } from './command-context.ts'
import { plainTable } from './plain-table.ts'
import { printAnswer } from './print-answer.ts'
import { knownText } from './spend-words.ts'

/** Lists the invoices that were taken in, and takes one back. */
export function addUndoInvoice(spend: Command, context: CommandContext): void {
  const command = (words: string, description: string): Command =>
    spend
      .command(words)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('invoices', 'list the invoices that were taken in, the newest first').action(
    async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<CommonOptions>()
      await printAnswer(options, context, ({ client }) => client.spend.imports(), importTable)
    },
  )

  command('undo <import>', 'take an invoice back; shows what it would change. The newest of an account goes first')
    .option('--yes', 'take it back')
    .action(async (importId: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<CommonOptions & { yes?: boolean }>()
      const done = options.yes === true
      await printAnswer(
        options,
        context,
        ({ client }) => (done ? client.spend.undoInvoice({ importId }) : client.spend.previewUndo({ importId })),
        (undo) => undoText(undo, done),
      )
    })
}

function importTable(imports: readonly InvoiceImport[]): string {
  if (imports.length === 0) return 'No invoice was taken in yet.'
  const rows = imports.map(({ id, fileName, account, importedAt, lineCount, amountMicros, undoFirst }) => [
    id,
    fileName,
    account,
    importedAt.slice(0, 16).replace('T', ' '),
    countText(lineCount, 'line'),
    formatUsd(amountMicros, 4),
    undoFirst === null ? '' : `undone after ${undoFirst.id}`,
  ])
  return plainTable(['import', 'file', 'account', 'taken in (UTC)', 'lines', 'amount', ''], rows)
}

function undoText({ import: taken, charges, revived, ledger, budgets }: InvoiceUndo, done: boolean): string {
  const { fileName, importedAt, lineCount, amountMicros, totals } = taken
  const before = knownText(charges.beforeMicros, charges.beforeUnknownCount, charges.count)
  return [
    `${fileName}, taken in on ${dayText(importedAt.slice(0, 10))}: ${countText(lineCount, 'line')}, ${formatUsd(amountMicros, 4)}.`,
    ...(charges.count === 0
      ? []
      : [`${countText(charges.count, 'charge')} of ${formatUsd(charges.nowMicros, 4)}: again ${before}.`]),
    ...(totals.length === 0 ? [] : [`${countText(totals.length, 'total')} of a day: gone.`]),
    ...revived.map(({ day, amountMicros: micros, fileName: file }) => {
      return `The total of ${dayText(day)} from ${file} stands again: ${formatUsd(micros, 4)}.`
    }),
    `The account’s ledger: ${sumText(ledger.now)}, then ${sumText(ledger.after)}.`,
    ...budgets.map(({ name, nowMicros, afterMicros }) => {
      return `The ${name}: ${formatUsd(nowMicros, 4)} used, then ${formatUsd(afterMicros, 4)}.`
    }),
    done ? 'Taken back.' : 'Nothing was changed; --yes takes it back.',
  ].join('\n')
}

function sumText({ chargedMicros, unknownCount }: InvoiceUndo['ledger']['now']): string {
  return knownText(chargedMicros, unknownCount, null)
}
