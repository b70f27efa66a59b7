import { z } from 'zod'
import { Estimate } from './estimate.ts'

/** How much later than due a timer came on the thread that measures, in milliseconds. */
export const EventLoopLag = z.strictObject({ p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() })
export type EventLoopLag = z.infer<typeof EventLoopLag>

/**
 * What Assay's own engine measured against a server on this machine that knows how long each reply really took. `error` is measured
 * minus true latency in milliseconds, over `matchedCount` of `sampleCount` requests; the others failed or came back without a name.
 */
export const Calibration = z.strictObject({
  calibratedAt: z.iso.datetime(),
  /** Requests in flight; the trial's own sum over its contenders, or `MOST_CALIBRATED_CONCURRENCY`. */
  concurrency: z.int().min(1),
  pictureBytes: z.int().positive(),
  /** How long the server waited before it answered. */
  serviceMs: z.number(),
  sampleCount: z.int(),
  matchedCount: z.int(),
  error: z.strictObject({ p50: Estimate, p95: Estimate, p99: Estimate, maxMs: z.number().nullable() }),
  /** null where the thread told nothing of it. */
  eventLoopLag: EventLoopLag.nullable(),
  assayVersion: z.string(),
  runtime: z.string(),
  processor: z.string(),
  cores: z.int(),
})
export type Calibration = z.infer<typeof Calibration>

/** What is known of the instrument with which a trial was measured. */
export const TrialCalibration = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('calibrated'), calibration: Calibration }),
  z.strictObject({
    state: z.literal('left-out'),
    /** `other-trial`: one was being measured at that time, and would have been disturbed. */
    reason: z.enum(['switched-off', 'other-trial', 'failed']),
    /** What went wrong, for `failed`. */
    detail: z.string().nullable(),
  }),
  /** The trial is older than calibrations. */
  z.strictObject({ state: z.literal('not-recorded') }),
])
export type TrialCalibration = z.infer<typeof TrialCalibration>
