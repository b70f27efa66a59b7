import type { ReferencePoints } from '../domain/decision-settings.ts'
import type { Criterion } from './criteria.ts'

type Scaled = Pick<Criterion, 'scale'>

/**
 * How good a value is: 1 at what is good enough, 0 at what is unacceptable, straight in between; for money and times straight in their
 * logarithms, so that twice as much costs the same at every size. Not cut off at either end, see `cutScore`: an interval that reaches
 * beyond one keeps its length. A value of 0 or less on a logarithmic scale is better than any reference point of more.
 * @returns may be ±Infinity
 */
export function scoreOf(value: number, { good, unacceptable }: ReferencePoints, { scale }: Scaled): number {
  if (scale === 'linear') return (value - unacceptable) / (good - unacceptable)
  if (value <= 0) return good < unacceptable ? Infinity : -Infinity
  return Math.log(value / unacceptable) / Math.log(good / unacceptable)
}

/** The value that has a score: the inverse of `scoreOf`. */
export function valueAtScore(score: number, { good, unacceptable }: ReferencePoints, { scale }: Scaled): number {
  if (scale === 'linear') return unacceptable + score * (good - unacceptable)
  return unacceptable * (good / unacceptable) ** score
}

/** Good enough is good enough, and unacceptable is unacceptable. */
export function cutScore(score: number): number {
  return Math.min(1, Math.max(0, score))
}
