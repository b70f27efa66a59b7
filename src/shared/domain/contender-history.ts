import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { TrialStatus } from './trial.ts'

/** A model of a provider that trials of this data folder have measured; practice stands apart, since it says nothing of the provider. */
export const MeasuredModel = z.strictObject({
  providerId: z.string(),
  providerName: z.string(),
  modelId: z.string(),
  modelName: z.string(),
  practice: z.boolean(),
  trialCount: z.int(),
})
export type MeasuredModel = z.infer<typeof MeasuredModel>

export const ModelChoice = MeasuredModel.pick({ providerId: true, modelId: true, practice: true })
export type ModelChoice = z.infer<typeof ModelChoice>

/** What one trial measured of a contender with that model. */
export const HistoryPoint = z.strictObject({
  trialId: z.string(),
  trialName: z.string(),
  startedAt: z.iso.datetime(),
  status: TrialStatus,
  contenderId: z.string(),
  contenderName: z.string(),
  /** The load that the latency is of, and what was asked for: points that differ in it are not like for like. */
  headline: z.string(),
  settings: z.string(),
  median: Estimate,
  costPerImageMicros: Estimate,
})
export type HistoryPoint = z.infer<typeof HistoryPoint>

export const ContenderHistory = z.strictObject({
  /** By date, the oldest first; of several contenders of one trial, in the order of its plan. */
  points: z.array(HistoryPoint),
  /** Older trials that are left out. */
  olderCount: z.int(),
})
export type ContenderHistory = z.infer<typeof ContenderHistory>
