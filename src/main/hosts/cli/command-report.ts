import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { REPORT_FILES, REPORT_PICTURES, ReportFormat, ReportOptions, USUAL_FORMATS } from '#shared/domain/report.ts'
import { resultsSchema } from '#shared/domain/results.ts'
import { AssayError } from '#shared/errors.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findTrial } from './find-trial.ts'
import { printJson } from './output.ts'

const HELP = `
Formats: ${Object.entries(REPORT_FILES)
  .map(([format, file]) => `${format} (${file}${format === 'md' ? ` and ${REPORT_PICTURES}/` : ''})`)
  .join(', ')}.
A bundle is one zip of report, rows, pictures, plan, prices, environment, calibration, marks, votes and hashes; "assay bundle" opens it.
A PDF is printed by a Chrome, Edge or Chromium of this machine; ASSAY_BROWSER names another one.`

type Options = CommonOptions &
  Pick<ReportOptions, 'template' | 'leaveOut'> & { out?: string; format: ReportFormat[]; schema?: boolean }

export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('write the report of a trial that was run, as often and in as many formats as wanted')
    .argument('[trial]', 'its id, the beginning of its id, or "latest"')
    .addOption(
      new Option('--format <formats>', `of ${ReportFormat.options.join(', ')}; several with commas`)
        .argParser(listOf(ReportFormat.options))
        .default([...USUAL_FORMATS], USUAL_FORMATS.join(',')),
    )
    .addOption(
      new Option('--template <template>', 'which sections it has')
        .choices(ReportOptions.shape.template.unwrap().options)
        .default('full'),
    )
    .addOption(
      new Option('--leave-out <what>', 'prompts, pictures, or prompts,pictures: not shown in any format')
        .argParser(listOf(ReportOptions.shape.leaveOut.unwrap().element.options))
        .default([], 'nothing'),
    )
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--out <dir>', 'where to write; the data folder’s own place if absent')
    .option('--schema', 'print the JSON Schema of results.json and stop')
    .option('--json', 'print the paths as one JSON object')
    .addHelpText('after', HELP)
    .action(async (trial: string | undefined, { format, template, leaveOut, ...options }: Options) => {
      if (options.schema === true) {
        printJson(context.output, resultsSchema())
        return
      }
      if (trial === undefined) {
        throw new AssayError('BAD_USAGE', 'Name the trial: assay report latest. "assay trials" lists them.')
      }
      const written = await withWorkbench(options, context, async (workbench) => {
        const asked = { trialId: await findTrial(workbench, trial), formats: format, template, leaveOut }
        return options.out === undefined
          ? workbench.client.report.write(asked)
          : workbench.writeReport(asked, resolve(options.out))
      })
      if (options.json === true) printJson(context.output, written)
      else for (const { path } of written.files) context.output.out(path)
      const { manifestSha256 } = written.files.find(({ format: each }) => each === 'bundle') ?? {}
      if (manifestSha256 !== undefined && options.json !== true) {
        context.output.err(
          `Manifest SHA-256: ${manifestSha256}. Whoever gets the bundle compares it: "assay bundle verify".`,
        )
      }
    })
}

/** Reads `html,pdf`: each one of the choices, none twice. */
function listOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice[] {
  return (text) => {
    const wanted = [...new Set(text.split(',').map((word) => word.trim()))]
    return wanted.map((word) => {
      const choice = choices.find((each) => each === word)
      if (choice === undefined) throw new InvalidArgumentError(`"${word}" is none of ${choices.join(', ')}.`)
      return choice
    })
  }
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
          `${trial.id}  ${day}  ${trial.status.padEnd(11)}  ${trial.doneCount} of ${trial.sampleCount}  ${terminalLine(trial.name)}`,
        )
      }
    })
}
