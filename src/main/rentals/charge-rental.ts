import type { Charge } from '#shared/domain/price.ts'
import type { MeterRule, Rental } from '#shared/domain/rental.ts'
import { meterRental } from '#shared/economics/rental-meter.ts'

/** What a rental has cost up to now, or up to its confirmed end. What nobody can know stays unknown. */
export function chargeRental(rental: Rental, rule: MeterRule, nowMs: number): Charge {
  if (rental.request === null) return unknown('nobody here knows when it was launched')
  if (rental.machineId !== null) return meterRental(rental, rule, nowMs)
  // Whether a launch that failed was refused, or never answered, was said when it failed.
  return rental.state === 'failed' ? rental.charge : unknown('it is not known yet whether there is a machine')
}

/** @param evidence why it is not known, for people */
export function unknown(evidence: string): Charge {
  return { amountMicros: null, basis: 'metered', priceId: null, evidence }
}
