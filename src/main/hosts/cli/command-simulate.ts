import { writeFile } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { stringify } from 'yaml'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { RENTAL_FAULTS } from '#main/simulators/rentals/rental-profile.ts'
import { rentalSimulators } from '#main/simulators/rentals/registry.ts'
import { simulatedProviders, startEverySimulator } from '#main/simulators/start-every-simulator.ts'
import type { RunningSimulator } from '#main/simulators/start-simulators.ts'
import { AssayError } from '#shared/errors.ts'
import { findInstallation } from '../installation.ts'
import { untilStopped, wholeNumber, withWorkbench, type CommandContext } from './command-context.ts'
import { printJson } from './output.ts'
import { practicePlans } from './practice-plans.ts'
import { readFaults } from './read-faults.ts'

interface SimulateOptions {
  all?: boolean
  port?: number
  provider?: string[]
  seed: number
  timeScale: number
  fault?: string[]
  truth?: string
  plan?: string
  env?: string
  data?: string
  json?: boolean
}

export function addSimulate(program: Command, context: CommandContext): void {
  program
    .command('simulate')
    .description('serve the provider simulators on 127.0.0.1 until Ctrl C')
    .addOption(new Option('--all', 'every simulator; so it is without --provider, too').conflicts('provider'))
    .option('--provider <id...>', 'only these')
    .option(
      '--port <number>',
      'the first one’s port, the others follow; any free ports if absent',
      wholeNumber('--port', 1, 65_000),
    )
    .option('--seed <number>', 'decides every latency, picture and flaw', wholeNumber('--seed', 0, 2_147_483_647), 1)
    .option(
      '--time-scale <number>',
      'what every simulated time is multiplied with; 0.1 is ten times as fast',
      timeScale,
      1,
    )
    .option(
      '--fault <fault...>',
      'what goes wrong at providers of machines: provider=fault, for the next one, or provider=fault:times',
    )
    .option('--truth <file>', 'append what the simulators really did, as JSON lines')
    .option('--plan <file>', 'write a plan with one contender for each; several files, numbered, where it takes them')
    .option('--env <file>', 'write addresses and credentials as NAME=value lines')
    .option('--data <dir>', 'where workflows that the plan needs are kept; give the same to "assay run"')
    .option('--json', 'print the addresses as one JSON object')
    .addHelpText('after', `${FAULTS}\n${EXAMPLE}`)
    .action(async (options: SimulateOptions) => {
      const providers = options.provider ?? simulatedProviders
      const running = await startEverySimulator({
        seed: options.seed,
        timeScale: options.timeScale,
        faults: readFaults(options.fault ?? [], providers),
        practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
        providers,
        ports: portsFrom(options.port, providers),
        ...(options.truth === undefined ? {} : { truthFile: options.truth }),
      })
      try {
        const plans =
          options.plan === undefined ? [] : await writePlans(options.plan, options, running.simulators, context)
        if (options.env !== undefined) await write(options.env, `${variablesOf(running.simulators).join('\n')}\n`)
        tell(running.simulators, plans, options, context)
        await untilStopped()
      } finally {
        await running.close()
      }
    })
}

const FAULTS = `
Faults, for ${rentalSimulators.map(({ providerId }) => providerId).join(', ')}:
${Object.entries(RENTAL_FAULTS)
  .map(([name, words]) => `  ${name.padEnd(16)} ${words}`)
  .join('\n')}
So "--fault lambda=no-capacity vast=end-fails:3" refuses one launch, and three calls to end.`

const EXAMPLE = `
To run a trial against all of them:
  assay simulate --all --plan every.yaml --env every.env --data practice-data
and, in another terminal, for each of the plans:
  set -a; . ./every.env; assay run every-1.yaml --data practice-data`

function tell(
  running: readonly RunningSimulator[],
  plans: readonly string[],
  options: SimulateOptions,
  { output }: CommandContext,
): void {
  if (options.json === true) {
    printJson(output, { simulators: running, plans })
    return
  }
  for (const simulator of running) {
    output.out(`${simulator.providerId.padEnd(14)} ${simulator.baseUrl}`)
    for (const variable of variablesOf([simulator])) output.out(`  export ${variable}`)
  }
  for (const plan of plans) output.out(`plan ${plan}`)
  output.err('Serving until Ctrl C. The keys above are made up; nothing is charged.')
}

/** Addresses and credentials by the names that Assay reads them from. */
function variablesOf(running: readonly RunningSimulator[]): string[] {
  return running.flatMap(({ providerId, baseUrl, credentials }) =>
    Object.entries({ baseUrl, ...credentials }).map(
      ([field, value]) => `${environmentVariable(providerId, field)}=${value}`,
    ),
  )
}

/** @returns the files that were written: the one that was named, or `plan-1.yaml`, `plan-2.yaml` … in its place */
async function writePlans(
  file: string,
  options: SimulateOptions,
  running: readonly RunningSimulator[],
  context: CommandContext,
): Promise<string[]> {
  const plans = await withWorkbench(options, context, ({ client }) => practicePlans(running, client))
  const { dir, name, ext } = parse(resolve(file))
  const files = plans.map((_, index) => (plans.length === 1 ? resolve(file) : join(dir, `${name}-${index + 1}${ext}`)))
  for (const [index, plan] of plans.entries()) await write(files[index] ?? file, stringify(plan))
  return files
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (cause) {
    throw new AssayError('FILE_UNREADABLE', `${file} can't be written. Name a file in a folder that exists.`, { cause })
  }
}

function timeScale(text: string): number {
  const factor = Number(text)
  if (text.trim() !== '' && factor > 0 && factor <= 100) return factor
  throw new AssayError('BAD_USAGE', `--time-scale takes a number above 0 and up to 100, not "${text}".`)
}

/** The first port and those that follow it, one for each provider; none named where the system may choose. */
function portsFrom(first: number | undefined, providers: readonly string[]): Record<string, number> {
  return first === undefined ? {} : Object.fromEntries(providers.map((id, index) => [id, first + index]))
}
