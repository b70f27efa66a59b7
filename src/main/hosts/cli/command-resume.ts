import type { Command } from 'commander'
import { FailureClass } from '#shared/domain/sample.ts'
import { AssayError } from '#shared/errors.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findTrial } from './find-trial.ts'
import { readPlanFile } from './read-plan-file.ts'
import { printEstimate } from './print-estimate.ts'
import { promptSetsOf } from './read-prompt-set.ts'
import { runToTheEnd } from './run-to-the-end.ts'
import { confirmEnds, seeToRentals } from './see-to-rentals.ts'

interface SittingOptions extends CommonOptions {
  out?: string
  endRentals?: boolean
}

const TRIAL = 'its id, the beginning of its id, or "latest"'

export function addResume(program: Command, context: CommandContext): void {
  withOptions(
    program
      .command('resume')
      .description('go on with a trial that was paused, cancelled or interrupted')
      .argument('<trial>', TRIAL),
  ).action(async (trial: string, options: SittingOptions) => {
    await sitDown(trial, options, context, (workbench, trialId) => workbench.client.trial.resume({ trialId }))
  })
}

export function addRetry(program: Command, context: CommandContext): void {
  withOptions(
    program
      .command('retry')
      .description('ask again what gave no picture; the old outcome stays until the new one is in')
      .argument('<trial>', TRIAL)
      .option('--contender <id...>', 'only these')
      .option('--class <class...>', `only these failures: ${FailureClass.options.join(', ')}`),
  ).action(async (trial: string, options: SittingOptions & { contender?: string[]; class?: string[] }) => {
    const failureClasses = options.class?.map(readFailureClass)
    await sitDown(trial, options, context, (workbench, trialId) =>
      workbench.client.trial.retry({
        trialId,
        ...(options.contender !== undefined && { contenderIds: options.contender }),
        ...(failureClasses !== undefined && { failureClasses }),
      }),
    )
  })
}

export function addExtend(program: Command, context: CommandContext): void {
  withOptions(
    program
      .command('extend')
      .description('add repeats, prompts or contenders to a trial: the plan file holds all it has and more')
      .argument('<trial>', TRIAL)
      .argument('<plan>', 'the plan file')
      .option('--check', 'validate the plan, tell what would be added and what it comes to, and send nothing'),
  ).action(async (trial: string, file: string, options: SittingOptions & { check?: boolean }) => {
    const plan = await readPlanFile(file, promptSetsOf(options, context))
    if (options.check === true) {
      await withWorkbench(options, context, async (workbench) => {
        const trialId = await findTrial(workbench, trial)
        const estimate = await workbench.client.plan.estimateExtension({ trialId, plan })
        printEstimate(plan, estimate, options, context.output)
      })
      return
    }
    await sitDown(trial, options, context, (workbench, trialId) => workbench.client.trial.extend({ trialId, plan }))
  })
}

function withOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--out <dir>', 'leave report.html, results.json and results.csv there')
    .option('--end-rentals', 'at the end, end every rented machine and wait until that is confirmed')
    .option('--json', 'print one JSON object at the end; events go to standard error as JSON lines')
}

async function sitDown(
  trial: string,
  options: SittingOptions,
  context: CommandContext,
  begin: (workbench: Workbench, trialId: string) => Promise<{ trialId: string }>,
): Promise<void> {
  context.exitCode = await withWorkbench(options, context, async (workbench) => {
    const { trialId } = await begin(workbench, await findTrial(workbench, trial))
    const run = { json: options.json === true, out: options.out }
    const exitCode = await runToTheEnd(workbench, trialId, run, context.output)
    context.exitCode = 0
    await confirmEnds(workbench, context)
    await seeToRentals(workbench, options.endRentals === true, context)
    return exitCode === 0 ? context.exitCode : exitCode
  })
}

function readFailureClass(word: string): FailureClass {
  const read = FailureClass.safeParse(word)
  if (read.success) return read.data
  throw new AssayError('BAD_USAGE', `There is no failure "${word}". Known: ${FailureClass.options.join(', ')}.`)
}
