import type { EndReason, MeterRule, Rental } from '#shared/domain/rental.ts'
import { startDeadline } from '#shared/domain/start-deadline.ts'
import { meterRental } from '#shared/economics/rental-meter.ts'

/** The meter is stopped so long before the budget would be reached: what ending takes. */
const BUDGET_MARGIN_MS = 30_000

/** Why a machine has to be ended now without anyone asking; null where it may go on. */
export function dueToEnd(rental: Rental, rule: MeterRule, nowMs: number): EndReason | null {
  const startBy = startDeadline(rental)
  if (startBy !== null && nowMs >= Date.parse(startBy)) return 'never-answered'
  if (nowMs >= Date.parse(rental.expiresAt)) return 'lease-expired'
  const budgetMicros = rental.request?.budgetMicros ?? null
  if (budgetMicros === null) return null
  const soon = meterRental(rental, rule, nowMs + BUDGET_MARGIN_MS).amountMicros
  return soon !== null && soon >= budgetMicros ? 'budget-spent' : null
}
