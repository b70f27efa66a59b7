import type { Command } from 'commander'
import { beginTrial } from './begin-trial.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { runToTheEnd } from './run-to-the-end.ts'

export function addDemo(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('run a practice trial against simulated providers: no key, no network, no money')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--out <dir>', 'leave report.html, results.json and results.csv there')
    .option('--json', 'print one JSON object at the end; events go to standard error as JSON lines')
    .action(async (options: CommonOptions & { out?: string }) => {
      context.exitCode = await withWorkbench(options, context, async (workbench) => {
        const run = { json: options.json === true, out: options.out }
        const trialId = await beginTrial(workbench, await workbench.client.plan.practice(), run, context.output)
        return runToTheEnd(workbench, trialId, run, context.output)
      })
    })
}
