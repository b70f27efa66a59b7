import type { Charge } from '../domain/price.ts'
import type { MeterRule, Rental } from '../domain/rental.ts'
import { formatDuration } from '../units/duration.ts'
import { formatUsd } from '../units/format-usd.ts'
import type { Micros } from '../units/money.ts'

const MILLISECONDS_AN_HOUR = 3_600_000

type Metered = Pick<
  Rental,
  'hourlyMicros' | 'storageHourlyMicros' | 'launchedAt' | 'existsSince' | 'runningSince' | 'endConfirmedAt'
>

/**
 * What a rented machine has cost from its start to its confirmed end, or to now, by the provider's own rule: the hourly price
 * for the time its meter ran, in whole increments of at least one, and storage for as long as the machine existed. A machine
 * that the provider never named cost nothing. Where the meter starts with the machine running and it never ran, only its
 * storage counts.
 * @param untilMs epoch milliseconds to count to where the end is not confirmed
 */
export function meterRental(rental: Metered, rule: MeterRule, untilMs: number): Charge {
  const { existsSince, launchedAt, runningSince, endConfirmedAt, hourlyMicros, storageHourlyMicros } = rental
  if (existsSince === null) return metered(0, 'the provider never named a machine')
  if (hourlyMicros === null) {
    return { amountMicros: null, basis: 'metered', priceId: null, evidence: 'the hourly price is not known' }
  }
  const startedAt = { launched: launchedAt, exists: existsSince, running: runningSince }[rule.starts]
  const endMs = endConfirmedAt === null ? untilMs : Date.parse(endConfirmedAt)
  const ranMs = startedAt === null ? 0 : billedMs(endMs - Date.parse(startedAt), rule.incrementSeconds)
  const machine = forTime(hourlyMicros, ranMs)
  const storedMs = Math.max(0, endMs - Date.parse(existsSince))
  const storage = storageHourlyMicros === null ? 0 : forTime(storageHourlyMicros, storedMs)

  const parts = [`${formatDuration(ranMs)} × ${formatUsd(hourlyMicros, 4)} an hour (${rule.words})`]
  if (storageHourlyMicros !== null) {
    parts.push(`${formatDuration(storedMs)} of storage × ${formatUsd(storageHourlyMicros, 4)} an hour`)
  }
  if (endConfirmedAt === null) parts.push('its end is not confirmed, so it still counts')
  return metered(machine + storage, parts.join('; '))
}

/** Whole increments, at least one once the meter runs. */
function billedMs(ranMs: number, incrementSeconds: number): number {
  const incrementMs = incrementSeconds * 1000
  return Math.max(1, Math.ceil(Math.max(0, ranMs) / incrementMs)) * incrementMs
}

/** Rounded up to the micro-dollar: a meter of ours must not run behind the provider's. */
function forTime(hourlyMicros: Micros, timeMs: number): Micros {
  const product = BigInt(hourlyMicros) * BigInt(Math.ceil(timeMs))
  const hour = BigInt(MILLISECONDS_AN_HOUR)
  return Number((product + hour - 1n) / hour)
}

function metered(amountMicros: Micros, evidence: string): Charge {
  return { amountMicros, basis: 'metered', priceId: null, evidence }
}
