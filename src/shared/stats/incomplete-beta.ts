import { gammaln } from 'simple-statistics'

/** The fraction has converged when a step changes it by no more than this. */
const PRECISION = 1e-15
/** Keeps a denominator of the fraction from being 0. */
const TINY = 1e-300
/** About √max(a, b) steps are needed; this suffices to a and b of a hundred million. */
const MOST_STEPS = 20_000

/**
 * Regularized incomplete beta function Iₓ(a, b): the chance that a beta variable is at most x.
 * Continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, evaluated by Lentz's method as in Press et al.,
 * Numerical Recipes, 3rd edition, section 6.4, on the side of the mean where it converges quickly.
 * @param x from 0 to 1
 * @param a above 0
 * @param b above 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  let numerator = 1
  let denominator = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = denominator
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const even = a + 2 * step
    const terms = [
      (step * (b - step) * x) / ((even - 1) * even),
      (-(a + step) * (a + b + step) * x) / (even * (even + 1)),
    ]
    let change = 1
    for (const term of terms) {
      denominator = 1 / awayFromZero(1 + term * denominator)
      numerator = awayFromZero(1 + term / numerator)
      change = denominator * numerator
      value *= change
    }
    if (Math.abs(change - 1) <= PRECISION) return value
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
