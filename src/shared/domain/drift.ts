import { z } from 'zod'
import { Estimate } from './analysis.ts'
import { Micros } from '../units/money.ts'

export const DriftVerdict = z.enum(['changed', 'unchanged', 'cannot-tell'])
export type DriftVerdict = z.infer<typeof DriftVerdict>

/** Pairs of pictures of the same prompt and seed, by how alike they are. */
const PairCounts = z.strictObject({ alike: z.int(), count: z.int() })

/** What a run of a watch says about a contender since the first one. */
export const ContenderDrift = z.strictObject({
  contenderId: z.string(),
  name: z.string(),
  position: z.int(),
  /** Median latency of this run. */
  median: Estimate,
  latency: z.strictObject({ verdict: DriftVerdict, /** Of the run over the first. */ ratio: Estimate }),
  price: z.strictObject({
    verdict: DriftVerdict,
    baselineMicros: Micros.nullable(),
    repeatMicros: Micros.nullable(),
    unknownChargeCount: z.int(),
  }),
  /** Whether the same seed still gives the same picture. `within` the first run, and `across` to this one. */
  output: z.strictObject({ verdict: DriftVerdict, within: PairCounts, across: PairCounts }),
  /** What has changed, in sentences for people; empty where nothing is known to have. */
  changes: z.array(z.string()),
})
export type ContenderDrift = z.infer<typeof ContenderDrift>

/** The runs of a watch that gave pictures, held against the first of them. */
export const WatchDrift = z.strictObject({
  /** The run that the others are held against; null before one has finished. */
  baselineNumber: z.int().nullable(),
  /** Changes smaller than these do not count: 1.2 for 20 %. */
  smallestLatencyRatio: z.number(),
  smallestPriceRatio: z.number(),
  runs: z.array(z.strictObject({ number: z.int(), trialId: z.string(), contenders: z.array(ContenderDrift) })),
})
export type WatchDrift = z.infer<typeof WatchDrift>
