import { z } from 'zod'
import { Estimate } from './estimate.ts'

/** What a trial can be held against. `max`: at most; `min`: at least. */
export const GateName = z.enum([
  'max-p50',
  'max-p95',
  'max-cost-per-image',
  'max-cost-per-usable',
  'min-success',
  'min-usable',
  'max-cold-start-penalty',
])
export type GateName = z.infer<typeof GateName>

/** `limit` in milliseconds, micro-dollars, or as a share from 0 to 1. */
export const TrialGate = z.strictObject({ name: GateName, limit: z.number() })
export type TrialGate = z.infer<typeof TrialGate>

/** One contender at one gate. */
export const GateResult = z.strictObject({
  contenderId: z.string(),
  contenderName: z.string(),
  gate: GateName,
  limit: z.number(),
  measured: Estimate,
  /** Whoever asks for a gate asks for knowledge: `not-known` does not pass. */
  verdict: z.enum(['holds', 'fails', 'not-known']),
  /** Whether the limit lies within the interval, so that another trial like this one may come out the other way. */
  isClose: z.boolean(),
  /** The verdict with value, interval, n and limit, for people. */
  text: z.string(),
})
export type GateResult = z.infer<typeof GateResult>

export const GateReport = z.strictObject({
  trialId: z.string(),
  trialName: z.string(),
  startedAt: z.iso.datetime(),
  /** Whether whole intervals had to hold, and not the values measured alone. */
  strict: z.boolean(),
  /** Whether all gates hold for all contenders that were asked about. */
  holds: z.boolean(),
  /** What to know about the trial before its numbers are believed. */
  notes: z.array(z.string()),
  /** Contender by contender in the order of the plan, and for each the gates in the order given. */
  results: z.array(GateResult),
})
export type GateReport = z.infer<typeof GateReport>
