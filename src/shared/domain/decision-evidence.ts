import { z } from 'zod'
import { BuiltInCriterion } from './decision-settings.ts'
import { Estimate } from './estimate.ts'
import { ProviderKind } from './provider.ts'
import { PairRating } from './rating.ts'

/** What a figure of a decision rests on. */
export const EvidenceNote = z.strictObject({
  /** `described`: by the provider's own description in Assay · `rated`: by the user, in words of a rubric. */
  source: z.enum(['measured', 'votes', 'described', 'rated']),
  /** For people: `180 samples`, `the provider’s documentation, read 22 Nov 2026`. */
  text: z.string(),
  /** How the interval was made, for people; null where there is none. */
  method: z.string().nullable(),
  /** Prices that went into it, with their dates; null where it is no money, or nothing but charges that were reported. */
  priceVersion: z.string().nullable(),
})
export type EvidenceNote = z.infer<typeof EvidenceNote>

/**
 * One contender by one criterion, in the criterion's unit.
 * `spread` says what lies between `low` and `high`: `sampling`, a 95 % interval · `range`, all that it can be, none of it likelier than the
 * rest · `level`, a level of a rubric that someone chose, which is taken for anything within half a level · `exact`, nothing.
 */
export const CriterionMeasure = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    spread: z.enum(['sampling', 'range', 'level', 'exact']),
    count: z.int().nullable(),
    evidence: EvidenceNote,
  }),
  z.strictObject({
    state: z.literal('unknown'),
    /** Between which it lies, where that much is known. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    /** Why, as the end of a sentence: `needs n 72, has n 36`, `nobody has rated it`. */
    reason: z.string(),
    /** Samples that would do; null where that is not what is missing. */
    neededCount: z.int().nullable(),
  }),
])
export type CriterionMeasure = z.infer<typeof CriterionMeasure>

export const DecisionContender = z.strictObject({
  contenderId: z.string(),
  name: z.string(),
  /** Place in the plan, from 0. */
  position: z.int(),
  kind: ProviderKind,
  asked: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  refused: z.int(),
  pictures: z.int(),
  usable: z.int(),
  /** Pictures of which it is not known yet whether they are usable. */
  open: z.int(),
  /** What a cold start costs where one happens, in milliseconds. */
  coldPenaltyMs: Estimate,
  measures: z.record(BuiltInCriterion, CriterionMeasure),
})
export type DecisionContender = z.infer<typeof DecisionContender>

/** From which volume on one of two is the cheaper one. */
export const CheaperFrom = z.strictObject({
  cheaperAboveId: z.string(),
  cheaperBelowId: z.string(),
  imagesPerMonth: z.int(),
})
export type CheaperFrom = z.infer<typeof CheaperFrom>

/** All that a decision on a trial rests on, besides what the user wants. */
export const DecisionEvidence = z.strictObject({
  trialId: z.string(),
  practice: z.boolean(),
  /** Of the trial: it decides what is drawn. */
  seed: z.int(),
  /** What the costs and cold starts are reckoned for. */
  imagesPerMonth: z.int(),
  contenders: z.array(DecisionContender),
  /** What blind votes say of two; empty without votes. */
  pairs: z.array(PairRating),
  breakEvens: z.array(CheaperFrom),
})
export type DecisionEvidence = z.infer<typeof DecisionEvidence>
