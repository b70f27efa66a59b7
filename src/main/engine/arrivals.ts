import type { Load } from '#shared/domain/load.ts'
import type { Random } from '#shared/stats/random.ts'

const MS_PER_MINUTE = 60_000

/**
 * When the samples of an open loop are due, in milliseconds from the first one, which is at 0; null for a closed loop.
 * `constant`: evenly spaced. `poisson`: gaps of an exponential law, which is how independent callers come. A ramp's rate rises (or falls)
 * evenly in time from the first to the last sample that is expected: unit-rate arrivals are moved to where the integrated rate reaches
 * them (inversion; Çinlar, Introduction to Stochastic Processes, 1975, section 4.7). Poisson arrivals beyond that keep the last rate.
 * @param count at least 1
 */
export function arrivalTimes(load: Load, count: number, random: Random): number[] | null {
  if (load.kind === 'closed' || load.kind === 'sweep') return null
  const units = unitArrivals(load.arrivals, count, random)
  const timeOf =
    load.kind === 'open'
      ? (unit: number): number => (unit / load.perMinute) * MS_PER_MINUTE
      : rampTime(load.fromPerMinute, load.toPerMinute, count - 1)
  return units.map(timeOf)
}

/** Arrivals of rate 1, the first at 0. */
function unitArrivals(law: 'constant' | 'poisson', count: number, random: Random): number[] {
  let at = 0
  return Array.from({ length: count }, (_, index) => {
    // 1 − next() lies in (0, 1], of which every logarithm is finite.
    if (index > 0) at += law === 'constant' ? 1 : -Math.log(1 - random.next())
    return at
  })
}

/**
 * The inverse of the integrated rate. With the rate r(t) = from + (to − from) t / T, where T = 2 expected / (from + to) minutes, the
 * integral to t is from t + (to − from) t² / 2T; of the two forms of its root, the one that does not cancel.
 */
function rampTime(fromPerMinute: number, toPerMinute: number, expected: number): (unit: number) => number {
  const wholeMinutes = (2 * expected) / (fromPerMinute + toPerMinute)
  const slope = wholeMinutes === 0 ? 0 : (toPerMinute - fromPerMinute) / wholeMinutes
  return (unit) => {
    const minutes =
      unit >= expected
        ? wholeMinutes + (unit - expected) / toPerMinute
        : (2 * unit) / (fromPerMinute + Math.sqrt(fromPerMinute ** 2 + 2 * slope * unit))
    return minutes * MS_PER_MINUTE
  }
}
