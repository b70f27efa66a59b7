import { resolve } from 'node:path'
import type { Command } from 'commander'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findTrial } from './find-trial.ts'
import { printJson } from './output.ts'

export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('write the report of a trial that was run: report.html, results.json, results.csv')
    .argument('<trial>', 'its id, the beginning of its id, or "latest"')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--out <dir>', 'where to write; the data folder’s own place if absent')
    .option('--json', 'print the paths as one JSON object')
    .action(async (trial: string, options: CommonOptions & { out?: string }) => {
      const written = await withWorkbench(options, context, async (workbench) => {
        const trialId = await findTrial(workbench, trial)
        return options.out === undefined
          ? workbench.client.report.write({ trialId })
          : workbench.writeReport(trialId, resolve(options.out))
      })
      if (options.json === true) printJson(context.output, written)
      else for (const path of [written.report, written.json, written.csv]) context.output.out(path)
    })
}

export function addTrials(program: Command, context: CommandContext): void {
  program
    .command('trials')
    .description('list the trials in the data folder, newest first')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print a JSON array')
    .action(async (options: CommonOptions) => {
      const { trials } = await withWorkbench(options, context, (workbench) =>
        workbench.client.trial.list({ limit: 200 }),
      )
      if (options.json === true) printJson(context.output, trials)
      else if (trials.length === 0) context.output.out('There is no trial yet. "assay demo" runs one.')
      for (const trial of options.json === true ? [] : trials) {
        const day = trial.startedAt.slice(0, 16).replace('T', ' ')
        context.output.out(
          `${trial.id}  ${day}  ${trial.status.padEnd(11)}  ${trial.doneCount} of ${trial.sampleCount}  ${trial.name}`,
        )
      }
    })
}
