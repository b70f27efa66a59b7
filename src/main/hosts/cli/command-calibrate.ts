import type { Command } from 'commander'
import type { Calibration } from '#shared/domain/calibration.ts'
import { CLAIMED_ERROR_MS, judgeCalibration, MOST_CALIBRATED_CONCURRENCY } from '#shared/domain/claimed-error.ts'
import type { Estimate } from '#shared/domain/analysis.ts'
import { instrumentText } from '#shared/units/calibration-text.ts'
import { wholeNumber, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'
import { plainTable } from './plain-table.ts'

const WANTED = [1, 64, 256]

export function addCalibrate(program: Command, context: CommandContext): void {
  program
    .command('calibrate')
    .description('measure how far off the instrument is, against a server on this machine that knows the truth')
    .option('--concurrency <numbers>', `requests in flight, e.g. ${WANTED.join(',')}`, readNumbers, WANTED)
    .option('--data <dir>', 'where the calibration is kept')
    .option('--json', 'print one JSON array')
    .addHelpText(
      'after',
      '\nThe whole engine of a trial is run, for some seconds each. Nothing is charged, and no trial comes of it. A trial\ncalibrates by itself, at its own concurrency; "calibrate: false" in its plan switches that off.',
    )
    .action(async (options: CommonOptions & { concurrency: number[] }) => {
      const calibrations = await withWorkbench(options, context, async ({ client }) => {
        const done: Calibration[] = []
        for (const concurrency of options.concurrency) done.push(await client.instrument.calibrate({ concurrency }))
        return done
      })
      if (options.json === true) printJson(context.output, calibrations)
      else context.output.out([calibrationTable(calibrations), '', ...calibrations.map(verdictLine)].join('\n'))
    })
}

function readNumbers(text: string): number[] {
  return text.split(',').map((part) => wholeNumber('--concurrency', 1, MOST_CALIBRATED_CONCURRENCY)(part.trim()))
}

function calibrationTable(calibrations: readonly Calibration[]): string {
  const head = ['in flight', 'n', 'error p50', 'p95', 'p99', 'most', 'loop lag p99']
  const rows = calibrations.map(({ concurrency, matchedCount, error, eventLoopLag }) => [
    String(concurrency),
    String(matchedCount),
    errorText(error.p50),
    errorText(error.p95),
    errorText(error.p99),
    error.maxMs === null ? 'not known' : milliseconds(error.maxMs),
    eventLoopLag === null ? 'not known' : milliseconds(eventLoopLag.p99Ms),
  ])
  return plainTable(head, rows, ['right', 'right', 'right', 'right', 'right', 'right', 'right'])
}

function errorText(estimate: Estimate): string {
  if (estimate.state === 'known') return milliseconds(estimate.value)
  return estimate.state === 'too-few' ? `needs n ${estimate.neededCount}` : 'not known'
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`
}

function verdictLine(calibration: Calibration): string {
  const verdict = judgeCalibration(calibration)
  const claim = verdict === 'beyond' ? 'more than' : verdict === 'within' ? 'within' : 'not comparable with'
  return `Instrument ${instrumentText(calibration)} at ${calibration.concurrency} in flight: ${claim} the ${CLAIMED_ERROR_MS} ms that Assay claims.`
}
