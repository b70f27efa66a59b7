import type { Command } from 'commander'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { measureText, togetherTexts, trippedText, valueText } from '#shared/domain/describe-checks.ts'
import { SOFT_CHECKS } from '#shared/domain/soft-check.ts'
import type { SoftSummary, TrialChecks } from '#shared/domain/trial-checks.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { figureText } from '#shared/units/count-text.ts'
import { describeAgreement } from '#shared/votes/describe-agreement.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { examinedIfIdle } from './examined-if-idle.ts'
import { findTrial } from './find-trial.ts'
import { printJson, type Output } from './output.ts'
import { plainTable } from './plain-table.ts'
import { nameOf, usableLines } from './usable-lines.ts'

export function addChecks(program: Command, context: CommandContext): void {
  program
    .command('checks')
    .description('which pictures of a trial are usable, what one costs, and what was measured in them')
    .argument('<trial>', 'its id, the beginning of its id, or "latest"')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .action(async (wanted: string, options: CommonOptions) => {
      const found = await withWorkbench(options, context, async (workbench) => {
        const trialId = await findTrial(workbench, wanted)
        const { client } = workbench
        await examinedIfIdle(workbench, trialId)
        return {
          trial: await client.trial.get({ trialId }),
          analysis: await client.analysis.get({ trialId }),
          checks: await client.check.ofTrial({ trialId }),
        }
      })
      if (options.json === true) printJson(context.output, machineChecks(found))
      else printChecks(context.output, found)
    })
}

interface Found {
  trial: Trial
  analysis: TrialAnalysis
  checks: TrialChecks
}

function printChecks(output: Output, { trial, analysis, checks }: Found): void {
  for (const line of usableLines(trial, analysis)) output.out(line)
  for (const own of checks.contenders) {
    output.out('')
    output.out(nameOf(trial, own.contenderId))
    if (own.soft.every(({ measured, unmeasured }) => measured + unmeasured === 0)) {
      output.out('No picture came, so nothing was measured.')
      continue
    }
    output.out(plainTable(['measured', 'median', '95 %', 'n', 'note'], own.soft.map(softRow), COLUMNS))
    for (const text of togetherTexts(own)) output.out(text)
  }
  const agreement = describeAgreement(checks.agreement)
  if (agreement.length > 0) output.out('')
  for (const text of agreement) output.out(text)
}

const COLUMNS: ('left' | 'right')[] = ['left', 'right', 'right', 'right', 'left']

function softRow(summary: SoftSummary): string[] {
  const { name, median, measured, unmeasured } = summary
  const notes = [trippedText(summary), unmeasured === 0 ? null : `${figureText(unmeasured)} not measured`]
  const known = median.state === 'known'
  const missing = median.state === 'too-few' && measured > 0 ? `needs n ${median.neededCount}` : 'not measured'
  return [
    SOFT_CHECKS[name].title,
    known ? measureText(name, median.value) : missing,
    known ? `${valueText(name, median.low)} to ${valueText(name, median.high)}` : '',
    figureText(measured),
    notes.filter((note) => note !== null).join(', '),
  ]
}

/** What `--json` prints: amounts in micro-dollars, shares from 0 to 1, medians as estimates. */
function machineChecks({ trial, analysis, checks }: Found): object {
  return {
    trialId: trial.id,
    contenders: checks.contenders.map((own) => ({
      ...own,
      name: nameOf(trial, own.contenderId),
      gates: analysis.contenders.find(({ contenderId }) => contenderId === own.contenderId)?.gates ?? null,
    })),
    agreement: checks.agreement,
    softChecks: SOFT_CHECKS,
  }
}
