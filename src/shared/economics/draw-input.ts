import type { Random } from '../stats/random.ts'
import { NORMAL_QUANTILE } from '../stats/normal.ts'
import type { UncertainInput } from './uncertain-inputs.ts'

/**
 * One value of what is not known for certain.
 * A range is drawn from the triangular distribution between its ends, with its top at the likeliest, by inverting its cumulative one (Kotz &
 * van Dorp, Beyond Beta, 2004, chapter 1). A 95 % interval is drawn from a normal distribution that is as wide to either side as the
 * interval is (two-piece normal; Wallis, Statistical Science 29 (2014) 106–112), and never gives less than nothing.
 */
export function drawInput({ low, likely, high, shape }: UncertainInput, random: Random): number {
  if (shape === 'range') return drawTriangular(low, likely, high, random.next())
  // Box and Muller; 1 − u is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const [below, above] = [(likely - low) / NORMAL_QUANTILE.p975, (high - likely) / NORMAL_QUANTILE.p975]
  // Each side in proportion to its width, so that the density has no step.
  const isAbove = random.next() * (below + above) >= below
  const value = likely + (isAbove ? above : -below) * Math.abs(normal)
  return Math.max(likely / 1000, value)
}

/** @param share 0 to 1 */
export function drawTriangular(low: number, likely: number, high: number, share: number): number {
  const width = high - low
  if (width === 0) return low
  const top = (likely - low) / width
  return share < top
    ? low + Math.sqrt(share * width * (likely - low))
    : high - Math.sqrt((1 - share) * width * (high - likely))
}
