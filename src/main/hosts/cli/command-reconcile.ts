import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { environmentProvider } from '#shared/domain/account-key.ts'
import type { InvoiceMapping, InvoicePreview } from '#shared/domain/invoice.ts'
import { AssayError } from '#shared/errors.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findAccount } from './find-account.ts'
import { printJson } from './output.ts'
import { plainTable } from './plain-table.ts'

interface ReconcileOptions extends CommonOptions {
  account: string
  map?: string[]
  comma?: boolean
  dayFirst?: boolean
  currency: string
  alone?: boolean
  yes?: boolean
}

const FIELDS = ['date', 'amount', 'currency', 'requestId', 'model', 'quantity', 'description'] as const

export function addReconcile(spend: Command, context: CommandContext): void {
  spend
    .command('reconcile <file>')
    .description('hold an invoice or a usage export (CSV) against the ledger; shows what it would change')
    .requiredOption('--account <account>', 'whose invoice it is: an account, or environment:<provider>')
    .option(
      '--map <field=column...>',
      `which column holds what, where the guess is wrong: ${FIELDS.join(', ')}; an empty column is none`,
    )
    .option('--comma', 'amounts are written 1.234,56')
    .option('--day-first', 'days are written 31/12/2026')
    .option('--currency <code>', 'of lines that name none', 'USD')
    .option('--alone', 'nothing but Assay uses the account, so all of the invoice counts as spent')
    .option('--yes', 'take it in')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print JSON')
    .action(async (file: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ReconcileOptions>()
      const text = await readText(file)
      await withWorkbench(options, context, async (workbench) => {
        const input = {
          ...(await accountOf(workbench, options.account)),
          fileName: basename(file),
          text,
          currency: options.currency.toUpperCase(),
          assayAlone: options.alone === true,
        }
        const guessed = await workbench.client.spend.previewInvoice(input)
        const mapping = changed(guessed.mapping, options)
        const preview = await workbench.client.spend.previewInvoice({ ...input, mapping })
        if (options.yes !== true || preview.importedAt !== null) {
          if (options.json === true) printJson(context.output, preview)
          else context.output.out(previewText(preview))
          return
        }
        const taken = await workbench.client.spend.importInvoice({ ...input, mapping })
        if (options.json === true) printJson(context.output, taken)
        else context.output.out(`${previewText(preview)}\nTaken in as ${taken.id}.`)
      })
    })
}

async function readText(file: string): Promise<string> {
  return readFile(resolve(file), 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AssayError('FILE_UNREADABLE', `The invoice ${file} can't be read: ${reason}.`, { cause: error })
  })
}

async function accountOf(workbench: Workbench, wanted: string): Promise<{ account: string; providerId: string }> {
  const environment = environmentProvider(wanted)
  if (environment !== null) return { account: wanted, providerId: environment }
  const { id, providerId } = await findAccount(workbench, wanted)
  return { account: id, providerId }
}

function changed(guessed: InvoiceMapping, { map = [], comma, dayFirst }: ReconcileOptions): InvoiceMapping {
  const mapping = { ...guessed }
  for (const pair of map) {
    const [name = '', ...rest] = pair.split('=')
    const field = FIELDS.find((one) => one === name)
    if (field === undefined || rest.length === 0) {
      throw new AssayError('BAD_USAGE', `--map takes field=column with a field of ${FIELDS.join(', ')}, not "${pair}".`)
    }
    mapping[field] = rest.join('=') === '' ? null : rest.join('=')
  }
  if (comma === true) mapping.decimalMark = ','
  if (dayFirst === true) mapping.dayFirst = true
  return mapping
}

function previewText(preview: InvoicePreview): string {
  const { mapping, matchCount, matchedMicros, matchedBeforeMicros, matchedUnknownCount, totals, problems } = preview
  const columns = FIELDS.map((field) => `${field} = ${mapping[field] ?? 'none'}`).join(', ')
  const unknown = matchedUnknownCount === 0 ? '' : ` and ${countText(matchedUnknownCount, 'charge')} not reported`
  return [
    ...(preview.importedAt === null
      ? []
      : [`This file was taken in on ${dayText(preview.importedAt.slice(0, 10))}. Nothing would change.`]),
    `Columns: ${columns}.`,
    `${countText(preview.lineCount, 'line')}, ${preview.knownLineCount} of them known already; the others come to ${formatUsd(preview.amountMicros, 2)}.`,
    ...problems.map(({ line, message }) => `Line ${line}: ${message}`),
    `${countText(matchCount, 'charge')} named one by one: ${formatUsd(matchedMicros, 4)}, until now ${formatUsd(matchedBeforeMicros, 4)}${unknown}.`,
    ...(totals.length === 0 ? [] : [totalTable(totals)]),
  ].join('\n')
}

function totalTable(totals: InvoicePreview['totals']): string {
  const rows = totals.map((total) => [
    total.day,
    total.modelId ?? 'all models',
    formatUsd(total.amountMicros, 4),
    total.oursCount === 0
      ? 'no line of ours'
      : `${formatUsd(total.oursMicros, 4)} in ${countText(total.oursCount, 'line')}${total.oursUnknownCount === 0 ? '' : `, ${total.oursUnknownCount} not reported`}`,
    formatUsd(total.differenceMicros, 4),
    total.counted ? 'counts as spent' : 'shown, not counted',
  ])
  return plainTable(['day', 'model', 'invoice', 'ours', 'difference', ''], rows)
}
