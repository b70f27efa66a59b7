import type { VoteTally } from './fit-strengths.ts'
import { decisionOf, type PairVote } from './pair-vote.ts'

/** A vote with its contenders by their place. */
export interface IndexedVote {
  first: number
  second: number
  /** 1 where the first is preferred, −1 where the second is, 0 where neither is. */
  decision: 1 | 0 | -1
  prompt: string
  reviewer: string
}

/**
 * @param contenderIds those that are rated
 * @throws RangeError for a vote on others, or on one against itself
 */
export function indexVotes(votes: readonly PairVote[], contenderIds: readonly string[]): IndexedVote[] {
  const places = new Map(contenderIds.map((id, place) => [id, place]))
  return votes.map(({ first, second, outcome, prompt, reviewer }) => {
    const [one, other] = [places.get(first), places.get(second)]
    if (one === undefined || other === undefined || one === other)
      throw new RangeError(`A vote on ${first} and ${second} can’t be rated.`)
    return { first: one, second: other, decision: decisionOf({ outcome }), prompt, reviewer }
  })
}

export function tallyVotes(votes: Iterable<IndexedVote>, size: number): VoteTally {
  const wins = new Float64Array(size * size)
  const ties = new Float64Array(size * size)
  const push = (counts: Float64Array, row: number, column: number): void => {
    const at = row * size + column
    counts[at] = (counts[at] as number) + 1
  }
  for (const { first, second, decision } of votes) {
    if (decision === 1) push(wins, first, second)
    else if (decision === -1) push(wins, second, first)
    else push(ties, Math.min(first, second), Math.max(first, second))
  }
  return { size, wins, ties }
}
