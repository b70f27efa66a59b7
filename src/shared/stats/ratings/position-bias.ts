import type { Estimate } from '../../domain/estimate.ts'
import { binomialCumulative } from '../binomial.ts'
import { wilsonEstimate } from '../wilson.ts'
import { decisionOf, type PairVote } from './pair-vote.ts'

export interface PositionBias {
  /** How often the left one was preferred, of the votes that preferred one. */
  left: Estimate
  /** Chance of a share as far from one half or farther, if sides did not matter; null without such a vote. */
  pValue: number | null
}

/**
 * Whether reviewers prefer a side. Sides are random, so the better contenders stand left as often as right, and whatever differs from one
 * half is the reviewer's doing or chance. The p value is that of the exact test of a share of one half (sign test), two-sided.
 * Source: Conover, Practical Nonparametric Statistics, 3rd edition, section 3.4.
 */
export function positionBias(votes: readonly Pick<PairVote, 'outcome'>[]): PositionBias {
  const decisions = votes.map(decisionOf).filter((decision) => decision !== 0)
  const left = decisions.filter((decision) => decision === 1).length
  const count = decisions.length
  if (count === 0) return { left: wilsonEstimate(0, 0), pValue: null }
  const fewer = Math.min(left, count - left)
  const tail = binomialCumulative(count, 0.5)[fewer] as number
  return { left: wilsonEstimate(left, count), pValue: Math.min(1, 2 * tail) }
}
