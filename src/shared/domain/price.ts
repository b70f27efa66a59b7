import { z } from 'zod'
import { Micros } from '../units/money.ts'

/**
 * What one amount buys.
 * - `image`: one picture
 * - `megapixel-step`: 1,048,576 pixels times one sampling step (Novita's formula for Flux)
 * - `compute-second`: one second of a rented container or GPU, as the provider meters it
 * - `instance-hour`: one hour of a rented machine, idle or not
 */
export const PriceUnit = z.enum(['image', 'megapixel-step', 'compute-second', 'instance-hour'])
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
  source: z.url(),
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
