import Table from 'cli-table3'
import type { Estimate, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { formatSeconds } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'

/** The table that ends a trial on the command line: one contender a row, each number with its interval or the reason it is missing. */
export function summaryTable(trial: Trial, analysis: TrialAnalysis): string {
  const table = new Table({
    head: ['contender', 'answered', 'median', 'p90', 'p95', 'a picture', '10,000 a month'],
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
  })
  for (const contender of trial.plan.contenders) {
    const found = analysis.contenders.find((candidate) => candidate.contenderId === contender.id)
    if (found === undefined) continue
    const month = found.projections.find((projection) => projection.imagesPerMonth === 10_000)
    table.push([
      contender.name,
      `${found.succeeded} of ${found.asked}`,
      estimate(found.latency.p50, seconds),
      estimate(found.latency.p90, seconds),
      estimate(found.latency.p95, seconds),
      estimate(found.costPerImageMicros, (micros) => formatUsd(micros, 4)),
      month === undefined ? 'not reported' : estimate(month.monthly, (micros) => formatUsd(micros, 0)),
    ])
  }
  return table.toString()
}

function seconds(milliseconds: number): string {
  return `${formatSeconds(milliseconds)} s`
}

function estimate(value: Estimate, format: (value: number) => string): string {
  if (value.state === 'unknown') return 'not reported'
  if (value.state === 'too-few') return `needs n ${value.neededCount}`
  if (value.low === value.high) return format(value.value)
  return `${format(value.value)} (${format(value.low)}–${format(value.high)})`
}

const NO_BORDERS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
)
