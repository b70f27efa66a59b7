import type { Micros } from '#shared/units/money.ts'
import type { Count } from './count-charge.ts'

/** What an invoice's total for a day counts against budgets, in the place of what it holds. */
export function countTotal({
  account,
  day,
  amountMicros,
}: {
  account: string
  day: string
  amountMicros: Micros
}): Count[] {
  return ['all', `month/${day.slice(0, 7)}`, `account/${account}`].map((scope) => ({
    scope,
    spentMicros: amountMicros,
    heldMicros: 0,
    unboundedCount: 0,
  }))
}
