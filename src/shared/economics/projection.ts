import type { Estimate, Projection } from '../domain/analysis.ts'
import { DEFAULT_ASSUMPTIONS } from '../domain/default-assumptions.ts'
import type { Price } from '../domain/price.ts'
import { chargeUnits, unitMicros } from './charge-units.ts'
import { machineMonth } from './machine-month.ts'
import { prepareSetting } from './month-setting.ts'

/** Pictures a month that a report projects to. */
export const VOLUMES = [1000, 10_000, 50_000, 200_000] as const

/** What a month is reckoned from. */
export type ProjectionBasis =
  | {
      kind: 'per-image'
      costPerImageMicros: Estimate
      /** By whose volume tiers the pictures are paid; null where there are none to go by. */
      price: Price | null
    }
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

/** Evenly loaded, and with nothing else assumed. */
const FLAT = prepareSetting(DEFAULT_ASSUMPTIONS)

/**
 * Cost of a month at a volume, in micro-dollars, before anything is assumed but an even load: what `monthCost` says under assumptions of the
 * reader's own lies between these ends.
 *
 * Per image: cost per image × volume, by the volume tiers of the price where it has some, and its interval with it.
 *
 * Machine: `low` pays only the hours that draw (`machineHours`), `high` keeps on all month as many machines as draw the volume when
 * evenly loaded, `ceil(volume / (images per hour × 730))`; peaks, start-up and engineers come on top of either. Between the two lies
 * how well the machines are used, which no trial can measure. So the method is `exact`: both ends are arithmetic on the measured rate
 * and the list price, not ends of a sampling interval. `value` is the end that the price bills: `low` where only work is metered,
 * `high` where idle hours are paid.
 */
export function projectMonth(imagesPerMonth: number, basis: ProjectionBasis): Projection {
  if (basis.kind === 'per-image') {
    return { imagesPerMonth, monthly: monthOf(imagesPerMonth, basis), machines: null }
  }
  const { hourlyMicros, idleIsBilled, imagesPerHour, count } = basis
  const month =
    imagesPerHour === null ? null : machineMonth(imagesPerMonth, { imagesPerHour, slots: 1 }, 'kept-on', FLAT)
  if (month === null) {
    return { imagesPerMonth, monthly: { state: 'too-few', count, neededCount: 1 }, machines: null }
  }
  const low = month.workHours * hourlyMicros
  const high = month.paidHours * hourlyMicros
  const monthly: Estimate = { state: 'known', value: idleIsBilled ? high : low, low, high, count, method: 'exact' }
  return { imagesPerMonth, monthly, machines: month.machines }
}

function monthOf(
  images: number,
  { costPerImageMicros: cost, price }: Extract<ProjectionBasis, { kind: 'per-image' }>,
): Estimate {
  if (cost.state !== 'known') return cost
  const first = price === null ? 0 : unitMicros(price.amountUsd)
  const month = (perImage: number): number =>
    price === null || first === 0
      ? perImage * images
      : chargeUnits({ ...price, peakHours: undefined }, (perImage * images) / first, 0)
  return { ...cost, value: month(cost.value), low: month(cost.low), high: month(cost.high) }
}
