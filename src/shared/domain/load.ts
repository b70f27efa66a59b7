import { z } from 'zod'

/**
 * What a sample is for. Only `measure` counts for latency, reliability and cost of a contender; the others are kept and labelled.
 * `cold-probe`: sent after its contender was left idle · `seed-check`: sent to see whether the same seed gives the same picture.
 */
export const SampleRole = z.enum(['measure', 'warm-up', 'cold-probe', 'seed-check'])
export type SampleRole = z.infer<typeof SampleRole>

const PerMinute = z.number().positive().max(60_000)
const Arrivals = z.enum(['constant', 'poisson']).default('poisson')
/** Beyond it an arrival waits for a place, and its waiting is latency: a caller would wait as well. */
const MostInFlight = z.int().min(1).max(1024).default(256)

/**
 * How the samples of a contender follow one another.
 * - `closed`: as many in flight as the contender's concurrency; the next is due when a place comes free.
 * - `sweep`: closed loops at several concurrencies, one stage after the other, each with the whole plan.
 * - `open`: due at given times, whatever is still in flight.
 * - `ramp`: open, at a rate that rises evenly from the first to the last sample.
 */
export const Load = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({
    kind: z.literal('sweep'),
    concurrencies: z.array(z.int().min(1).max(256)).min(1).max(12).describe('requests in flight, stage by stage'),
  }),
  z.strictObject({
    kind: z.literal('open'),
    arrivals: Arrivals,
    perMinute: PerMinute.describe('arrivals a minute at each contender'),
    mostInFlight: MostInFlight,
  }),
  z.strictObject({
    kind: z.literal('ramp'),
    arrivals: Arrivals,
    fromPerMinute: PerMinute,
    toPerMinute: PerMinute,
    mostInFlight: MostInFlight,
  }),
])
export type Load = z.infer<typeof Load>

/** When a contender's samples stop before the last one. What was not sent is not held against it. */
export const StopRules = z.strictObject({
  /** Stop a contender when more than this share of its last `errorWindow` samples failed. */
  errorShare: z.number().min(0).max(1).optional(),
  errorWindow: z.int().min(5).max(1000).default(20),
  /** Stop the trial when it has been at work for so long; pauses between its sittings do not count. */
  afterMinutes: z.number().positive().max(100_000).optional(),
  /** Stop a contender when its latency and its requests in flight both rise significantly. */
  whenSaturated: z.boolean().default(false),
})
export type StopRules = z.infer<typeof StopRules>

/** Leave each contender idle for each of the gaps, then send one sample; as often as `probes` says. */
export const ColdProbes = z.strictObject({
  gapsMinutes: z.array(z.number().positive().max(1440)).min(1).max(8).describe('idle before a probe, in minutes'),
  probes: z.int().min(1).max(200).default(3).describe('probes after each gap, of each contender'),
})
export type ColdProbes = z.infer<typeof ColdProbes>

/**
 * Samples of each contender that ask once more, after all that measure, for what it has been asked: the same case with the same seed.
 * Each makes a pair with the first one. A contender whose model takes no seed has none.
 */
export const SeedChecks = z
  .int()
  .min(0)
  .max(50)
  .describe(
    'pictures that each contender is asked for once more with the same seed, to see whether it holds; fewer than 5 do not tell',
  )
export type SeedChecks = z.infer<typeof SeedChecks>

/** Spreads the repeats over times of day: they are shared out to `count` blocks, of which one begins every `everyMinutes`. */
export const Blocks = z.strictObject({
  count: z.int().min(2).max(100),
  everyMinutes: z.number().positive().max(10_080),
})
export type Blocks = z.infer<typeof Blocks>

/**
 * Samples of each contender before those that measure, with seeds of their own. With more than none, one more is sent at the beginning of
 * every block after the first: between two blocks a service goes cold.
 */
export const WarmUp = z.int().min(0).max(50).describe('samples of each contender before those that measure')
export type WarmUp = z.infer<typeof WarmUp>
