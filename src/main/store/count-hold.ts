import type { Micros } from '#shared/units/money.ts'
import type { Count } from './count-charge.ts'

export interface CountedHold {
  trialId: string
  /** `YYYY-MM` in which it was let through. */
  month: string
  /** Whose bills its steps are on; practice, and what is on rented machines, is on none. */
  accounts: readonly string[]
  /** null where nothing bounds it. */
  worstMicros: Micros | null
}

/** What a request in flight holds of each budget: its worst case, whole, wherever a part of it may be billed. */
export function countHold({ trialId, month, accounts, worstMicros }: CountedHold): Count[] {
  const billed =
    accounts.length === 0 ? [] : ['all', `month/${month}`, ...new Set(accounts.map((account) => `account/${account}`))]
  return [`trial/${trialId}`, ...billed].map((scope) => ({
    scope,
    spentMicros: 0,
    heldMicros: worstMicros ?? 0,
    unboundedCount: worstMicros === null ? 1 : 0,
  }))
}
