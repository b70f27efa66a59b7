import type { Micros } from '#shared/units/money.ts'

/** One step of a charged sample, as far as its money goes. */
export interface CountedStep {
  account: string
  /** Its time is on the meter of a rented machine, which counts by itself. */
  onRental: boolean
  amountMicros: Micros | null
  /** An invoice's total holds it, and counts in its place. */
  covered: boolean
}

export interface CountedCharge {
  trialId: string
  /** `YYYY-MM` */
  month: string
  practice: boolean
  amountMicros: Micros | null
  /** What the sample was let through with; null where there was no such bound. */
  worstMicros: Micros | null
  steps: readonly CountedStep[]
}

/** What something adds to a total: money spent, money held, and how many of it can't be told at all. */
export interface Count {
  scope: string
  spentMicros: Micros
  heldMicros: Micros
  unboundedCount: number
}

/**
 * What a charge counts against budgets, scope by scope: the amount where it is known, else the worst case that it was let through
 * with. Of a pipeline of which some steps are known, the unknown ones can cost no more than what is left of that worst case.
 * Practice counts against its trial alone.
 */
export function countCharge(charge: CountedCharge): Count[] {
  const { trialId, month, practice, amountMicros, worstMicros, steps } = charge
  const knownMicros = steps.reduce((sum, step) => (step.amountMicros === null ? sum : sum + step.amountMicros), 0)
  const leftMicros = worstMicros === null ? null : Math.max(0, worstMicros - knownMicros)
  const whole = amountMicros ?? (worstMicros === null ? null : Math.max(worstMicros, knownMicros))
  const counts = [count(`trial/${trialId}`, whole ?? 0, whole === null ? 1 : 0)]
  if (practice) return counts

  const billed = steps.filter(({ onRental, covered }) => !onRental && !covered)
  for (const account of new Set(billed.map((step) => step.account))) {
    counts.push(
      countSteps(
        `account/${account}`,
        billed.filter((step) => step.account === account),
        leftMicros,
      ),
    )
  }
  if (billed.length > 0) {
    counts.push(countSteps('all', billed, leftMicros), countSteps(`month/${month}`, billed, leftMicros))
  }
  return counts
}

function countSteps(scope: string, steps: readonly CountedStep[], leftMicros: Micros | null): Count {
  const amounts = steps.map((step) => step.amountMicros)
  const unknown = amounts.filter((amount) => amount === null).length
  const known = amounts.reduce((sum: number, amount) => (amount === null ? sum : sum + amount), 0)
  if (unknown === 0 || leftMicros === null) return count(scope, known, unknown)
  return count(scope, known + leftMicros, 0)
}

function count(scope: string, spentMicros: Micros, unboundedCount: number): Count {
  return { scope, spentMicros, heldMicros: 0, unboundedCount }
}
