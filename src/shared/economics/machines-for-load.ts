import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import { chanceOfWaitBeyond } from './queue-wait.ts'

/** A machine at work. */
export interface MachineRate {
  imagesPerHour: number
  /** Pictures that it draws at a time. */
  slots: number
}

/** Absorbs the binary error of a load that is exactly a whole number of machines. */
const ROUNDING = 1 - 1e-12

/** Seconds that one picture takes on a machine whose slots are all taken. */
export function serviceSeconds({ imagesPerHour, slots }: MachineRate): number {
  return (slots * 3600) / imagesPerHour
}

/**
 * The fewest machines that draw what is asked for in an hour. Without a latency target, as many as are at work all the time. With one, so many
 * that the share of pictures it names waits no longer than it leaves beside the time of drawing (`chanceOfWaitBeyond`).
 * @param imagesAnHour asked for, at random times
 * @returns null where drawing alone takes longer than the target
 */
export function machinesForLoad(
  imagesAnHour: number,
  rate: MachineRate,
  { latencyTarget, serviceVariation }: Pick<CostAssumptions, 'latencyTarget' | 'serviceVariation'>,
): number | null {
  if (imagesAnHour === 0) return 0
  const fewest = Math.max(1, Math.ceil((imagesAnHour / rate.imagesPerHour) * ROUNDING))
  if (latencyTarget === null) return fewest
  const service = serviceSeconds(rate)
  const wait = latencyTarget.seconds - service
  if (wait < 0) return null
  const load = (imagesAnHour / 3600) * service
  const late = (machines: number): number =>
    chanceOfWaitBeyond(wait, { servers: machines * rate.slots, load, service, variation: serviceVariation })
  return lowestWhere((machines) => late(machines) <= 1 - latencyTarget.share, fewest)
}

/** The lowest whole number from `from` on for which it holds; it has to hold for every higher one. */
export function lowestWhere(holds: (count: number) => boolean, from: number): number {
  if (holds(from)) return from
  let [low, high] = [from, from + 1]
  while (!holds(high)) [low, high] = [high, high + 2 * (high - from)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
