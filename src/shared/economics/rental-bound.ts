import type { MeterRule, Rental } from '../domain/rental.ts'
import type { Micros } from '../units/money.ts'
import { meterRental } from './rental-meter.ts'

/**
 * The most that a rented machine can cost up to the end of its lease, by the provider's own rule: as if it had run from its launch
 * on. What it costs beyond, should its end not be confirmed in time, is on its meter.
 * @returns null where its hourly price is not known
 */
export function boundRental(rental: Rental, rule: MeterRule): Micros | null {
  const { launchedAt, expiresAt, hourlyMicros } = rental
  if (hourlyMicros === null) return null
  const wholeLease = { ...rental, existsSince: launchedAt, runningSince: launchedAt, endConfirmedAt: expiresAt }
  return meterRental(wholeLease, rule, Date.parse(expiresAt)).amountMicros
}
