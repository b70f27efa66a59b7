import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { Sha256 } from './image.ts'

/** How many independent samples a contender's latencies are worth; see `effectiveCount`. */
export const EffectiveCount = z.strictObject({
  count: z.int(),
  autocorrelation: z.number(),
  effective: z.number(),
  isBelowHalf: z.boolean(),
})

/** Little's law as a check of the run, over its steady parts: those of each stretch at work; see `littlesLaw`. */
export const LittleCheck = z.strictObject({
  count: z.int(),
  meanInFlight: z.number(),
  throughputPerSecond: z.number(),
  meanStayMs: z.number(),
  relativeGap: z.number(),
  /** null: apart, but in so short a run that its edges alone may make it so. */
  isOff: z.boolean().nullable(),
})

/**
 * The run in slices of equal time at work, of which the first and the last are compared; see `timeSlices`. `fromMs` and `toMs` count that
 * time, without pauses between sittings, sleeps, and rests between blocks.
 */
export const SliceCheck = z.strictObject({
  slices: z.array(
    z.strictObject({
      fromMs: z.number(),
      toMs: z.number(),
      count: z.int(),
      median: Estimate,
      successShare: Estimate,
    }),
  ),
  medianChange: Estimate,
  successChange: Estimate,
  isChanged: z.boolean().nullable(),
})

/** What it costs to open a socket: median latency of samples whose request was the first of its socket, less that of the others. */
export const SocketCheck = z.strictObject({ firstCount: z.int(), reusedCount: z.int(), differenceMs: Estimate })

/** Whether the same seed gives the same picture again; see `seedHonesty`. */
export const SeedCheck = z.strictObject({
  /** `cannot-hold`: the seed was sent to none of its samples. `not-tried`: no seed was asked twice. */
  verdict: z.enum(['bit-identical', 'near', 'ignored', 'mixed', 'not-enough', 'cannot-hold', 'not-tried']),
  identical: z.int(),
  near: z.int(),
  different: z.int(),
  unknown: z.int(),
  /** The first few pairs. `distance` counts the bits of 64 in which their looks differ; null where that is not known. */
  pairs: z.array(z.strictObject({ first: Sha256, second: Sha256, distance: z.int().nullable() })),
})
export type SeedCheck = z.infer<typeof SeedCheck>

/** What must hold for the numbers of one contender to mean what they say. null: too few samples to tell, or `notJudged`. */
export const MeasurementChecks = z.strictObject({
  /** Why the three that take an even load for granted are not judged. `rising-load`: of a ramp, by design. null where they are. */
  notJudged: z.enum(['rising-load']).nullable(),
  effectiveCount: EffectiveCount.nullable(),
  littlesLaw: LittleCheck.nullable(),
  timeSlices: SliceCheck.nullable(),
  firstOnSocket: SocketCheck,
  seed: SeedCheck,
})
export type MeasurementChecks = z.infer<typeof MeasurementChecks>
