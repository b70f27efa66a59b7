import type { Command } from 'commander'
import { environmentProvider } from '#shared/domain/account-key.ts'
import type { BudgetStanding } from '#shared/domain/budget.ts'
import { AssayError } from '#shared/errors.ts'
import { countText } from '#shared/units/count-text.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findAccount } from './find-account.ts'
import { printJson } from './output.ts'
import { plainTable } from './plain-table.ts'

const HELP = `
What a cap is on: "all" real spend, that of each calendar "month" (UTC), an account, or environment:<provider>.
  assay budgets set month 200 --alert 50 80
  assay budgets set team 20 --unknown-usd 0.05
Nothing is sent, and no machine launched, that could go beyond a cap.`

export function addBudgets(program: Command, context: CommandContext): void {
  const budgets = program
    .command('budgets')
    .description('caps on real spend beside a trial’s own')
    .addHelpText('after', HELP)
  const command = (words: string, description: string): Command =>
    budgets
      .command(words)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('list', 'every cap and how far it is used').action(async (options: CommonOptions) => {
    const list = await withWorkbench(options, context, ({ client }) => client.budget.list())
    if (options.json === true) printJson(context.output, list)
    else
      context.output.out(
        list.length === 0 ? 'There is no cap. "assay budgets set month 200" sets one.' : budgetTable(list),
      )
  })

  command('set <scope> <usd>', 'set a cap, or change it')
    .option('--alert <percent...>', 'shares of it at which to be told, once each', ['50', '80'])
    .option('--unknown-usd <amount>', 'what an earlier charge counts as that is not known and had no ceiling')
    .action(async (scope: string, usd: string, options: CommonOptions & { alert: string[]; unknownUsd?: string }) => {
      const draft = {
        capMicros: amount('The cap', usd),
        unknownMicros: options.unknownUsd === undefined ? null : amount('--unknown-usd', options.unknownUsd),
        alertShares: options.alert.map((percent) => Number(percent) / 100).sort((a, b) => a - b),
      }
      const set = await withWorkbench(options, context, async (workbench) =>
        workbench.client.budget.set({ ...draft, scope: await scopeOf(workbench, scope) }),
      )
      if (options.json === true) printJson(context.output, set)
      else context.output.out(budgetTable([set]))
    })

  command('remove <scope>', 'remove a cap').action(async (scope: string, options: CommonOptions) => {
    await withWorkbench(options, context, async (workbench) =>
      workbench.client.budget.remove({ scope: await scopeOf(workbench, scope) }),
    )
    if (options.json === true) printJson(context.output, { removed: scope })
    else context.output.out(`Removed the cap on ${scope}.`)
  })
}

function amount(what: string, text: string): number {
  const micros = microsFromUsd(text)
  if (micros !== null && micros >= 0) return micros
  throw new AssayError('BAD_USAGE', `${what} takes an amount of dollars, such as 20 or 0.05, not "${text}".`)
}

async function scopeOf(workbench: Workbench, wanted: string): Promise<string> {
  if (wanted === 'all' || wanted === 'month' || wanted.startsWith('account/')) return wanted
  if (environmentProvider(wanted) !== null) return `account/${wanted}`
  return `account/${(await findAccount(workbench, wanted)).id}`
}

function budgetTable(list: readonly BudgetStanding[]): string {
  const rows = list.map(({ budget, name, spentMicros, heldMicros, unboundedCount, excessMicros, alerts }) => [
    name,
    formatCap(budget.capMicros),
    formatOfCap(spentMicros, budget.capMicros),
    heldMicros === 0 ? '' : formatOfCap(heldMicros, budget.capMicros),
    [
      ...(excessMicros > 0 ? [`exceeded by ${formatOfCap(excessMicros, budget.capMicros)}: nothing more is sent`] : []),
      ...(unboundedCount > 0 ? [`${countText(unboundedCount, 'charge')} not known and without a ceiling`] : []),
      ...alerts.map(({ share, reachedAt }) => `${Math.round(share * 100)} % reached on ${reachedAt.slice(0, 10)}`),
    ].join('; '),
  ])
  return plainTable(['what', 'cap', 'spent', 'held', ''], rows)
}
