import { z } from 'zod'

/** Volumes a month from which, and up to which, machines are cheaper; `until` null: to the largest volume that was looked at. */
export const CheaperSpan = z.strictObject({ from: z.int(), until: z.int().nullable() })
export type CheaperSpan = z.infer<typeof CheaperSpan>

export const BreakEvenState = z.enum(['always', 'from', 'between', 'never'])
export type BreakEvenState = z.infer<typeof BreakEvenState>

/** An end of the 95 % interval of a break-even: what would hold there, with the volume of `from` as in `BreakEven`. */
export const BreakEvenEnd = z.strictObject({ state: BreakEvenState, from: z.int().nullable() })
export type BreakEvenEnd = z.infer<typeof BreakEvenEnd>

/**
 * Where machines become cheaper than a managed API.
 * - `always`: from the first picture a month on · `from`: beyond `from` they stay so, to `upToImages` · `between`: at some volumes, and
 *   not at the largest · `never`
 */
export const BreakEven = z.discriminatedUnion('state', [
  z.strictObject({
    state: BreakEvenState,
    /** Pictures a month beyond which machines stay cheaper; 1 for `always`, null for `between` and `never`. */
    from: z.int().nullable(),
    /** All volumes at which machines are cheaper, ascending. */
    spans: z.array(CheaperSpan),
    /** What the measurements leave open, see `breakEven`; null where none of them has an interval. */
    interval: z
      .strictObject({
        low: BreakEvenEnd.describe('where machines may be cheaper from there on'),
        high: BreakEvenEnd.describe('where they are for certain'),
      })
      .nullable(),
    /** The largest volume that was looked at. */
    upToImages: z.int(),
    words: z.string(),
  }),
  z.strictObject({ state: z.literal('unknown'), words: z.string() }),
])
export type BreakEven = z.infer<typeof BreakEven>

/** The share of paid hours in which machines have to draw to cost no more than a managed API at a volume; null: not even at all of them. */
export const BreakEvenUtilisation = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    utilisation: z.number().nullable(),
    /** The ends of its 95 % interval, each null where not even all hours are enough; null as a whole where nothing measured has one. */
    interval: z.strictObject({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
    words: z.string(),
  }),
  z.strictObject({ state: z.literal('unknown'), words: z.string() }),
])
export type BreakEvenUtilisation = z.infer<typeof BreakEvenUtilisation>

/** What machines save a month against a managed API, in micro-dollars; below 0 they cost more, null where it is not known. */
export const BreakEvenSurface = z.strictObject({
  imagesPerMonth: z.array(z.int()),
  utilisations: z.array(z.number()),
  /** By utilisation, then by volume. */
  savingMicros: z.array(z.array(z.number().nullable())),
})
export type BreakEvenSurface = z.infer<typeof BreakEvenSurface>
