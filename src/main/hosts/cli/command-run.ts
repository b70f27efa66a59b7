import type { Command } from 'commander'
import { z } from 'zod'
import { PlanFile } from '#shared/domain/plan.ts'
import { AssayError } from '#shared/errors.ts'
import { beginTrial } from './begin-trial.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printEstimate } from './print-estimate.ts'
import { readPlanFile } from './read-plan-file.ts'
import { promptSetsOf } from './read-prompt-set.ts'
import { runToTheEnd } from './run-to-the-end.ts'
import { confirmEnds, seeToRentals } from './see-to-rentals.ts'

export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description('run the trial that a plan file describes (YAML or JSON)')
    .argument('[plan]', 'the plan file')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--out <dir>', 'leave report.html, results.json and results.csv there')
    .option('--end-rentals', 'at the end, end every rented machine and wait until that is confirmed')
    .option('--check', 'validate the plan, tell what it comes to, and send nothing')
    .option('--schema', 'print the JSON Schema of plan files and stop')
    .option('--json', 'print one JSON object at the end; events go to standard error as JSON lines')
    .addHelpText('after', EXAMPLE)
    .action(
      async (
        file: string | undefined,
        options: CommonOptions & { out?: string; check?: boolean; schema?: boolean; endRentals?: boolean },
      ) => {
        if (options.schema === true) {
          context.output.out(JSON.stringify(z.toJSONSchema(PlanFile, { io: 'input' }), null, 2))
          return
        }
        if (file === undefined) {
          throw new AssayError('BAD_USAGE', 'Name the plan file: assay run plan.yaml. "assay run --help" shows one.')
        }
        const plan = await readPlanFile(file, promptSetsOf(options, context))
        context.exitCode = await withWorkbench(options, context, async (workbench) => {
          if (options.check !== true) {
            const run = { json: options.json === true, out: options.out }
            const trialId = await beginTrial(workbench, plan, run, context.output)
            const exitCode = await runToTheEnd(workbench, trialId, run, context.output)
            context.exitCode = 0
            await confirmEnds(workbench, context)
            await seeToRentals(workbench, options.endRentals === true, context)
            return exitCode === 0 ? context.exitCode : exitCode
          }
          const estimate = await workbench.client.plan.estimate(plan)
          printEstimate(plan, estimate, options, context.output)
          return 0
        })
      },
    )
}

const EXAMPLE = `
A plan file:

  name: Storefront heroes
  repeats: 3
  budgetUsd: 2.50
  prompts:                      # or: { file: prompts.csv, column: prompt, limit: 50 }
                                # or: { set: storefront, version: 1, tags: [product], sample: 3 }
    - Celadon vase with a cotton branch, window light on plaster
    - Mountain lake at first light
  contenders:
    - { id: novita, provider: novita, model: flux-1-schnell, parameters: { steps: 4 }, concurrency: 2 }
    - { id: segmind, provider: segmind, model: sdxl1.0-txt2img, ceilingUsd: 0.02 }
    - { id: ours, provider: a1111, model: sd_xl_base_1.0, baseUrl: "https://gpu.example.org:7860", ceilingUsd: 0.01 }

A design beyond a plain closed loop, all of it optional:

  axes:                         # every combination is a case
    - { parameter: steps, values: "10, 20, …, 50" }
    - { variable: style, values: "oil || ink, black" } # fills {{style}} in the prompts
  skip: [{ axes: { steps: [50] }, contenders: [segmind] }]
  warmUp: 1                     # of each contender, kept and left out of every figure
  seedChecks: 5                 # of each contender: does the same seed give the same picture
  load: { kind: open, arrivals: poisson, perMinute: 30 } # or { kind: sweep, concurrencies: [1, 2, 4, 8] }, ramp, closed
  blocks: { count: 3, everyMinutes: 480 }                # spread over times of day
  coldProbes: { gapsMinutes: [1, 5, 15, 60], probes: 3 } # how often, and how long, a service is cold
  stop: { errorShare: 0.5, afterMinutes: 120, whenSaturated: true }

A prompt is a text, or { text, name, negativePrompt, tags, variables, picture }; {{colour}} in a text is filled by the prompt's
variable "colour". Sets are those that "assay prompts list" shows, by id or name.
"account: practice" takes the embedded simulator of a provider instead of the real one.
Keys come from the environment, "assay providers" names the variables; "account: account-…" takes the keys and the address
of an account, "assay accounts" lists them. "furtherSteps: [{ provider, model, … }]" gives a contender further steps, each of which is
handed the picture of the step before.`
