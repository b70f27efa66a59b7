import type { Ask, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Charge, Price } from '#shared/domain/price.ts'
import type { Attempt } from '#shared/domain/sample.ts'
import { NEVER_SENT, sumCharges } from '#shared/economics/sum-charges.ts'
import { serviceMsOf } from './service-time.ts'

/** What an attempt came to, as far as its price goes. */
export interface ChargeableAttempt {
  attempt: Attempt
  /** Width times height of each picture that was kept. */
  picturePixels: readonly number[]
  /** Pictures that the provider said it had finished; null where it never said so. */
  deliveredCount: number | null
  /** The adapter's word that the same call may be sent again without being paid twice. */
  retryable: boolean
}

export interface PriceContext {
  adapter: ProviderAdapter
  ask: Ask
  price: Price | null
}

const NEVER_ASKED: Charge = { ...NEVER_SENT, evidence: 'only the input picture was sent' }
/** Units that buy a picture; the others buy a machine's time. */
const PER_PICTURE: ReadonlySet<Price['unit']> = new Set(['image', 'megapixel', 'megapixel-step', 'step'])
const NOT_REPORTED: Charge = { amountMicros: null, basis: 'estimated', priceId: null, evidence: 'not reported' }

/** The charge for a sample: the sum over its attempts, and unknown where one of them is. */
export function chargeSample(attempts: readonly ChargeableAttempt[], context: PriceContext): Charge {
  return sumCharges(attempts.map((attempt, index) => chargeAttempt(attempt, index < attempts.length - 1, context)))
}

/**
 * An attempt that the provider finished is priced by the adapter, also where the picture was then lost on its way to
 * us: the provider bills for drawing, not for our disk. For any other attempt, in this order:
 * 1. the provider reports a cost: that;
 * 2. nothing was ever sent: 0, because nobody can bill for a request that they did not get; nothing but the input picture
 *    was: 0 as well, because no picture was asked for;
 * 3. a host that ended the call itself: priced by its time, because a rented machine costs the same whether it draws or
 *    fails;
 * 4. it was sent again, which happens only where the adapter says that it won't be paid twice: 0;
 * 5. the provider's contract says that errors are free, and the submitting call was answered with one: 0;
 * 6. the price is per picture, and the submitting call was refused with a 4xx, so that nothing was drawn: no picture times
 *    the list price;
 * 7. otherwise null, never 0: a call that we hung up on, or a job that failed there, may still be billed.
 */
function chargeAttempt(chargeable: ChargeableAttempt, wasSentAgain: boolean, context: PriceContext): Charge {
  const { attempt, deliveredCount, picturePixels, retryable } = chargeable
  const { adapter, ask, price } = context
  const { reported, exchanges, failure } = attempt
  const usage = { ask, pictureCount: deliveredCount ?? 0, picturePixels, reported, serviceMs: serviceMsOf(attempt) }
  if (deliveredCount !== null) return adapter.priceSample(usage, price)
  if (reported.costMicros !== null) return charge(reported.costMicros, 'reported', 'reported with the failure')
  if (exchanges.every(({ phases }) => phases.sendMs === null)) return NEVER_SENT
  const asked = exchanges.filter(({ purpose }) => purpose !== 'upload')
  if (asked.length === 0) return NEVER_ASKED

  const { kind, freeFailures } = adapter.descriptor
  if (kind === 'host') {
    // A failure of ours (a time limit, a broken connection) has no status: the machine may have gone on after we hung
    // up.
    if (failure === null || failure.status === null) return NOT_REPORTED
    const metered = adapter.priceSample(usage, price)
    return { ...metered, evidence: `${metered.evidence}; no picture came` }
  }
  if (wasSentAgain && retryable) return charge(0, 'listed', 'not billed, since it may be sent again')
  const status = asked.length === 1 ? (failure?.status ?? null) : null
  if (freeFailures !== undefined && status !== null && status >= 400) return charge(0, 'listed', freeFailures)
  if (price !== null && PER_PICTURE.has(price.unit) && status !== null && status >= 400 && status < 500) {
    return { ...charge(0, 'listed', 'refused, and the price is per picture'), priceId: price.id }
  }
  return NOT_REPORTED
}

function charge(amountMicros: number, basis: Charge['basis'], evidence: string): Charge {
  return { amountMicros, basis, priceId: null, evidence }
}
