import Table from 'cli-table3'
import { latencyWithInterval, perMonthText, perPictureWithInterval } from '#main/reports/wording.ts'
import type { Estimate, Projection, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Trial } from '#shared/domain/trial.ts'

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
      estimate(found.latency.p50, latencyWithInterval),
      estimate(found.latency.p90, latencyWithInterval),
      estimate(found.latency.p95, latencyWithInterval),
      estimate(found.costPerImageMicros, perPictureWithInterval),
      monthText(month),
    ])
  }
  return table.toString()
}

/** The figure with its interval, or the reason why there is none. */
function estimate(value: Estimate, known: (value: Extract<Estimate, { state: 'known' }>) => string): string {
  if (value.state === 'unknown') return 'not reported'
  return value.state === 'too-few' ? `needs n ${value.neededCount}` : known(value)
}

/** A month of a rented machine has two ends; of a managed API, one price and its interval. */
function monthText(month: Projection | undefined): string {
  if (month === undefined) return 'not reported'
  return estimate(month.monthly, ({ value, low, high }) =>
    low === high ? perMonthText(value) : `${perMonthText(low)}–${perMonthText(high)}`,
  )
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
