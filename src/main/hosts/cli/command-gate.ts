import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { gatesJunit } from '#main/reports/gates-junit.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { GateName, type GateReport, type TrialGate } from '#shared/domain/trial-gate.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { AssayError, EXIT_CODES } from '#shared/errors.ts'
import { evaluateGates } from '#shared/gates/evaluate-gates.ts'
import { GATES } from '#shared/gates/measured-by-gate.ts'
import { LIMIT_EXAMPLES, readLimit } from '#shared/gates/read-limit.ts'
import { countText } from '#shared/units/count-text.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { examinedIfIdle } from './examined-if-idle.ts'
import { findTrial } from './find-trial.ts'
import { printJson } from './output.ts'

const HELP = `
The value measured decides; where the limit lies within its 95 % interval the text says so, and --strict wants all of the interval.
What is not known does not pass: a p95 of fewer than 72 pictures, charges that are not reported, pictures that are not examined.
Latencies are of the pictures that came: hold them together with --min-success.
Exit code ${EXIT_CODES.gateFailed}: a gate does not hold. The JUnit file is replaced where there is one.

  assay gate latest --max-p95 8s --max-cost-per-image 0.01 --min-success 99% --junit gates.xml`

type GateOptions = CommonOptions & { contender?: string[]; strict?: boolean; junit?: string } & Record<string, unknown>

export function addGate(program: Command, context: CommandContext): void {
  const command = program
    .command('gate')
    .description(`hold a trial against limits, for CI: exit code ${EXIT_CODES.gateFailed} where one does not hold`)
    .argument('<trial>', 'its id, the beginning of its id, or "latest"')
  for (const name of GateName.options) command.addOption(gateOption(name))
  command
    .option('--contender <id...>', 'only these; all if absent')
    .option('--strict', 'the whole 95 % interval must hold, not the value measured alone')
    .option('--junit <file>', 'write the outcome as JUnit XML')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (wanted: string, options: GateOptions) => {
      const gates = gatesOf(options)
      const report = await withWorkbench(options, context, (workbench) => evaluate(workbench, wanted, gates, options))
      if (options.junit !== undefined) await writeJunit(resolve(options.junit), report)
      if (options.json === true) printJson(context.output, report)
      else for (const line of reportLines(report)) context.output.out(line)
      if (!report.holds) context.exitCode = EXIT_CODES.gateFailed
    })
}

function gateOption(name: GateName): Option {
  const { side, subject, quantity } = GATES[name]
  return new Option(
    `--${name} <limit>`,
    `${subject} is ${side === 'max' ? 'at most' : 'at least'} this: ${LIMIT_EXAMPLES[quantity]}`,
  ).argParser((text): TrialGate => {
    const limit = readLimit(name, text)
    if (limit === null) throw new InvalidArgumentError(`It takes a limit such as ${LIMIT_EXAMPLES[quantity]}.`)
    return { name, limit }
  })
}

/** In the order of the list of gates. */
function gatesOf(options: GateOptions): TrialGate[] {
  const given = Object.values(options).filter(
    (option): option is TrialGate => typeof option === 'object' && option !== null && 'limit' in option,
  )
  if (given.length > 0) return GateName.options.flatMap((name) => given.filter((gate) => gate.name === name))
  const names = GateName.options.map((name) => `--${name}`).join(', ')
  throw new AssayError('BAD_USAGE', `Name at least one limit: ${names}.`)
}

async function evaluate(
  workbench: Workbench,
  wanted: string,
  gates: readonly TrialGate[],
  { contender: contenderIds, strict = false }: GateOptions,
): Promise<GateReport> {
  const { client } = workbench
  const trialId = await findTrial(workbench, wanted)
  const trial = await client.trial.get({ trialId })
  if (trial.status === 'running') {
    throw new AssayError(
      'STILL_RUNNING',
      `"${trial.plan.name}" is running, and its numbers move. Wait until it has ended.`,
    )
  }
  checkContenders(trial, contenderIds)
  await examinedIfIdle(workbench, trialId)
  return evaluateGates(trial, await client.analysis.get({ trialId }), gates, { strict, contenderIds })
}

function checkContenders({ plan }: Trial, contenderIds: readonly string[] = []): void {
  const known = plan.contenders.map(({ id }) => id)
  const missing = contenderIds.find((id) => !known.includes(id))
  if (missing === undefined) return
  throw new AssayError('BAD_USAGE', `The trial has no contender "${missing}". It has ${known.join(', ')}.`)
}

async function writeJunit(path: string, report: GateReport): Promise<void> {
  try {
    await writeFile(path, gatesJunit(report))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AssayError('FILE_UNREADABLE', `${path} can't be written: ${reason}.`, { cause })
  }
}

const WORDS = { holds: 'holds', fails: 'FAILS', 'not-known': 'NOT KNOWN' } as const

function reportLines({ trialId, trialName, notes, results }: GateReport): string[] {
  return [
    `${terminalLine(trialName)} (${trialId})`,
    ...notes,
    ...results.map(({ verdict, gate, text }) => `${WORDS[verdict].padEnd(9)}  ${gate}  ${terminalLine(text)}`),
    `${countText(results.length, 'gate')}: ${outcomeText(results)}.`,
  ]
}

/** `all hold`, `8 hold, 1 fails, 3 are not known` */
function outcomeText(results: GateReport['results']): string {
  const count = (wanted: keyof typeof WORDS): number => results.filter(({ verdict }) => verdict === wanted).length
  const [holding, failing, unknown] = [count('holds'), count('fails'), count('not-known')]
  if (holding === results.length) return 'all hold'
  return listText([
    ...(holding > 0 ? [`${holding} ${holding === 1 ? 'holds' : 'hold'}`] : []),
    ...(failing > 0 ? [`${failing} ${failing === 1 ? 'fails' : 'fail'}`] : []),
    ...(unknown > 0 ? [`${unknown} ${unknown === 1 ? 'is' : 'are'} not known`] : []),
  ])
}
