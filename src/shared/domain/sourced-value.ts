import { z } from 'zod'

/**
 * How a number that money is reckoned from is known.
 * `measured`: in a trial, with n and where there is one a 95 % interval · `typed-in`: by the user · `listed`: on a price list ·
 * `claimed`: published, and not checked · `assumed`: a default of Assay's own, told in its description
 */
export const ValueSource = z.enum(['measured', 'typed-in', 'listed', 'claimed', 'assumed'])
export type ValueSource = z.infer<typeof ValueSource>

/** A number with how it is known. Without an interval, `low` and `high` are the value. */
export const SourcedValue = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** How many observations it is from; null where it was not measured. */
  count: z.int().min(0).nullable(),
  source: ValueSource,
})
export type SourcedValue = z.infer<typeof SourcedValue>

/** What may be: the least, the likeliest and the most. */
export const ValueRange = z
  .strictObject({
    low: z.number().min(0),
    likely: z.number().min(0),
    high: z.number().min(0),
    source: ValueSource.default('typed-in'),
  })
  .refine(({ low, likely, high }) => low <= likely && likely <= high, 'expected low ≤ likely ≤ high')
export type ValueRange = z.infer<typeof ValueRange>
