import type { Command } from 'commander'
import type { AccountChangeInput } from '#shared/contract/account.ts'
import type { Account, AccountCheck } from '#shared/domain/account.ts'
import { formatUsd } from '#shared/units/money.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { accountChange, addAccountOptions, type AccountOptions } from './account-options.ts'
import { terminal, type CommandContext, type CommonOptions } from './command-context.ts'
import { findAccount } from './find-account.ts'
import { printAnswer } from './print-answer.ts'
import { askSecrets, readSecretLines } from './read-secrets.ts'

const HELP = `
Secrets are asked on the terminal, one by one and not shown, or read from the standard input with --stdin, one field=value
a line. They are never arguments: other programs of the machine can read those, and shells remember them. They go to the
vault ("assay vault --help"); without an account, keys are read from ASSAY_<PROVIDER>_<FIELD> ("assay providers").
An <account> is its id, the beginning of it, or its label.`

export function addAccounts(program: Command, context: CommandContext): void {
  const accounts = program
    .command('accounts')
    .description('credentials and hosts, entered once')
    .addHelpText('after', HELP)
  const command = (name: string, description: string): Command =>
    accounts
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('list', 'list the accounts').action((options: CommonOptions) =>
    printAnswer(
      options,
      context,
      ({ client }) => client.account.list(),
      (list) =>
        list.length === 0
          ? 'There is no account yet. "assay accounts add <provider>" adds one.'
          : list.map(line).join('\n'),
    ),
  )
  addAccountOptions(
    command('add', 'add an account of a provider').argument('<provider>', 'see "assay providers"'),
  ).action((providerId: string, options: AccountOptions) =>
    printAnswer(options, context, (workbench) => save(workbench, { providerId }, providerId, options), line),
  )
  addAccountOptions(command('set', 'change an account; what is not named stays as it is').argument('<account>')).action(
    (wanted: string, options: AccountOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const { id, providerId } = await findAccount(workbench, wanted)
          return save(workbench, { accountId: id }, providerId, options)
        },
        line,
      ),
  )
  command('check', 'make the cheapest call that needs the credentials; exit code 1 unless they are valid')
    .argument('<account>')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const { id: accountId } = await findAccount(workbench, wanted)
          const check = await workbench.client.account.check({ accountId })
          context.exitCode = check.state === 'valid' ? 0 : 1
          return check
        },
        checkLine,
      ),
    )
  command('models', 'list the models that the provider offers to an account')
    .argument('<account>')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        (workbench) => allModels(workbench, wanted),
        (models) => models.map(({ id, name }) => (id === name ? id : `${id}  ${name}`)).join('\n'),
      ),
    )
  command('remove', 'forget an account and its secrets; trials that used it are kept')
    .argument('<account>')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const { id, label } = await findAccount(workbench, wanted)
          await workbench.client.account.remove({ accountId: id })
          return { removed: id, label }
        },
        ({ removed, label }) => `Removed ${label} (${removed}).`,
      ),
    )
}

async function save(
  { client }: Workbench,
  target: AccountChangeInput,
  providerId: string,
  options: AccountOptions,
): Promise<Account> {
  const provider = (await client.provider.list()).find(({ id }) => id === providerId)
  const change = accountChange(options, provider?.credentials ?? [])
  const isNew = target.accountId === undefined
  const secrets =
    options.stdin === true
      ? await readSecretLines(terminal.input)
      : isNew || options.secrets === true
        ? await askSecrets([...(provider?.credentials ?? []), ...tunnelSecrets(options)], terminal)
        : {}
  return client.account.save({ ...change, ...target, fields: { ...change.fields, ...secrets } })
}

function tunnelSecrets({ sshPassword, sshKey }: AccountOptions) {
  return [
    ...(sshPassword === true ? [{ name: 'sshPassword', label: 'SSH password', required: true, secret: true }] : []),
    ...(sshKey === undefined
      ? []
      : [{ name: 'sshKeyPassphrase', label: 'passphrase of the SSH key', required: false, secret: true }]),
  ]
}

async function allModels(workbench: Workbench, wanted: string): Promise<{ id: string; name: string }[]> {
  const { id: accountId } = await findAccount(workbench, wanted)
  const models = []
  // A list without an end is a bug of its provider; what a person can read ends long before.
  for (let page = 0, cursor: string | null = null; page < 100; page += 1) {
    const listed: Awaited<ReturnType<typeof workbench.client.account.models>> = await workbench.client.account.models({
      accountId,
      cursor,
    })
    models.push(...listed.models)
    cursor = listed.next
    if (cursor === null) break
  }
  return models
}

function line({ id, providerId, label, baseUrl, region, fieldsSet, lastCheck }: Account): string {
  const check =
    lastCheck === null ? 'not checked' : `${lastCheck.state}, ${lastCheck.checkedAt.slice(0, 16).replace('T', ' ')}`
  const fields = fieldsSet.length === 0 ? 'no field set' : `set: ${fieldsSet.join(', ')}`
  return [
    id,
    providerId,
    label,
    ...(region === null ? [] : [region]),
    ...(baseUrl === null ? [] : [baseUrl]),
    fields,
    check,
  ].join(' · ')
}

function checkLine({ state, message, answeredMs, balanceMicros }: AccountCheck): string {
  return [
    `${state}: ${message}`,
    ...(answeredMs === null ? [] : [`answered in ${Math.round(answeredMs)} ms`]),
    ...(balanceMicros === null ? [] : [`balance ${formatUsd(balanceMicros, 2)}`]),
  ].join('\n')
}
