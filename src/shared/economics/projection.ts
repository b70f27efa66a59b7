import type { Estimate, Projection } from '../domain/analysis.ts'
import type { Price } from '../domain/price.ts'

/** Pictures a month that a report projects to. */
export const VOLUMES = [1000, 10_000, 50_000, 200_000] as const

/** Hours in a month: 365 days × 24 h / 12. */
export const HOURS_PER_MONTH = 730

/** What a month is reckoned from. */
export type ProjectionBasis =
  | { kind: 'per-image'; costPerImageMicros: Estimate }
  | {
      kind: 'machine'
      hourlyMicros: number
      /** Whether idle hours are paid (a rented machine) or only the seconds at work (a metered container). */
      idleIsBilled: boolean
      /** Pictures an hour of one machine at the trial's concurrency; null before there is one. */
      imagesPerHour: number | null
      /** Pictures from which that rate was measured. */
      count: number
    }

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

/** Hours of machine time that draw `images`, were no minute of it idle. */
export function machineHours(images: number, imagesPerHour: number): number {
  return images / imagesPerHour
}

/**
 * Cost of a month at a volume, in micro-dollars.
 *
 * Per image: cost per image × volume, and its interval with it.
 *
 * Machine: `low` pays only the hours that draw (`machineHours`), `high` keeps on all month as many machines as draw the volume when
 * evenly loaded, `ceil(volume / (images per hour × 730))`; peaks, start-up and engineers come on top of either. Between the two lies
 * how well the machines are used, which no trial can measure. So the method is `exact`: both ends are arithmetic on the measured rate
 * and the list price, not ends of a sampling interval. `value` is the end that the price bills: `low` where only work is metered,
 * `high` where idle hours are paid.
 */
export function projectMonth(imagesPerMonth: number, basis: ProjectionBasis): Projection {
  if (basis.kind === 'per-image') {
    return { imagesPerMonth, monthly: scaleEstimate(basis.costPerImageMicros, imagesPerMonth), machines: null }
  }
  const { hourlyMicros, idleIsBilled, imagesPerHour, count } = basis
  if (imagesPerHour === null) {
    return { imagesPerMonth, monthly: { state: 'too-few', count, neededCount: 1 }, machines: null }
  }
  const hours = machineHours(imagesPerMonth, imagesPerHour)
  const machines = Math.ceil(hours / HOURS_PER_MONTH)
  const low = hours * hourlyMicros
  const high = machines * HOURS_PER_MONTH * hourlyMicros
  const monthly: Estimate = { state: 'known', value: idleIsBilled ? high : low, low, high, count, method: 'exact' }
  return { imagesPerMonth, monthly, machines }
}

function scaleEstimate(estimate: Estimate, factor: number): Estimate {
  if (estimate.state !== 'known') return estimate
  return {
    ...estimate,
    value: estimate.value * factor,
    low: estimate.low * factor,
    high: estimate.high * factor,
  }
}
