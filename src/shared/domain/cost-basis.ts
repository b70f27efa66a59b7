import { z } from 'zod'
import { Price } from './price.ts'
import { SourcedValue } from './sourced-value.ts'

/**
 * What a contender’s pictures are paid by.
 * - `units`: units of a list price, with its tiers and peak hours
 * - `charges`: what was charged, where no list price is known; it goes up evenly with the pictures
 * - `machine`: the time of machines
 */
export const Billing = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('units'),
    price: Price,
    /** Units billed over pictures received, those of calls without a picture included; null where not known. */
    unitsPerImage: SourcedValue.nullable(),
  }),
  z.strictObject({
    by: z.literal('charges'),
    /** Micro-dollars charged over pictures received; null where not known. */
    perImageMicros: SourcedValue.nullable(),
    /** Why the mean of what was charged stands for every picture. */
    averaged: z.enum(['no-list-price', 'free', 'tokens', 'several-prices', 'unknown-hours']),
  }),
  z.strictObject({
    by: z.literal('machine'),
    /** By the `compute-second` (it stops when idle) or the `instance-hour` (it is kept on). */
    price: Price,
    /** Pictures an hour of one machine while at work, failures and all; null before there is one. */
    imagesPerHour: SourcedValue.nullable(),
    /** Pictures that one machine draws at a time at that rate. */
    slots: z.int().min(1),
  }),
])
export type Billing = z.infer<typeof Billing>

/** What the cost of a contender is reckoned from: what its trial measured, or what was typed in, each number with how it is known. */
export const CostBasis = z.strictObject({
  /** Of the contender. */
  id: z.string(),
  name: z.string(),
  /** null where it is no provider that Assay knows. */
  providerId: z.string().nullable(),
  billing: Billing,
  /** Calls that gave no picture, failed or refused. */
  failed: z.strictObject({
    /** Over all calls. */
    share: SourcedValue.nullable(),
    /** Their part of what is billed for pictures, 0 to 1; null where not known: then it is told with the pictures. */
    chargeShare: z.number().min(0).max(1).nullable(),
  }),
  coldStart: z.strictObject({
    /** Which share of the probes after idling for so long started cold, by ascending gaps; empty where none was made, or none told. */
    curve: z.array(z.strictObject({ gapSeconds: z.number().positive(), share: SourcedValue })),
    /** Seconds that a cold start adds; null where not known. */
    penaltySeconds: SourcedValue.nullable(),
  }),
  /** Pictures that pass every gate over pictures received; null where not known. */
  usableShare: SourcedValue.nullable(),
})
export type CostBasis = z.infer<typeof CostBasis>
