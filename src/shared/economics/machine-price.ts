import type { Price } from '../domain/price.ts'

/**
 * What a machine costs an hour, in micro-dollars, and whether idle time is part of it.
 * @returns null for a price that is not for machine time
 */
export function machinePrice(price: Price): { hourlyMicros: number; idleIsBilled: boolean } | null {
  const unitMicros = Number(price.amountUsd) * 1_000_000
  if (price.unit === 'compute-second') return { hourlyMicros: unitMicros * 3600, idleIsBilled: false }
  if (price.unit === 'instance-hour') return { hourlyMicros: unitMicros, idleIsBilled: true }
  return null
}
