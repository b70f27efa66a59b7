import type { Estimate } from '../domain/analysis.ts'
import { independentCount, lagOneAutocorrelation } from './effective-count.ts'
import { studentQuantile } from './student.ts'

/** Two points are always on a line: only from the third on is there a scatter to judge by. */
export const NEEDED_FOR_SLOPE = 3

/** Share of the squared heights that binary rounding can leave as residuals: about (2⁻⁵² n)², with room. */
const ROUNDING = 1e-22

export interface Point {
  x: number
  y: number
}

/**
 * Least-squares slope of y over x with its 95 % t-interval: b ± t₀.₉₇₅(n − 2) · √(Σ residual² / (n − 2) / Σ (x − x̄)²).
 * Source: Draper & Smith, Applied Regression Analysis, 3rd edition, section 1.4.
 *
 * The interval takes the residuals for independent. With `inOrder: true` it does not: n is then replaced by the effective count
 * of the residuals, in the scatter as in the degrees of freedom, so that a slow wave is not taken for a trend.
 * Source: Santer et al., Journal of Geophysical Research 105 (2000) 7337–7356, section 3.
 * @param points in any order, but in order of x for `inOrder`; not changed
 * @returns in units of y per unit of x. `unknown` where all x are the same; `too-few` below `NEEDED_FOR_SLOPE`, by the effective
 *   count for `inOrder`, rounded down
 */
export function linearSlope(points: readonly Point[], options: { inOrder?: boolean } = {}): Estimate {
  const count = points.length
  if (count < NEEDED_FOR_SLOPE) return { state: 'too-few', count, neededCount: NEEDED_FOR_SLOPE }
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / count
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / count
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  const first = (points[0] as Point).x
  if (points.every(({ x }) => x === first)) return { state: 'unknown', count }
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
  const residuals = points.map(({ x, y }) => y - meanY - slope * (x - meanX))
  const scatter = residuals.reduce((sum, residual) => sum + residual ** 2, 0)
  // What rounding leaves of points that lie on a line has no memory that would mean anything.
  const isLine = scatter <= ROUNDING * points.reduce((sum, { y }) => sum + (y - meanY) ** 2, 0)
  const memory = options.inOrder !== true || isLine ? 0 : (lagOneAutocorrelation(residuals) ?? 0)
  const worth = independentCount(count, memory)
  if (worth < NEEDED_FOR_SLOPE) return { state: 'too-few', count: Math.floor(worth), neededCount: NEEDED_FOR_SLOPE }
  const half = studentQuantile(0.975, worth - 2) * Math.sqrt(scatter / (worth - 2) / spread)
  return { state: 'known', value: slope, low: slope - half, high: slope + half, count, method: 'least-squares' }
}
