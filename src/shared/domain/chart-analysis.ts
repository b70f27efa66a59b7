import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { ChargeBasis } from './price.ts'
import { FailureClass } from './sample.ts'
import { Micros } from '../units/money.ts'

/** A stretch of the run by the moment at which samples were due, in milliseconds from its start. */
export const RunSlice = z.strictObject({
  fromMs: z.number(),
  toMs: z.number(),
  asked: z.int(),
  succeeded: z.int(),
  /** Latency of those that succeeded, in milliseconds. */
  median: Estimate,
})
export type RunSlice = z.infer<typeof RunSlice>

/** One request after idling that gave a picture. */
export const ProbePoint = z.strictObject({
  gapMs: z.number(),
  latencyMs: z.number(),
  state: z.enum(['cold', 'warm', 'unknown']),
})
export type ProbePoint = z.infer<typeof ProbePoint>

/** Time in which a sample waited by the provider's or our own rules, see `heldBackMs` of a sample: no part of its latency. */
export const HeldBack = z.strictObject({
  /** Share of the samples asked that waited a millisecond or more, 0 to 1. */
  share: Estimate,
  /** Of those that did, in milliseconds. */
  median: Estimate,
  p95: Estimate,
  totalMs: z.number(),
})
export type HeldBack = z.infer<typeof HeldBack>

/** Charges of one contender that are known in the same way. */
export const ChargesByBasis = z.strictObject({
  basis: ChargeBasis,
  /** Charges whose amount is known, and their sum in micro-dollars. */
  count: z.int(),
  micros: Micros,
  /** Charges whose amount nobody knows. */
  unknownCount: z.int(),
})
export type ChargesByBasis = z.infer<typeof ChargesByBasis>

/** What charts show of one contender beyond its numbers in `ContenderAnalysis`. */
export const ContenderCharts = z.strictObject({
  contenderId: z.string(),
  /** Pictures by latency: as many entries as there are bins in `binEdgesMs`. Of the load of the headline. */
  latencyCounts: z.array(z.int()),
  /** Samples that the shares of `answeredWithin` are of: asked at the load of the headline, those with disturbed times left out. */
  answeredOf: z.int(),
  /** In order of time. */
  slices: z.array(RunSlice),
  /** At most some hundred, by place alone; empty without probes. */
  probes: z.array(ProbePoint),
  /** Latency by whether the contender was found cold or warm: of cold probes, and of what was measured. null without probes. */
  coldMs: Estimate.nullable(),
  warmMs: Estimate.nullable(),
  /** Samples asked, by how many tries they took, ascending. */
  tries: z.array(z.strictObject({ attempts: z.int(), samples: z.int() })),
  /** Tries by what they came to, in samples that were asked: `succeeded` also where a later step failed. */
  attempts: z.strictObject({ succeeded: z.int(), failures: z.partialRecord(FailureClass, z.int()) }),
  heldBack: HeldBack,
  /** Every charge of its samples, also of those that were asked again. */
  charges: z.array(ChargesByBasis),
})
export type ContenderCharts = z.infer<typeof ContenderCharts>

/** What charts show of a trial beyond its `TrialAnalysis`. */
export const TrialCharts = z.strictObject({
  trialId: z.string(),
  /** Ends of the bins that all contenders share, ascending, evenly spaced on a log scale; empty where there is no latency. */
  binEdgesMs: z.array(z.number()),
  contenders: z.array(ContenderCharts),
})
export type TrialCharts = z.infer<typeof TrialCharts>
