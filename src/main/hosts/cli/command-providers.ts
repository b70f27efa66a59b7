import type { Command } from 'commander'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import type { Model, ProviderSummary } from '#shared/domain/provider.ts'
import { AssayError } from '#shared/errors.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'
import { plainTable } from './plain-table.ts'

const KINDS = { managed: 'managed API', host: 'own or rented GPUs', rental: 'machines to rent' } as const
const TASKS = {
  generate: 'draws',
  'image-to-image': 'redraws',
  upscale: 'enlarges',
  'remove-background': 'cuts out',
} as const

/** A provider as scripts get it: what the page gets, and two short lists that would else have to be gathered. */
interface ListedProvider extends ProviderSummary {
  /** What its models do, each once. */
  tasks: string[]
  /** Every parameter that one of its models takes. */
  parameters: string[]
}

export function addProviders(program: Command, context: CommandContext): void {
  program
    .command('providers')
    .description('list the providers, or tell all of one: models, parameters, prices, and where its keys are read from')
    .argument('[id]', 'a provider')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print a JSON array')
    .action(async (id: string | undefined, options: CommonOptions) => {
      const providers = await withWorkbench(options, context, ({ client }) => client.provider.list())
      const chosen = id === undefined ? providers : [findListed(providers, id)]
      if (options.json === true) printJson(context.output, chosen.map(list))
      else context.output.out(id === undefined ? table(chosen) : chosen.map(describe).join('\n\n'))
    })
}

function findListed(providers: readonly ProviderSummary[], id: string): ProviderSummary {
  const found = providers.find((provider) => provider.id === id)
  if (found !== undefined) return found
  const known = providers.map((provider) => provider.id).join(', ')
  throw new AssayError('UNKNOWN_PROVIDER', `There is no provider "${id}". Known: ${known}.`)
}

function list(provider: ProviderSummary): ListedProvider {
  const parameters = provider.models.flatMap((model) => model.parameters.map(({ name }) => name))
  const tasks = provider.models.map(({ task }) => task)
  return { ...provider, tasks: [...new Set(tasks)], parameters: [...new Set(parameters)] }
}

function table(providers: readonly ProviderSummary[]): string {
  const rows = providers.map((provider) => [
    provider.id,
    provider.name,
    KINDS[provider.kind],
    list(provider)
      .tasks.map((task) => TASKS[task as Model['task']])
      .join(', '),
    `${provider.models.length}${provider.otherModels === null ? '' : '+'}`,
    String(provider.prices.length),
    { 'any-time': 'any time', 'while-queued': 'in the queue', none: 'no' }[provider.cancellation.offered],
    provider.webhooks.offered ? (provider.webhooks.signing === null ? 'unsigned' : 'signed') : 'no',
    provider.simulator ? 'yes' : 'no',
    stateOf(provider),
  ])
  const head = ['id', 'name', 'kind', 'it', 'models', 'prices', 'can be stopped', 'webhooks', 'simulator', 'state']
  return `${plainTable(head, rows)}\n\n"assay providers <id>" tells all of one. A + behind the models: others can be named, too.`
}

function stateOf(provider: ProviderSummary): string {
  if (provider.ready) return 'ready'
  return provider.defaultBaseUrl === null ? 'needs your address' : 'needs a key'
}

function describe(provider: ProviderSummary): string {
  const { cancellation, webhooks } = provider
  const webhookText = webhooks.offered ? `offered, ${webhooks.signing ?? 'not signed or not documented how'}` : 'none'
  return [
    `${provider.name} (${provider.id}) · ${KINDS[provider.kind]} · ${stateOf(provider)}`,
    `  docs      ${provider.documentation}`,
    `  stopping  ${cancellation.offered}${cancellation.note === null ? '' : ` · ${cancellation.note}`}`,
    `  webhooks  ${webhookText}`,
    ...provider.models.map((model) => `  model     ${describeModel(model)}`),
    ...(provider.otherModels === null ? [] : [`  or        ${provider.otherModels}`]),
    ...provider.prices.map(
      (price) =>
        `  price     ${price.id} · $${price.amountUsd} per ${price.unit} · ${price.confidence}, read ${price.retrievedOn}`,
    ),
    ...(provider.defaultBaseUrl === null
      ? [`  url       ${environmentVariable(provider.id, 'baseUrl')} · or baseUrl in the plan`]
      : []),
    ...provider.credentials.map(
      (field) => `  key       ${field.environmentVariable}${field.required ? '' : ' (optional)'} · ${field.label}`,
    ),
  ].join('\n')
}

function describeModel({ id, task, family, execution, workflow, parameters }: Model): string {
  const taken = parameters.map(({ name }) => name).join(', ')
  const needs = workflow === null ? '' : ` · needs a workflow (${workflow})`
  return `${id} · ${TASKS[task]} · ${family} · ${execution}${needs}${taken === '' ? '' : ` · ${taken}`}`
}
