import type { Command } from 'commander'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'
import { plainTable } from './plain-table.ts'

const HELP = `
Amounts are counted in US dollars. A rate holds from its day on until the next one of its currency:
  assay currencies set EUR 2026-11-01 0.92 --source "ECB reference rate"`

export function addCurrencies(program: Command, context: CommandContext): void {
  const currencies = program
    .command('currencies')
    .description('exchange rates of your own, by day, for showing amounts and reading invoices')
    .addHelpText('after', HELP)
  const command = (words: string, description: string): Command =>
    currencies
      .command(words)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('list', 'every rate').action(async (options: CommonOptions) => {
    const list = await withWorkbench(options, context, ({ client }) => client.currency.list())
    if (options.json === true) printJson(context.output, list)
    else if (list.length === 0) context.output.out('No rate was entered.')
    else {
      const rows = list.map(({ currency, day, ratePerUsd, source }) => [currency, day, ratePerUsd, source])
      context.output.out(plainTable(['currency', 'from', 'per US dollar', 'source'], rows))
    }
  })

  command('set <currency> <day> <rate>', 'enter a rate: units of the currency for one US dollar')
    .requiredOption('--source <text>', 'where it is from')
    .action(async (currency: string, day: string, ratePerUsd: string, options: CommonOptions & { source: string }) => {
      const draft = { currency: currency.toUpperCase(), day, ratePerUsd, source: options.source }
      const set = await withWorkbench(options, context, ({ client }) => client.currency.set(draft))
      if (options.json === true) printJson(context.output, set)
      else context.output.out(`${set.currency} ${set.ratePerUsd} for a dollar from ${set.day} on.`)
    })

  command('remove <currency> <day>', 'remove a rate').action(
    async (currency: string, day: string, options: CommonOptions) => {
      await withWorkbench(options, context, ({ client }) =>
        client.currency.remove({ currency: currency.toUpperCase(), day }),
      )
      if (options.json === true) printJson(context.output, { removed: { currency: currency.toUpperCase(), day } })
      else context.output.out(`Removed the rate of ${currency.toUpperCase()} from ${day}.`)
    },
  )
}
