import type { JudgeEstimate } from '../domain/judge-estimate.ts'
import { countText, figureText } from '../units/count-text.ts'
import { formatCap, formatTrialCost } from '../units/format-usd.ts'

/** What a run of a judge would come to, line by line. @param capMicros null where none has been named yet */
export function describeJudgeEstimate(estimate: JudgeEstimate, capMicros: number | null): string[] {
  const { availablePairs, pairs, calls, worstCaseMicros, worstTotalMicros, expectedMicros, expectedFrom } = estimate
  const stops = capMicros === null ? '' : `; it stops before ${formatCap(capMicros)}`
  const bound =
    worstCaseMicros === null || worstTotalMicros === null
      ? 'Nothing says what one call may cost: enter its price, or what it costs at most.'
      : `One call costs ${formatTrialCost(worstCaseMicros)} at most, all of them ${formatTrialCost(worstTotalMicros)}${stops}.`
  const expected =
    expectedMicros === null
      ? []
      : [
          `By ${countText(expectedFrom, 'earlier call')} to this model it comes to about ${formatTrialCost(expectedMicros)}.`,
        ]
  return [
    `${figureText(pairs)} of ${countText(availablePairs, 'pair')} of pictures, ${countText(calls, 'call')}.`,
    bound,
    ...expected,
  ]
}
