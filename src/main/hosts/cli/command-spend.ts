import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { SpendGrouping } from '#shared/domain/spend.ts'
import { AssayError } from '#shared/errors.ts'
import { wholeNumber, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { addReconcile } from './command-reconcile.ts'
import { addUndoInvoice } from './command-undo-invoice.ts'
import { printJson } from './output.ts'
import { groupTable, lineTable, sumsText } from './spend-words.ts'

const GROUPINGS = [
  'provider',
  'account',
  'contender',
  'trial',
  'model',
  'day',
  'month',
  'basis',
] as const satisfies readonly SpendGrouping[]

interface SpendOptions extends CommonOptions {
  month?: string
  by: SpendGrouping
  lines?: boolean
  limit: number
  currency?: string
  csv?: string
}

const EXAMPLE = `
  assay spend --month 2026-11 --by contender
  assay spend --lines --csv november.csv
  assay spend --currency EUR                          # at the rates of "assay currencies"
  assay spend reconcile invoice.csv --account team    # shows what it would change; --yes takes it in
  assay spend invoices                                # those that were taken in
  assay spend undo <import>                           # shows what it would change; --yes takes it back`

export function addSpend(program: Command, context: CommandContext): void {
  const spend = program
    .command('spend')
    .description('what was spent, by whom and how it is known; holds it against invoices')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--month <month>', 'such as 2026-11 (UTC); the current one if absent, "all" for every month')
    .addOption(new Option('--by <what>', 'what lines are summed by').choices(GROUPINGS).default('provider'))
    .option('--lines', 'the lines of the ledger, the newest first, and no sums')
    .option('--limit <count>', 'of lines', wholeNumber('--limit', 1, 1000), 100)
    .option('--currency <code>', 'also in another currency, at the rates that you have entered')
    .option('--csv <file>', 'write every line, or group, to a file')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLE)
    .action(async (options: SpendOptions) => {
      const month = options.month ?? new Date().toISOString().slice(0, 7)
      const filter = month === 'all' ? {} : { month }
      const currency = options.currency?.toUpperCase() ?? null
      await withWorkbench(options, context, async ({ client }) => {
        if (options.csv !== undefined) {
          const by = options.lines === true ? null : options.by
          const { csv, rowCount } = await client.spend.table({ filter, by, currency })
          await writeTable(resolve(options.csv), csv)
          if (options.json === true) printJson(context.output, { csv: resolve(options.csv), rowCount })
          else context.output.out(`${rowCount} rows written to ${resolve(options.csv)}.`)
          return
        }
        if (options.lines === true) {
          const page = await client.spend.lines({ filter, limit: options.limit })
          if (options.json === true) printJson(context.output, page)
          else context.output.out(lineTable(page))
          return
        }
        const found = await client.spend.groups({ filter, by: options.by, currency })
        const budgets = await client.budget.list()
        if (options.json === true) {
          printJson(context.output, { month, by: options.by, ...found, budgets })
          return
        }
        context.output.out([groupTable(found.groups, options.by), '', sumsText(month, found.sums)].join('\n'))
        for (const { alerts, name } of budgets) {
          const last = alerts.at(-1)
          if (last !== undefined)
            context.output.out(
              `${Math.round(last.share * 100)} % of the ${name} was reached on ${last.reachedAt.slice(0, 10)}.`,
            )
        }
      })
    })
  addReconcile(spend, context)
  addUndoInvoice(spend, context)
}

async function writeTable(path: string, csv: string): Promise<void> {
  await writeFile(path, csv).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AssayError('FILE_UNREADABLE', `The table can't be written to ${path}: ${reason}.`, { cause: error })
  })
}
