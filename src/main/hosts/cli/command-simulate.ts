import { join } from 'node:path'
import type { Command } from 'commander'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { simulators } from '#main/simulators/registry.ts'
import { startSimulators } from '#main/simulators/start-simulators.ts'
import { findInstallation } from '../installation.ts'
import { untilStopped, wholeNumber, type CommandContext } from './command-context.ts'
import { printJson } from './output.ts'

interface SimulateOptions {
  port?: number
  provider?: string[]
  seed: number
  truth?: string
  json?: boolean
}

export function addSimulate(program: Command, context: CommandContext): void {
  program
    .command('simulate')
    .description('serve the provider simulators on 127.0.0.1 until Ctrl C')
    .option('--provider <id...>', 'only these; all of them if absent')
    .option(
      '--port <number>',
      'the first one’s port, the others follow; any free ports if absent',
      wholeNumber('--port', 1, 65_000),
    )
    .option('--seed <number>', 'decides every latency, picture and flaw', wholeNumber('--seed', 0, 2_147_483_647), 1)
    .option('--truth <file>', 'append what the simulators really did, as JSON lines')
    .option('--json', 'print the addresses as one JSON object')
    .action(async (options: SimulateOptions) => {
      const providers = options.provider ?? simulators.map((simulator) => simulator.providerId)
      const running = await startSimulators({
        seed: options.seed,
        practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
        providers,
        ports: portsFrom(options.port, providers),
        ...(options.truth === undefined ? {} : { truthFile: options.truth }),
      })
      const { output } = context
      if (options.json === true) printJson(output, { simulators: running.simulators })
      else {
        for (const { providerId, baseUrl, credentials } of running.simulators) {
          output.out(`${providerId.padEnd(10)} ${baseUrl}`)
          for (const [field, value] of Object.entries({ baseUrl, ...credentials })) {
            output.out(`  export ${environmentVariable(providerId, field)}=${value}`)
          }
        }
        output.err('Serving until Ctrl C. The keys above are made up; nothing is charged.')
      }
      await untilStopped()
      await running.close()
    })
}

/** The first port and those that follow it, one for each provider; none named where the system may choose. */
function portsFrom(first: number | undefined, providers: readonly string[]): Record<string, number> {
  return first === undefined ? {} : Object.fromEntries(providers.map((id, index) => [id, first + index]))
}
