/** What a reviewer said of two pictures of one prompt, by the ids of their contenders. */
export interface PairVote {
  /** The one that was shown left. */
  first: string
  second: string
  /** `both-bad` counts as a tie for the strengths, and is counted apart. */
  outcome: 'first' | 'second' | 'tie' | 'both-bad'
  prompt: string
  reviewer: string
}

/** With the first one preferred 1, the second −1, neither 0. */
export function decisionOf({ outcome }: Pick<PairVote, 'outcome'>): 1 | 0 | -1 {
  if (outcome === 'first') return 1
  return outcome === 'second' ? -1 : 0
}
