import { latencyWithInterval, perMonthText, perPictureWithInterval } from '#main/reports/wording.ts'
import type { Estimate, Projection, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { plainTable } from './plain-table.ts'

/** The table that ends a trial on the command line: one contender a row, each number with its interval or the reason it is missing. */
export function summaryTable(trial: Trial, analysis: TrialAnalysis): string {
  const head = ['contender', 'answered', 'median', 'p90', 'p95', 'a picture', '10,000 a month']
  const rows = trial.plan.contenders.flatMap((contender) => {
    const found = analysis.contenders.find((candidate) => candidate.contenderId === contender.id)
    if (found === undefined) return []
    const month = found.projections.find((projection) => projection.imagesPerMonth === 10_000)
    return [
      [
        contender.name,
        `${found.succeeded} of ${found.asked}`,
        estimate(found.latency.p50, latencyWithInterval),
        estimate(found.latency.p90, latencyWithInterval),
        estimate(found.latency.p95, latencyWithInterval),
        estimate(found.costPerImageMicros, perPictureWithInterval),
        monthText(month),
      ],
    ]
  })
  return plainTable(head, rows, ['left', 'right', 'right', 'right', 'right', 'right', 'right'])
}

/** The figure with its interval, or the reason why there is none. */
function estimate(value: Estimate, known: (value: Extract<Estimate, { state: 'known' }>) => string): string {
  if (value.state === 'unknown') return 'not reported'
  if (value.state === 'mixed') return 'of no one load'
  return value.state === 'too-few' ? `needs n ${value.neededCount}` : known(value)
}

/** A month of a rented machine has two ends; of a managed API, one price and its interval. */
function monthText(month: Projection | undefined): string {
  if (month === undefined) return 'not reported'
  return estimate(month.monthly, ({ value, low, high }) =>
    low === high ? perMonthText(value) : `${perMonthText(low)}–${perMonthText(high)}`,
  )
}
