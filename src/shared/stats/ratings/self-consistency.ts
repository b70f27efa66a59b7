import type { Estimate } from '../../domain/estimate.ts'
import { wilsonEstimate } from '../wilson.ts'
import { decisionOf, type PairVote } from './pair-vote.ts'

/** A pair that a reviewer was shown twice, the second time with its sides swapped. */
export interface RepeatedVote {
  before: Pick<PairVote, 'first' | 'second' | 'outcome'>
  again: Pick<PairVote, 'first' | 'second' | 'outcome'>
}

/** How often a reviewer said the same again: the same one preferred, or neither both times. */
export function selfConsistency(repeated: readonly RepeatedVote[]): Estimate {
  const same = repeated.filter(({ before, again }) => preferredOf(before) === preferredOf(again))
  return wilsonEstimate(same.length, repeated.length)
}

/** The id of the one that is preferred; null for neither. */
export function preferredOf(vote: Pick<PairVote, 'first' | 'second' | 'outcome'>): string | null {
  const decision = decisionOf(vote)
  if (decision === 0) return null
  return decision === 1 ? vote.first : vote.second
}
