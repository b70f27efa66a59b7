import { latencyWithInterval, perMonthText, perPictureWithInterval } from '#main/reports/wording.ts'
import type { Estimate, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { costBasisOf } from '#shared/economics/cost-basis-of.ts'
import { monthCost } from '#shared/economics/month-cost.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { figureText } from '#shared/units/count-text.ts'
import { amountText } from './cost-words.ts'
import { plainTable } from './plain-table.ts'

/** Of which the table tells the cost. */
const IMAGES_PER_MONTH = 10_000

/**
 * The table that ends a trial on the command line: one contender a row, each number with its interval or the reason it is missing.
 * @param assumptions what a month is reckoned with besides what was measured
 */
export function summaryTable(trial: Trial, analysis: TrialAnalysis, assumptions: CostAssumptions): string {
  const setting = prepareSetting(assumptions)
  const head = ['contender', 'answered', 'median', 'p90', 'p95', 'a picture', `${figureText(IMAGES_PER_MONTH)} a month`]
  const rows = trial.plan.contenders.flatMap((contender) => {
    const found = analysis.contenders.find((candidate) => candidate.contenderId === contender.id)
    if (found === undefined) return []
    const month = monthCost(costBasisOf(contender, found), IMAGES_PER_MONTH, setting)
    return [
      [
        contender.name,
        `${found.succeeded} of ${found.asked}`,
        estimate(found.latency.p50, latencyWithInterval),
        estimate(found.latency.p90, latencyWithInterval),
        estimate(found.latency.p95, latencyWithInterval),
        estimate(found.costPerImageMicros, perPictureWithInterval),
        month.state === 'known' ? amountText(month.total, perMonthText) : 'not known',
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
