import { z } from 'zod'
import { CostMeasures } from './cost-measures.ts'
import { Estimate } from './estimate.ts'
import { FairnessParameter } from './fairness.ts'
import { MeasurementChecks } from './measurement-checks.ts'
import { GateTally } from './picture-gates.ts'
import { FailureClass, ImageFlag } from './sample.ts'
import { Micros } from '../units/money.ts'

export { Estimate }

/** Mean of a phase over succeeded samples in which it happened, and in how many it did. */
export const PhaseShare = z.strictObject({
  phase: z.enum(['connect', 'queue', 'send', 'wait', 'polling', 'receive']),
  meanMs: z.number(),
  count: z.int(),
})
export type PhaseShare = z.infer<typeof PhaseShare>

export const LatencyPercentiles = z.strictObject({ p50: Estimate, p90: Estimate, p95: Estimate, p99: Estimate })
export type LatencyPercentiles = z.infer<typeof LatencyPercentiles>

/** The latencies of one contender, in milliseconds: a line of the table that is there before all else is worked out. */
export const ContenderLatency = LatencyPercentiles.extend({ contenderId: z.string() })
export type ContenderLatency = z.infer<typeof ContenderLatency>

/** One stage of a sweep. */
export const StageAnalysis = z.strictObject({
  /** Requests in flight. */
  concurrency: z.int(),
  asked: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  p50: Estimate,
  p95: Estimate,
  /** Pictures a minute while at work; null before there is one. */
  imagesPerMinute: z.number().nullable(),
})
export type StageAnalysis = z.infer<typeof StageAnalysis>

/** How a contender starts after idling. A probe that gave no picture is in `failed` and in nothing else. */
export const ColdStartAnalysis = z.strictObject({
  /** By the length of the gap, ascending. `coldShare`: cold ones over cold and warm ones. */
  gaps: z.array(
    z.strictObject({ gapMs: z.number(), cold: z.int(), warm: z.int(), unknown: z.int(), coldShare: Estimate }),
  ),
  /** Median of the cold probes less that of the warm samples, in milliseconds. */
  penaltyMs: Estimate,
  failed: z.int(),
  /** What told cold from warm: the provider, our rule, or nothing. */
  basis: z.strictObject({ reported: z.int(), byRule: z.int(), unknown: z.int() }),
  /** A latency above `limitMs` is taken for a cold one where the provider does not say; null for too few warm samples. */
  rule: z.strictObject({ limitMs: z.number(), warmCount: z.int(), falsePositiveRate: z.number() }).nullable(),
})
export type ColdStartAnalysis = z.infer<typeof ColdStartAnalysis>

export const ContenderAnalysis = z.strictObject({
  contenderId: z.string(),
  /** Samples that the service answered for; these and the next four by what it did the first time it was asked. */
  asked: z.int().describe('samples that ended, cancelled and interrupted ones left out'),
  succeeded: z.int(),
  refused: z.int(),
  failed: z.int(),
  attempts: z.int(),
  failures: z.partialRecord(FailureClass, z.int()),
  /** Samples without a picture that were asked again by hand, and how many gave one then. */
  askedAgain: z.strictObject({ count: z.int(), succeeded: z.int() }),
  /** Pictures of the first time whose times say nothing, see `Disturbance`: they are in no latency. */
  untimed: z.int(),
  flags: z.partialRecord(ImageFlag, z.int()),
  /** Pictures over pictures and failures: a refusal is not a failure of the service, so it stands apart and is in neither. */
  successRate: Estimate,
  /** From due: in an open loop the response time, which holds the wait for a place. Of one load: see `headlineOf`. */
  latency: LatencyPercentiles,
  /** Of an open loop: from being sent, without that wait. null in a closed loop, where the two hardly differ. */
  service: LatencyPercentiles.nullable(),
  /** Of a sweep, in the order of the plan; empty for any other load. */
  stages: z.array(StageAnalysis),
  /** null where the plan has no probes after idling. */
  coldStart: ColdStartAnalysis.nullable(),
  /** Share of all asked that had a picture within a time; ascending in both, at most some hundred steps of the whole line. */
  answeredWithin: z.array(z.strictObject({ latencyMs: z.number(), share: z.number() })),
  phases: z.array(PhaseShare),
  /** Milliseconds as the provider reports them: median over samples that say so. */
  reportedQueueMs: Estimate,
  reportedInferenceMs: Estimate,
  spentMicros: Micros,
  unknownChargeCount: z.int(),
  /** Micro-dollars: all charges over pictures received. */
  costPerImageMicros: Estimate,
  /** Pictures that are of use, and what one of them costs. */
  gates: GateTally,
  /**
   * Pictures an hour while at work: one over the time a picture takes at this concurrency, in a sweep at the best of its stages; null
   * before there is one.
   */
  imagesPerHour: z.number().nullable(),
  /** What else a month’s cost is reckoned from, see `costBasisOf`. */
  costMeasures: CostMeasures,
  warnings: z.array(z.strictObject({ text: z.string(), count: z.int() })),
  checks: MeasurementChecks,
})
export type ContenderAnalysis = z.infer<typeof ContenderAnalysis>

/** One sample as a chart needs it. */
export const SamplePoint = z.strictObject({
  contenderId: z.string(),
  position: z.int(),
  dueMs: z.number(),
  latencyMs: z.number(),
  succeeded: z.boolean(),
})
export type SamplePoint = z.infer<typeof SamplePoint>

/** A line of text with the contenders it speaks of; composed from the numbers, so that it cannot drift from them. */
export const Finding = z.strictObject({
  kind: z.enum(['latency', 'cost', 'reliability', 'limits']),
  text: z.string(),
})
export type Finding = z.infer<typeof Finding>

/** How many times as long the slower of two neighbours by median latency takes. */
export const MedianRatio = z.strictObject({ fasterId: z.string(), slowerId: z.string(), ratio: Estimate })
export type MedianRatio = z.infer<typeof MedianRatio>

export const TrialAnalysis = z.strictObject({
  trialId: z.string(),
  /** The loop that the trial was measured in, for people; see `describeLoad`. */
  load: z.string(),
  /** The same, with the part of it that `latency` is of; see `describeHeadline`. It stands beside every latency. */
  headline: z.string(),
  contenders: z.array(ContenderAnalysis),
  /** All samples that were asked; where these are many, some thousands of them, evenly spaced by place. */
  points: z.array(SamplePoint),
  findings: z.array(Finding),
  fairness: z.array(FairnessParameter),
  medianRatios: z.array(MedianRatio),
  spentMicros: Micros,
  unknownChargeCount: z.int(),
  asked: z.int(),
  succeeded: z.int(),
})
export type TrialAnalysis = z.infer<typeof TrialAnalysis>
