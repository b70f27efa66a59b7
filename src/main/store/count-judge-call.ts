import type { Micros } from '#shared/units/money.ts'
import type { Count } from './count-charge.ts'

export interface CountedJudgeCall {
  runId: string
  account: string
  /** `YYYY-MM` in which it was let through. */
  month: string
  practice: boolean
  /** It has been sent, or is about to be, and nothing is known of it yet. */
  inFlight: boolean
  amountMicros: Micros | null
  /** What it was let through with. */
  worstMicros: Micros
  /** An invoice's total holds it, and counts in its place. */
  covered: boolean
}

/**
 * What a call of a judge counts against the cap of its run and against budgets: its worst case while it is in flight, and after it where
 * nobody has told the amount. It counts against no trial's own budget, which bounds what the trial's plan sends.
 */
export function countJudgeCall(call: CountedJudgeCall): Count[] {
  const { runId, account, month, practice, inFlight, amountMicros, worstMicros, covered } = call
  const scopes = practice || covered ? [] : ['all', `month/${month}`, `account/${account}`]
  return [`judge/${runId}`, ...scopes].map((scope) => ({
    scope,
    spentMicros: inFlight ? 0 : (amountMicros ?? worstMicros),
    heldMicros: inFlight ? worstMicros : 0,
    unboundedCount: 0,
  }))
}
