import type { Micros } from '#shared/units/money.ts'
import type { Count } from './count-charge.ts'

export interface CountedRental {
  account: string
  /** `YYYY-MM` of its launch. */
  month: string
  /** Its end is not confirmed: its meter runs. */
  open: boolean
  amountMicros: Micros | null
  /** The most it can cost up to the end of its lease; null where that is not known. */
  boundMicros: Micros | null
}

/**
 * What a rented machine counts against budgets: its meter, and, while it may go on, what its lease can still cost. One of which
 * nobody knows what it cost counts as its whole lease.
 */
export function countRental({ account, month, open, amountMicros, boundMicros }: CountedRental): Count[] {
  const spentMicros = amountMicros ?? (open ? 0 : (boundMicros ?? 0))
  const heldMicros = open && boundMicros !== null ? Math.max(0, boundMicros - spentMicros) : 0
  const unbounded = boundMicros === null && (open || amountMicros === null)
  const amounts = { spentMicros, heldMicros, unboundedCount: unbounded ? 1 : 0 }
  return ['all', `month/${month}`, `account/${account}`].map((scope) => ({ scope, ...amounts }))
}
