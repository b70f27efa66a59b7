import type { Command } from 'commander'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'

export function addProviders(program: Command, context: CommandContext): void {
  program
    .command('providers')
    .description('list the providers, their models, prices and the variables their keys are read from')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print a JSON array')
    .action(async (options: CommonOptions) => {
      const providers = await withWorkbench(options, context.output, (workbench) => workbench.client.provider.list())
      if (options.json === true) printJson(context.output, providers)
      else context.output.out(providers.map(describe).join('\n\n'))
    })
}

function describe(provider: ProviderSummary): string {
  const kind = provider.kind === 'managed' ? 'managed API' : 'server on your own or rented GPUs'
  const needsAddress = provider.defaultBaseUrl === null
  const state = provider.ready ? 'ready' : needsAddress ? 'needs your address' : 'needs a key'
  return [
    `${provider.name} (${provider.id}) · ${kind} · ${state}`,
    ...provider.models.map((model) => `  model  ${model.id} · ${model.family} · ${model.execution}`),
    ...provider.prices.map(
      (price) =>
        `  price  ${price.id} · $${price.amountUsd} per ${price.unit} · ${price.confidence}, read ${price.retrievedOn}`,
    ),
    ...(needsAddress ? [`  url    ${environmentVariable(provider.id, 'baseUrl')} · or baseUrl in the plan`] : []),
    ...provider.credentials.map(
      (field) => `  key    ${field.environmentVariable}${field.required ? '' : ' (optional)'} · ${field.label}`,
    ),
  ].join('\n')
}
