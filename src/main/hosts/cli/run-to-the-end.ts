import { resolve } from 'node:path'
import { describeLoad } from '#shared/domain/describe-load.ts'
import { ReportOptions, USUAL_FORMATS, writtenFile } from '#shared/domain/report.ts'
import type { Trial, TrialStatus } from '#shared/domain/trial.ts'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { AssayError } from '#shared/errors.ts'
import { instrumentText, leftOutText } from '#shared/units/calibration-text.ts'
import { countText } from '#shared/units/count-text.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { printJson, type Output } from './output.ts'
import { examinedIfIdle } from './examined-if-idle.ts'
import { jsonDisplay, progressDisplay } from './progress-display.ts'
import { stopBySignal } from './stop-by-signal.ts'
import { summaryTable } from './summary-table.ts'
import { usableLines } from './usable-lines.ts'

export interface RunOptions {
  json: boolean
  /** Where report.html, results.json and results.csv go; the data folder's own place if undefined. */
  out: string | undefined
}

/**
 * Shows a trial that has been started until it ends, writes its report and prints the summary. Ctrl C pauses it, a second one cancels;
 * the report covers what there is.
 * @returns the exit code: 0 finished, 1 paused, cancelled or failed, or finished without one sample that was sent, as under a cap that
 *   is used up: what waits for the trial must not take that for a result
 */
export async function runToTheEnd(
  workbench: Workbench,
  trialId: string,
  options: RunOptions,
  output: Output,
): Promise<0 | 1> {
  const { client } = workbench
  const trial = await client.trial.get({ trialId })
  if (!options.json) {
    output.err(
      `${terminalLine(trial.plan.name)}: ${[
        countText(trial.plan.contenders.length, 'contender'),
        countText(trial.plan.cases.length, trial.plan.axes.length === 0 ? 'prompt' : 'case'),
        countText(trial.plan.repeats, 'repeat'),
        countText(trial.sampleCount, 'sample'),
        describeLoad(trial.plan),
      ].join(', ')}.`,
    )
    output.err(instrumentLine(trial))
    if (trial.practice) output.err('Practice data: simulated providers, nothing is charged.')
  }
  const display = options.json ? jsonDisplay(output) : progressDisplay(trial, output, process.stderr)
  const stopListening = stopBySignal(
    `assay resume ${trialId}`,
    { pause: () => client.trial.pause({ trialId }), cancel: () => client.trial.cancel({ trialId }) },
    output,
  )
  try {
    for await (const event of await client.trial.watch({ trialId })) display.hear(event)
  } finally {
    display.close()
    stopListening()
  }
  await workbench.trialEnded(trialId)
  const ended = await client.trial.get({ trialId })
  if (ended.status === 'failed') {
    throw new AssayError(
      'TRIAL_FAILED',
      `The trial ${trialId} stopped: ${ended.statusReason ?? 'no reason was given'} What had finished is kept.`,
    )
  }
  const asked = await tellTheEnd(workbench, ended, options, output)
  return ended.status === 'finished' && asked > 0 ? 0 : 1
}

function instrumentLine({ calibration: known }: Trial): string {
  if (known.state === 'calibrated') return `Instrument ${instrumentText(known.calibration)}.`
  return `Instrument not calibrated${known.state === 'left-out' ? `: ${leftOutText(known)}` : ''}.`
}

/** @returns how many samples were sent */
async function tellTheEnd(workbench: Workbench, trial: Trial, options: RunOptions, output: Output): Promise<number> {
  await examinedIfIdle(workbench, trial.id)
  const analysis = await workbench.client.analysis.get({ trialId: trial.id })
  const written =
    analysis.asked === 0
      ? null
      : options.out === undefined
        ? await workbench.client.report.write({ trialId: trial.id })
        : await workbench.writeReport(
            { trialId: trial.id, formats: USUAL_FORMATS, ...ReportOptions.parse({}) },
            resolve(options.out),
          )
  const report = written === null ? null : writtenFile(written, 'html').path
  if (options.json) {
    printJson(output, machineSummary(trial, analysis, report, workbench.databasePath))
    return analysis.asked
  }
  const took =
    trial.finishedAt === null ? '' : `, ${formatDuration(Date.parse(trial.finishedAt) - Date.parse(trial.startedAt))}`
  const unknown = analysis.unknownChargeCount > 0 ? `, ${analysis.unknownChargeCount} more not reported` : ''
  const practice = trial.practice ? ' of practice money' : ''
  output.out('')
  output.out(`Load: ${analysis.headline}.`)
  const { settings } = await workbench.client.decision.get({ trialId: trial.id })
  output.out(summaryTable(trial, analysis, assumptionsOf(settings)))
  output.out(`A month holds idle time and starts of machines too. What it is made of: assay cost --trial ${trial.id}`)
  output.out('')
  for (const line of usableLines(trial, analysis)) output.out(`${line}.`)
  output.out('')
  for (const finding of analysis.findings) output.out(terminalLine(finding.text))
  output.out('')
  output.out(
    `${sentence(trial.status)}: ${analysis.succeeded} of ${analysis.asked} answered, ${formatUsd(analysis.spentMicros, 4)}${practice}${unknown}${took}.`,
  )
  if (trial.status !== 'finished') output.out(`Go on     assay resume ${trial.id}`)
  if (report !== null) output.out(`Report    ${report}`)
  output.out(`Database  ${workbench.databasePath}`)
  return analysis.asked
}

function sentence(status: TrialStatus): string {
  return `${status.charAt(0).toUpperCase()}${status.slice(1)}`
}

/** The one object that `--json` prints. Unknown amounts are null. */
function machineSummary(trial: Trial, analysis: TrialAnalysis, report: string | null, database: string): object {
  return {
    trialId: trial.id,
    status: trial.status,
    load: analysis.load,
    latencyLoad: analysis.headline,
    contenders: trial.plan.contenders.map((contender) => {
      const found = analysis.contenders.find((candidate) => candidate.contenderId === contender.id)
      const p50 = found?.latency.p50
      const cost = found?.costPerImageMicros
      const gates = found?.gates
      const perUsable = gates?.costPerUsableMicros
      return {
        id: contender.id,
        name: contender.name,
        provider: contender.providerId,
        samples: found?.asked ?? 0,
        succeeded: found?.succeeded ?? 0,
        p50Ms: p50?.state === 'known' ? p50.value : null,
        costPerImageUsd: cost?.state === 'known' ? cost.value / 1_000_000 : null,
        // Not known while pictures are still to be examined.
        usable: gates === undefined || gates.open > 0 ? null : gates.usable,
        costPerUsableUsd: perUsable?.state === 'known' ? perUsable.value / 1_000_000 : null,
      }
    }),
    samples: analysis.asked,
    succeeded: analysis.succeeded,
    spendUsd: analysis.spentMicros / 1_000_000,
    unknownCharges: analysis.unknownChargeCount,
    report,
    database,
  }
}
