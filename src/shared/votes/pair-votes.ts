import type { Vote, VoteQuestion, VoteSession } from '../domain/vote.ts'
import type { PairVote } from '../stats/ratings/pair-vote.ts'
import type { RepeatedVote } from '../stats/ratings/self-consistency.ts'

/** The votes of a question that stand, without those that only ask again. */
export function votesOn(question: VoteQuestion, votes: readonly Vote[]): Vote[] {
  return votes.filter((vote) => vote.question === question && vote.undoneAt === null && vote.repeats === null)
}

/**
 * Votes as pairs: an order of k pictures says of each of its k (k − 1) / 2 pairs which comes first.
 * @param promptOf the prompt of a case: cases that differ in a parameter alone have one
 */
export function pairVotesOf(
  votes: readonly Vote[],
  sessions: readonly VoteSession[],
  promptOf: (caseIndex: number) => number,
): PairVote[] {
  const reviewers = new Map(sessions.map(({ id, reviewer }) => [id, reviewer]))
  return votes.flatMap((vote) => {
    const reviewer = reviewers.get(vote.sessionId)
    if (reviewer === undefined) throw new Error(`A vote is of the session ${vote.sessionId}, which is not there.`)
    return pairsIn(vote).map((pair): PairVote => ({ ...pair, prompt: String(promptOf(vote.caseIndex)), reviewer }))
  })
}

/** What reviewers said of pictures that they were shown twice. */
export function repeatedVotesOf(votes: readonly Vote[]): RepeatedVote[] {
  const standing = votes.filter(({ undoneAt }) => undoneAt === null)
  const firsts = new Map(standing.map((vote) => [`${vote.sessionId} ${vote.number}`, vote]))
  return standing.flatMap((vote) => {
    const before = vote.repeats === null ? undefined : firsts.get(`${vote.sessionId} ${vote.repeats}`)
    if (before === undefined) return []
    const told = new Map(pairsIn(before).map((pair) => [keyOf(pair), pair]))
    return pairsIn(vote).flatMap((again) => {
      const pair = told.get(keyOf(again))
      return pair === undefined ? [] : [{ before: pair, again }]
    })
  })
}

type Pair = Pick<PairVote, 'first' | 'second' | 'outcome'>

function pairsIn({ shown, answer: { ranks, noneIsGood } }: Pick<Vote, 'shown' | 'answer'>): Pair[] {
  return shown.flatMap((one, place) =>
    shown.slice(place + 1).map((other, further): Pair => {
      const [rank, otherRank] = [ranks[place], ranks[place + 1 + further]]
      if (rank === undefined || otherRank === undefined) throw new Error('A vote ranks fewer pictures than were shown.')
      const tie = noneIsGood ? 'both-bad' : 'tie'
      const outcome = rank < otherRank ? 'first' : rank > otherRank ? 'second' : tie
      return { first: one.contenderId, second: other.contenderId, outcome }
    }),
  )
}

function keyOf({ first, second }: Pair): string {
  return JSON.stringify([first, second].sort())
}
