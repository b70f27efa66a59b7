import { z } from 'zod'
import { Micros } from '../units/money.ts'

/**
 * What one amount buys.
 * - `image`: one picture
 * - `megapixel`: 1,000,000 pixels of what came, or 1,048,576 where the price's own note says so
 * - `step`: one sampling step of one picture
 * - `request`: one call, however many pictures it gives
 * - `megapixel-step`: 1,048,576 pixels times one sampling step (Novita's formula for Flux)
 * - `compute-second`: one second of a rented container or GPU, as the provider meters it
 * - `instance-hour`: one hour of a rented machine, idle or not
 */
export const PriceUnit = z.enum([
  'image',
  'megapixel',
  'megapixel-step',
  'step',
  'request',
  'compute-second',
  'instance-hour',
])
export type PriceUnit = z.infer<typeof PriceUnit>

/** A list price with where and when it was read. `resources/prices/` holds them; a trial keeps the ones it used. */
export const Price = z.strictObject({
  id: z.string().describe('unique in the price book, e.g. "modal/a100-80gb"'),
  label: z.string(),
  /** The models it applies to; an empty list means every model of the provider. */
  models: z.array(z.string()),
  unit: PriceUnit,
  /** Price of one unit. Kept as a decimal text in dollars where micros would be too coarse. */
  amountUsd: z.string().regex(/^\d+(\.\d+)?$/),
  /** Billed at least, and in whole multiples of it: seconds for time, pixels for area; absent where it is billed as used. */
  minimumIncrement: z.number().positive().optional(),
  /** Cheaper units from a monthly volume on, in ascending order. The first unit costs `amountUsd`. */
  tiers: z
    .array(z.strictObject({ fromUnits: z.number().positive(), amountUsd: z.string().regex(/^\d+(\.\d+)?$/) }))
    .optional(),
  /** Another price at certain hours of the day (from inclusive, until exclusive, in `timeZone`). */
  peakHours: z
    .strictObject({
      timeZone: z.string(),
      fromHour: z.int().min(0).max(23),
      untilHour: z.int().min(1).max(24),
      amountUsd: z.string().regex(/^\d+(\.\d+)?$/),
    })
    .optional(),
  /** The size that a price of a picture is quoted for, e.g. `1024x1024`, where other sizes cost something else. */
  pictureSize: z
    .string()
    .regex(/^\d+x\d+$/)
    .optional(),
  /**
   * Dollars for a million tokens of each kind, where the bill is by tokens: they are counted where the reply tells them, and
   * `amountUsd` only where it does not.
   */
  tokenRates: z
    .strictObject({
      textInputUsd: z.string().regex(/^\d+(\.\d+)?$/),
      imageInputUsd: z.string().regex(/^\d+(\.\d+)?$/),
      imageOutputUsd: z.string().regex(/^\d+(\.\d+)?$/),
    })
    .optional(),
  /** First and last day on which it holds, where the source says so. */
  effectiveFrom: z.iso.date().optional(),
  effectiveUntil: z.iso.date().optional(),
  /** Where it was read; null for a price of the user's own. */
  source: z.url().nullable(),
  retrievedOn: z.iso.date(),
  confidence: z.enum(['official', 'third-party', 'average', 'typed-in']),
  note: z.string().optional(),
})
export type Price = z.infer<typeof Price>

export const PriceFile = z.strictObject({ provider: z.string(), prices: z.array(Price) })
export type PriceFile = z.infer<typeof PriceFile>

/** How an amount is known, weakest first. A stronger basis replaces a weaker one. */
export const ChargeBasis = z.enum(['estimated', 'listed', 'metered', 'reported', 'invoiced'])
export type ChargeBasis = z.infer<typeof ChargeBasis>

/** A line of the spend ledger. `amountMicros` null means that the cost is not known; it is never written as 0. */
export const Charge = z.strictObject({
  amountMicros: Micros.nullable(),
  basis: ChargeBasis,
  priceId: z.string().nullable(),
  /** How the amount came about, for people: "x-cost header", "1.204 s × $0.000694". */
  evidence: z.string(),
})
export type Charge = z.infer<typeof Charge>
