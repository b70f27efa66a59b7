import { incompleteBeta } from './incomplete-beta.ts'

/** Bisection stops when the ends are this close to each other, relative to the quantile. */
const PRECISION = 1e-12

/**
 * Chance that a variable of Student's t distribution is at most `t`: 1 − ½ I(ν / (ν + t²); ν/2, ½) for t of 0 and more.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.1.
 * @param degreesOfFreedom above 0, whole or not
 */
export function studentCumulative(t: number, degreesOfFreedom: number): number {
  const tail = upperTail(Math.abs(t), degreesOfFreedom)
  return t < 0 ? tail : 1 - tail
}

/**
 * The value that a variable of Student's t distribution does not exceed with the chance `share`: 2.228 for 0.975 and 10 degrees
 * of freedom. The inverse of `studentCumulative`, by bisection. The relative error is below 1e-9 to 10,000 degrees of freedom.
 * @param share strictly between 0 and 1
 * @param degreesOfFreedom above 0, whole or not
 */
export function studentQuantile(share: number, degreesOfFreedom: number): number {
  if (!(share > 0 && share < 1) || !(degreesOfFreedom > 0))
    throw new RangeError(`Student's t has no quantile at ${share} with ${degreesOfFreedom} degrees of freedom.`)
  if (share === 0.5) return 0
  const tail = Math.min(share, 1 - share)
  let [low, high] = [0, 1]
  while (upperTail(high, degreesOfFreedom) > tail) [low, high] = [high, high * 2]
  while (high - low > PRECISION * high) {
    const middle = (low + high) / 2
    if (upperTail(middle, degreesOfFreedom) > tail) low = middle
    else high = middle
  }
  return share < 0.5 ? -high : high
}

function upperTail(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2
}
