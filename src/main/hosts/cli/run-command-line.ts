import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { addAccounts } from './command-accounts.ts'
import { addBudgets } from './command-budgets.ts'
import { addCost } from './command-cost.ts'
import { addCurrencies } from './command-currencies.ts'
import { addBundle } from './command-bundle.ts'
import { addCalibrate } from './command-calibrate.ts'
import { addChecks } from './command-checks.ts'
import { addCompare } from './command-compare.ts'
import { addDemo } from './command-demo.ts'
import { addJudge } from './command-judge.ts'
import { addOpen } from './command-open.ts'
import { addPictures } from './command-pictures.ts'
import { addPrices } from './command-prices.ts'
import { addPrompts } from './command-prompts.ts'
import { addProviders } from './command-providers.ts'
import { addRentals } from './command-rentals.ts'
import { addGallery } from './command-gallery.ts'
import { addGate } from './command-gate.ts'
import { addReport, addTrials } from './command-report.ts'
import { addExtend, addResume, addRetry } from './command-resume.ts'
import { addRun } from './command-run.ts'
import { addServe } from './command-serve.ts'
import { addSimulate } from './command-simulate.ts'
import { addSpend } from './command-spend.ts'
import { addTry } from './command-try.ts'
import { addVault } from './command-vault.ts'
import { addVotes } from './command-votes.ts'
import { addWatch } from './command-watch.ts'
import { addWorkflows } from './command-workflows.ts'
import { AssayError, type ExitCode } from '#shared/errors.ts'
import type { CommandContext, CommonOptions } from './command-context.ts'
import { findInstallation } from '../installation.ts'
import { explainError, harmlessOutput, printJson, type Output } from './output.ts'

const COMMANDS = [
  addDemo,
  addRun,
  addWatch,
  addResume,
  addRetry,
  addExtend,
  addJudge,
  addReport,
  addCompare,
  addGate,
  addBundle,
  addGallery,
  addChecks,
  addTrials,
  addVotes,
  addProviders,
  addPrices,
  addCost,
  addPrompts,
  addSimulate,
  addWorkflows,
  addTry,
  addServe,
  addOpen,
  addAccounts,
  addVault,
  addPictures,
  addRentals,
  addSpend,
  addBudgets,
  addCurrencies,
  addCalibrate,
]

/** Commands that go on from what a data folder holds: a folder that is not there is a slip of the pen, and none is made. */
const GOES_ON = new Set(
  'resume retry extend judge report compare gate gallery checks trials votes cost pictures'.split(' '),
)

function checkThere({ data }: CommonOptions): void {
  if (data === undefined || existsSync(data)) return
  throw new AssayError('NOT_FOUND', `There is no data folder ${resolve(data)}. Nothing was made there.`)
}

/**
 * Runs one command.
 * @param words the words behind `assay`.
 * @returns the exit code, see `EXIT_CODES`
 */
export async function runCommandLine(
  words: readonly string[],
  given: Output,
  clocks: Pick<CommandContext, 'rentalClock'> = {},
): Promise<ExitCode> {
  const output = harmlessOutput(given)
  const context: CommandContext = { output, exitCode: 0, ...clocks }
  const program = new Command('assay')
    .description('Decide with measurements where your AI images come from: a managed API or rented GPUs.')
    .version(findInstallation().version)
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => output.out(text.trimEnd()), writeErr: (text) => output.err(text.trimEnd()) })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 bad usage, 100 a limit of "assay gate" does not hold. "assay <command> --help" tells more.',
    )
    .exitOverride()
  for (const add of COMMANDS) add(program, context)
  for (const command of program.commands) {
    command.exitOverride().configureOutput(program.configureOutput())
    if (GOES_ON.has(command.name())) command.hook('preAction', (_, action) => checkThere(action.opts()))
  }
  try {
    await program.parseAsync([...words], { from: 'user' })
    return context.exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const explained = explainError(error)
    if (words.includes('--json')) printJson(output, { error: { code: explained.code, message: explained.text } })
    output.err(explained.text)
    return explained.exitCode
  }
}
