import type { RatingAnalysis } from '../domain/rating.ts'
import { VoteQuestion, type Vote, type VoteSession } from '../domain/vote.ts'
import { positionBias } from '../stats/ratings/position-bias.ts'
import { rateContenders } from '../stats/ratings/rate-contenders.ts'
import { reviewerAgreement } from '../stats/ratings/reviewer-agreement.ts'
import { selfConsistency } from '../stats/ratings/self-consistency.ts'
import { indexVotes, tallyVotes } from '../stats/ratings/vote-index.ts'
import { votesToChange } from '../stats/ratings/votes-to-change.ts'
import { pairVotesOf, repeatedVotesOf, votesOn } from './pair-votes.ts'
import type { VotablePicture } from './votable-picture.ts'

export interface RatedTrial {
  sessions: readonly VoteSession[]
  votes: readonly Vote[]
  pictures: readonly VotablePicture[]
  contenderIds: readonly string[]
  promptOf: (caseIndex: number) => number
}

/** Everything that votes say on a question. @param reviewer whose votes; null for all */
export function rateTrial(
  { sessions, votes, pictures, contenderIds, promptOf }: RatedTrial,
  { question, reviewer }: Pick<RatingAnalysis, 'question' | 'reviewer'>,
): RatingAnalysis {
  const reviewerOf = new Map(sessions.map((session) => [session.id, session.reviewer]))
  const ofReviewer = votes.filter(({ sessionId }) => reviewer === null || reviewerOf.get(sessionId) === reviewer)
  const pairs = pairVotesOf(votesOn(question, ofReviewer), sessions, promptOf)
  const { reviewerCount: _reviewerCount, ...ratings } = rateContenders(pairs, contenderIds)
  const asked = repeatedVotesOf(ofReviewer.filter((vote) => vote.question === question))
  return {
    question,
    reviewer,
    ...ratings,
    votesToChangeWinner: flipsOf(ratings.groups, pairs, contenderIds),
    position: positionBias(pairs),
    consistency: selfConsistency(asked),
    agreement: reviewerAgreement(pairVotesOf(votesOn(question, votes), sessions, promptOf)),
    reviewers: [...Map.groupBy(votesOn(question, votes), ({ sessionId }) => reviewerOf.get(sessionId) ?? '')].map(
      ([name, own]) => ({ reviewer: name, votes: own.length }),
    ),
    questions: VoteQuestion.options.map((each) => ({ question: each, votes: votesOn(each, votes).length })),
    missing: missingPlaces(pictures, contenderIds),
  }
}

/** Of the largest group, the first one of them where there are several. */
function flipsOf(
  groups: RatingAnalysis['groups'],
  pairs: Parameters<typeof indexVotes>[0],
  contenderIds: readonly string[],
): number | null {
  const [largest] = groups.toSorted((one, other) => other.contenders.length - one.contenders.length)
  const [leader, second] = largest?.contenders ?? []
  if (leader === undefined || second === undefined) return null
  const tally = tallyVotes(indexVotes(pairs, contenderIds), contenderIds.length)
  return votesToChange(tally, contenderIds.indexOf(leader.contenderId), contenderIds.indexOf(second.contenderId))
}

function missingPlaces(
  pictures: readonly VotablePicture[],
  contenderIds: readonly string[],
): RatingAnalysis['missing'] {
  const places = [...Map.groupBy(pictures, ({ caseIndex, repeat }) => `${caseIndex} ${repeat}`).values()]
  return contenderIds.map((contenderId) => ({
    contenderId,
    places: places.filter((place) => !place.some((picture) => picture.contenderId === contenderId)).length,
  }))
}
