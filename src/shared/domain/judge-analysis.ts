import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { RatingAnalysis } from './rating.ts'
import { VoteQuestion } from './vote.ts'

/** What one run of a judge model says on one question. It stands apart from what people say, and never goes into their ratings. */
export const JudgeAnalysis = RatingAnalysis.pick({
  groups: true,
  tieShare: true,
  voteCount: true,
  promptCount: true,
  clusters: true,
}).extend({
  question: VoteQuestion,
  /** Pairs without a vote: an answer that can't be read, or a refusal, in one order or both; each reason with how often it came. */
  without: z.array(z.strictObject({ reason: z.string(), pairs: z.int() })),
  /** How often the picture that was shown first was preferred, of the calls that preferred one: ½ for a judge without a side. */
  firstPlace: Estimate,
  /** Of the pairs, how often both orders named the same picture, or a tie both times. */
  consistency: Estimate,
  /** Pairs whose two orders named the same place instead of the same picture. */
  bySide: z.strictObject({
    first: z.int(),
    second: z.int(),
    /** Chance of a split as uneven or more, if neither place were favoured; null without such a pair. */
    pValue: z.number().nullable(),
  }),
  /** Of the pairs that people have judged as well, the share on which the judge says what most of them say. */
  agreement: z.strictObject({
    /** A tie is the same as a tie alone. */
    all: Estimate,
    /** Of those on which both prefer one. */
    decided: Estimate,
  }),
})
export type JudgeAnalysis = z.infer<typeof JudgeAnalysis>
