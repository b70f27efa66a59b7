import type { Random } from '#shared/stats/random.ts'

/** Standard normal. Box and Muller, 1958. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Log-normal, around its median. */
export function logNormal(random: Random, median: number, logStandardDeviation: number): number {
  return median * Math.exp(logStandardDeviation * normal(random))
}

/** Exponential, by inversion. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next())
}
