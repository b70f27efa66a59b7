import { z } from 'zod'

/** The total cost of ownership of a month, in micro-dollars, over many draws of what is uncertain. */
export const Ownership = z.strictObject({
  imagesPerMonth: z.int(),
  draws: z.int(),
  seed: z.int(),
  contenders: z.array(
    z.discriminatedUnion('state', [
      z.strictObject({
        state: z.literal('known'),
        id: z.string(),
        p5Micros: z.number(),
        p50Micros: z.number(),
        p95Micros: z.number(),
        meanMicros: z.number(),
        /** Of the draws, in how many (0 to 1) no other whose cost is known costs less. */
        cheapestShare: z.number(),
      }),
      z.strictObject({ state: z.literal('unknown'), id: z.string(), reason: z.string() }),
    ]),
  ),
  /** Share of the draws in which the first cost less than the second; every ordered pair whose costs are known. */
  cheaper: z.array(z.strictObject({ firstId: z.string(), secondId: z.string(), share: z.number() })),
})
export type Ownership = z.infer<typeof Ownership>

/** What one thing that is uncertain does to the result while all others stay as they are. */
export const TornadoBar = z.strictObject({
  id: z.string(),
  label: z.string(),
  low: z.number(),
  high: z.number(),
  /** The two with their unit, for people: `15 %`, `$50`, `60 min`. */
  lowWords: z.string(),
  highWords: z.string(),
  atLowMicros: z.number(),
  atHighMicros: z.number(),
  /** How far the two are apart. */
  swingMicros: z.number(),
})
export type TornadoBar = z.infer<typeof TornadoBar>

export const Tornado = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    /** With everything at its likeliest, in micro-dollars a month. */
    baseMicros: z.number(),
    /** Largest swing first; what moves nothing is left out. */
    bars: z.array(TornadoBar),
  }),
  z.strictObject({ state: z.literal('unknown'), reason: z.string() }),
])
export type Tornado = z.infer<typeof Tornado>
