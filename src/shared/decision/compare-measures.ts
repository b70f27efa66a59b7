import type { CriterionMeasure } from '../domain/decision-evidence.ts'
import type { PairRating } from '../domain/rating.ts'
import type { Criterion } from './criteria.ts'

type Known = Extract<CriterionMeasure, { state: 'known' }>

/** How the first of two stands to the second. `level`: they can't be told apart. `same`: both are known exactly, and alike. */
export type Comparison = 'better' | 'worse' | 'level' | 'same' | 'unknown'

/**
 * Which of two contenders is the better one by a criterion, where that is more than chance.
 * - By votes: where these settle it, see `PairRating`.
 * - Two that were sampled: where a 95 % interval of their difference leaves out 0, made of both intervals as those of separate samples:
 *   d − √((x − lₓ)² + (uᵧ − y)²) to d + √((uₓ − x)² + (y − lᵧ)²) (Zou & Donner, Statistics in Medicine 27, 2008, 1693–1702). Contenders
 *   of a trial share their prompts, which it does not use: it says "level" rather too often.
 * - Else: where all that the one can be lies beyond all that the other can be.
 */
export function compareMeasures(
  first: { contenderId: string; measure: CriterionMeasure },
  second: { contenderId: string; measure: CriterionMeasure },
  criterion: Pick<Criterion, 'id' | 'better'>,
  pairs: readonly PairRating[],
): Comparison {
  const [one, other] = [first.measure, second.measure]
  if (one.state === 'unknown' || other.state === 'unknown') return 'unknown'
  if (criterion.id === 'quality') return compareVotes(first.contenderId, second.contenderId, pairs)
  const { low, high } = differenceOf(one, other)
  if (low === 0 && high === 0) return 'same'
  if (low <= 0 && high >= 0) return 'level'
  return low > 0 === (criterion.better === 'more') ? 'better' : 'worse'
}

function differenceOf(one: Known, other: Known): { low: number; high: number } {
  const isSampled = (measure: Known): boolean => measure.spread === 'sampling' || measure.low === measure.high
  if (!isSampled(one) || !isSampled(other)) return { low: one.low - other.high, high: one.high - other.low }
  const difference = one.value - other.value
  return {
    low: difference - Math.hypot(one.value - one.low, other.high - other.value),
    high: difference + Math.hypot(one.high - one.value, other.value - other.low),
  }
}

function compareVotes(first: string, second: string, pairs: readonly PairRating[]): Comparison {
  const pair = pairOf(first, second, pairs)
  if (pair === null || !pair.isSettled) return 'level'
  const firstIsBetter = pair.first === first ? pair.firstIsBetter : 1 - pair.firstIsBetter
  return firstIsBetter > 0.5 ? 'better' : 'worse'
}

export function pairOf(one: string, other: string, pairs: readonly PairRating[]): PairRating | null {
  return (
    pairs.find(({ first, second }) => (first === one && second === other) || (first === other && second === one)) ??
    null
  )
}
