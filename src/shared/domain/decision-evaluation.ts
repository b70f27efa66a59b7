import { z } from 'zod'
import { CriterionId, ReferencePoints } from './decision-settings.ts'
import { EvidenceNote } from './decision-evidence.ts'
import { Estimate } from './estimate.ts'

/** A piece of a sentence. A name stands alone, because it may hold anything: whoever shows it keeps it apart from the words around it. */
export const SentencePart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('contender'), contenderId: z.string(), text: z.string() }),
  z.strictObject({
    kind: z.literal('figure'),
    /** As it is read: `4.21`, `$0.0130`. */
    text: z.string(),
    /** Empty where the sign is part of the text. */
    unit: z.string(),
    /** `±0.18`, `98.0–100.0`; empty where there is none. */
    interval: z.string(),
    count: z.int().nullable(),
    value: z.number(),
    low: z.number(),
    high: z.number(),
  }),
])
export type SentencePart = z.infer<typeof SentencePart>

/** Where what a sentence says can be looked at. */
export const EvidenceTarget = z.enum([
  'latency',
  'cost',
  'cold-start',
  'reliability',
  'pictures',
  'votes',
  'criteria',
  'constraints',
  'weights',
  'front',
])
export type EvidenceTarget = z.infer<typeof EvidenceTarget>

export const DecisionSentence = z.strictObject({
  parts: z.array(SentencePart),
  evidence: EvidenceNote.omit({ source: true }).extend({
    source: z.enum([...EvidenceNote.shape.source.options, 'drawn', 'set']),
    /** n of the figure that the sentence is about; null where it is about none. */
    count: z.int().nullable(),
    target: EvidenceTarget,
  }),
})
export type DecisionSentence = z.infer<typeof DecisionSentence>

/** "If …, then …". */
export const DecisionChange = z.strictObject({
  condition: z.array(SentencePart),
  consequence: z.array(SentencePart),
  target: EvidenceTarget,
})
export type DecisionChange = z.infer<typeof DecisionChange>

export const Recommendation = z.strictObject({
  /**
   * `run`: one is better in 95 % of redraws at the user's weights · `level`: several can't be told apart · `none`: all are excluded or gave
   * no picture · `unknown`: nothing that is weighed is known.
   */
  verdict: z.enum(['run', 'level', 'none', 'unknown']),
  /** The one to run; those that can't be told apart; empty where there is none. */
  contenderIds: z.array(z.string()),
  fallbackId: z.string().nullable(),
  title: z.array(SentencePart),
  reasons: z.array(DecisionSentence),
  against: z.array(DecisionSentence),
  changes: z.array(DecisionChange),
  /** Who was excluded and why, and what is not known. */
  limits: z.array(DecisionSentence),
})
export type Recommendation = z.infer<typeof Recommendation>

/** Whether a contender keeps a limit. `open`: its interval holds the limit, or it is not known: it stays, and that is told. */
export const ConstraintVerdict = z.strictObject({
  criterionId: CriterionId,
  limit: z.number(),
  verdict: z.enum(['kept', 'broken', 'open']),
  reason: z.array(SentencePart),
})
export type ConstraintVerdict = z.infer<typeof ConstraintVerdict>

/** Scores from 0, unacceptable, to 1, good enough. */
export const CriterionScore = z.strictObject({
  criterionId: CriterionId,
  /** Whether it is known; if not, `score` is the middle of what it can be. */
  isKnown: z.boolean(),
  score: z.number(),
  low: z.number(),
  high: z.number(),
})
export type CriterionScore = z.infer<typeof CriterionScore>

/** How a contender stands to the others in latency, cost and quality together. */
export const FrontPlace = z.strictObject({
  contenderId: z.string(),
  /**
   * `front`: none is better in one of the three without being worse in another · `possibly-dominated`: one is by its values, not by its
   * intervals · `dominated`: one is whatever the intervals leave open · `unknown`: a figure is missing.
   */
  state: z.enum(['front', 'possibly-dominated', 'dominated', 'unknown']),
  /** Those that dominate it; of an unknown one, none. */
  by: z.array(z.string()),
})
export type FrontPlace = z.infer<typeof FrontPlace>

export const ContenderStanding = z.strictObject({
  contenderId: z.string(),
  standing: z.enum(['eligible', 'excluded', 'no-pictures']),
  constraints: z.array(ConstraintVerdict),
  /** In the criteria that count. */
  scores: z.array(CriterionScore),
  /** By the user's weights, from 0 to 1; what can be anything between two ends counts in the middle. null where it is not eligible. */
  total: z.number().nullable(),
  /**
   * Share of draws that it wins, a tie shared: at the user's weights, at weightings near them, and at any weighting of what is weighed.
   * The interval is that of the drawing alone. null where it is not eligible.
   */
  wins: z.strictObject({ yours: Estimate, near: Estimate, any: Estimate }).nullable(),
})
export type ContenderStanding = z.infer<typeof ContenderStanding>

/** Who leads while the weight of a criterion is between two values, and the others keep their proportions. */
export const WeightSegment = z.strictObject({ from: z.number(), to: z.number(), contenderIds: z.array(z.string()) })
export type WeightSegment = z.infer<typeof WeightSegment>

export const WeightSensitivity = z.strictObject({
  criterionId: CriterionId,
  /** The user's own, from 0 to 1. */
  weight: z.number(),
  /** From 0 to 1, without a gap; by the values alone. */
  segments: z.array(WeightSegment),
  /** Share of draws that each wins at a weight; contenders in the order of `contenderIds`. */
  contenderIds: z.array(z.string()),
  curve: z.array(z.strictObject({ weight: z.number(), shares: z.array(z.number()) })),
})
export type WeightSensitivity = z.infer<typeof WeightSensitivity>

export const CriterionStanding = z.strictObject({
  criterionId: CriterionId,
  title: z.string(),
  /** Of the user's, from 0 to 1. */
  weight: z.number(),
  /** `set-aside`: it is weighed, and known of no eligible contender, so that it favours nobody; its weight goes to the others. */
  state: z.enum(['counts', 'set-aside', 'not-weighed']),
  reference: ReferencePoints,
  /** Whether the user has set the reference; else it follows from the figures. */
  isOwnReference: z.boolean(),
})
export type CriterionStanding = z.infer<typeof CriterionStanding>

export const PairwiseConsistency = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('complete'),
    /** Saaty's: below 0.1 the comparisons are taken to fit together. */
    ratio: z.number(),
    isConsistent: z.boolean(),
    /** The three that fit together least; null for fewer than three criteria. */
    worst: z.array(CriterionId).length(3).nullable(),
  }),
  z.strictObject({ state: z.literal('incomplete'), missing: z.array(z.array(CriterionId).length(2)) }),
])
export type PairwiseConsistency = z.infer<typeof PairwiseConsistency>

/** What the settings and the evidence come to. */
export const DecisionEvaluation = z.strictObject({
  draws: z.int(),
  criteria: z.array(CriterionStanding),
  /** null where the weights are from sliders. */
  consistency: PairwiseConsistency.nullable(),
  /** In the order of the plan. */
  contenders: z.array(ContenderStanding),
  sensitivities: z.array(WeightSensitivity),
  front: z.array(FrontPlace),
  recommendation: Recommendation,
})
export type DecisionEvaluation = z.infer<typeof DecisionEvaluation>
