import { findRentalProvider } from '#main/providers/rental-registry.ts'
import type { RentalKeeping } from '#main/rentals/ports.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { judgeSend } from '#shared/economics/judge-send.ts'
import { boundRental } from '#shared/economics/rental-bound.ts'
import { AssayError } from '#shared/errors.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import type { Micros } from '#shared/units/money.ts'
import { capsOn, judgeCaps } from './applying-caps.ts'
import { currentMonth, noteAlerts } from './budgets.ts'
import type { WorkbenchContext } from './context.ts'

type Context = Pick<WorkbenchContext, 'ports' | 'store'>

/**
 * Keeps rentals under the caps on real spend: a machine is written down, and so launched, only where its whole lease fits under each
 * of them, and a lease is put off only as far. What is written down holds the bound of its lease until its end is confirmed.
 */
export function keepUnderCaps(context: Context): RentalKeeping {
  const { rentals, budgets } = context.store
  return {
    ...rentals,
    add: (rental) =>
      budgets.atomically(() => {
        const boundMicros = boundOf(rental)
        // One that is found, and not launched, exists already: it is written down to be ended.
        if (rental.request !== null) refuseBeyond(rental.accountId, boundMicros, 'launched', context)
        rentals.add(rental, boundMicros)
        noteAlerts(context)
      }),
    change: (rentalId, changes) =>
      budgets.atomically(() => {
        const before = rentals.get(rentalId)
        if (before === null) return null
        const changed = { ...before, ...changes(before) }
        if (changed.expiresAt > before.expiresAt) {
          refuseBeyond(before.accountId, furtherCost(boundOf(before), boundOf(changed)), 'put off', context)
        }
        const kept = rentals.change(rentalId, () => changed, boundOf)
        noteAlerts(context)
        return kept
      }),
  }
}

/** The most that a machine costs up to the end of its lease; null where its provider or its price is not known. */
function boundOf(rental: Rental): Micros | null {
  const meter = findRentalProvider(rental.providerId)?.meter
  return meter === undefined ? null : boundRental(rental, meter)
}

function furtherCost(before: Micros | null, after: Micros | null): Micros | null {
  return before === null || after === null ? null : after - before
}

/** @throws AssayError BAD_USAGE with the cap that it could exceed */
function refuseBeyond(
  account: string,
  costMicros: Micros | null,
  what: 'launched' | 'put off',
  context: Context,
): void {
  const caps = capsOn([account], context.store.budgets.used(currentMonth(context)))
  const judged = judgeCaps(caps, costMicros, context)
  if (!judged.ok) throw new AssayError('BAD_USAGE', `Not ${what}: ${judged.reason}`)
  const verdict = judgeSend(judged.standings, costMicros)
  if (verdict.ok) return
  const { name, capMicros, spentMicros, heldMicros } = verdict.standing
  const gone = formatOfCap(spentMicros + heldMicros, capMicros)
  const cost = costMicros === null ? 'an unknown amount' : formatOfCap(costMicros, capMicros)
  throw new AssayError(
    'BAD_USAGE',
    `Not ${what}: ${gone} of the ${name} of ${formatCap(capMicros)} is spent or held, and the lease could cost ${cost} more. ` +
      'Shorten the lease, or raise the cap.',
  )
}
