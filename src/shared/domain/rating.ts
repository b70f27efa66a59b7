import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { VoteQuestion } from './vote.ts'

/** A contender as blind votes put it. */
export const ContenderRating = z.strictObject({
  contenderId: z.string(),
  /** How often it would be preferred to the others of its group, a tie half: from 0 to 1, ½ for one that is like the others. */
  preferred: Estimate,
  /** Its place among those of its group, from 1, as far as 95 % certainty goes; null where it is not rated. */
  ranks: z.strictObject({ best: z.int(), worst: z.int() }).nullable(),
  votes: z.int(),
  wins: z.int(),
  losses: z.int(),
  ties: z.int(),
  /** Of the ties. */
  bothBad: z.int(),
})
export type ContenderRating = z.infer<typeof ContenderRating>

/** Two contenders of one group. */
export const PairRating = z.strictObject({
  first: z.string(),
  second: z.string(),
  /** Chance that the first is the better one, given the votes. */
  firstIsBetter: z.number(),
  /** Whether an interval of 95 % leaves out that they are alike. */
  isSettled: z.boolean(),
  /** Votes on just these two. */
  votes: z.int(),
  /** How many votes more would settle it, see `votesToSeparate`: 0 where it is settled, null where no number of votes can be named. */
  moreVotes: z.int().nullable(),
})
export type PairRating = z.infer<typeof PairRating>

/** What the votes of a trial say on one question. */
export const RatingAnalysis = z.strictObject({
  question: VoteQuestion,
  /** Whose votes; null for all. */
  reviewer: z.string().nullable(),
  /** Groups that no vote connects are rated apart. */
  groups: z.array(z.strictObject({ contenders: z.array(ContenderRating), pairs: z.array(PairRating) })),
  /** Chance of a tie between two that are alike; null without a vote. */
  tieShare: z.number().nullable(),
  voteCount: z.int(),
  promptCount: z.int(),
  /** What counts as one observation. */
  clusters: z.enum(['votes', 'prompts', 'prompts-and-reviewers']),
  /** How many votes of the leader over the second would have to say the opposite for the second to lead; null where there is no such number. */
  votesToChangeWinner: z.int().nullable(),
  position: z.strictObject({ left: Estimate, pValue: z.number().nullable() }),
  /** How often a reviewer said the same of pictures that were shown again, sides swapped. */
  consistency: Estimate,
  agreement: z.strictObject({ alpha: z.number().nullable(), unitCount: z.int() }),
  reviewers: z.array(z.strictObject({ reviewer: z.string(), votes: z.int() })),
  /** Votes on each question, of all reviewers. */
  questions: z.array(z.strictObject({ question: VoteQuestion, votes: z.int() })),
  /** Places of the grid at which a contender had no picture to show while another had: it could neither win nor lose there. */
  missing: z.array(z.strictObject({ contenderId: z.string(), places: z.int() })),
})
export type RatingAnalysis = z.infer<typeof RatingAnalysis>
