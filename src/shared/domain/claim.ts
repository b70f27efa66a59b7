import { z } from 'zod'
import { PriceUnit } from './price.ts'

/** What a claim is about. */
export const ClaimTopic = z.enum([
  'price',
  'cold-start',
  'catalogue',
  'workflows',
  'free-tier',
  'reliability',
  'throughput',
  'monthly-cost',
  'break-even',
  'overhead',
  'practice',
])
export type ClaimTopic = z.infer<typeof ClaimTopic>

const UsdRange = z.strictObject({ lowUsd: z.number().min(0), highUsd: z.number().min(0) })
const MonthPoint = UsdRange.extend({ imagesPerMonth: z.int().positive() })
const NumberRange = z.strictObject({ low: z.number().min(0), high: z.number().min(0) })
/** Ids of other claims of the same file that a claim is reckoned from: what a machine draws, and what machines cost an hour. */
const onMachines = { throughputClaim: z.string(), machineClaims: z.array(z.string()).min(1) }

/** What a claim comes to in numbers, so that arithmetic can be done with it. */
export const ClaimFigures = z.discriminatedUnion('kind', [
  /** A price in `amount`, and the list price it is one of: so many of its units are what the claim calls one. */
  z.strictObject({ kind: z.literal('list-price'), priceId: z.string(), units: z.number().positive() }),
  z.strictObject({ kind: z.literal('cold-start'), seconds: NumberRange }),
  /** Of one machine, used at least so well. */
  z.strictObject({
    kind: z.literal('throughput'),
    imagesPerHour: z.number().positive(),
    utilisation: z.number().gt(0).max(1),
  }),
  /** A picture from a rented machine; its price is in `amount`. */
  z.strictObject({ kind: z.literal('machine-image'), ...onMachines }),
  /** Months of a managed API whose price another claim has. */
  z.strictObject({
    kind: z.literal('managed-months'),
    series: z.array(z.strictObject({ priceClaim: z.string(), points: z.array(MonthPoint).min(1) })).min(1),
  }),
  z.strictObject({ kind: z.literal('machine-months'), points: z.array(MonthPoint).min(1), ...onMachines }),
  z.strictObject({
    kind: z.literal('break-even'),
    imagesPerMonth: NumberRange,
    managedClaims: z.array(z.string()).min(1),
    ...onMachines,
  }),
  z.strictObject({
    kind: z.literal('overhead'),
    setUpHours: NumberRange,
    engineerShare: NumberRange,
    engineerUsdPerMonth: NumberRange,
    restartMinutes: NumberRange,
    replacementMinutes: NumberRange,
  }),
])
export type ClaimFigures = z.infer<typeof ClaimFigures>

/**
 * Something that was published about the field, to be held against what is measured. Never a price: no charge is ever counted
 * with one, though it may be shown beside a list price.
 */
export const Claim = z.strictObject({
  id: z.string(),
  /** Provider ids; empty where it is about the field as a whole. */
  providers: z.array(z.string()),
  topic: ClaimTopic,
  /** What is claimed, in plain words. */
  text: z.string(),
  /** The amount, where one is claimed, so that arithmetic can be done with it. */
  amount: z.strictObject({ unit: PriceUnit, amountUsd: z.string().regex(/^\d+(\.\d+)?$/) }).nullable(),
  /** What else of it is a number; absent where nothing is. What it does not fit with is computed, see `checkClaims`. */
  figures: ClaimFigures.optional(),
})
export type Claim = z.infer<typeof Claim>

/** `resources/claims/`: claims that were read together. */
export const ClaimFile = z.strictObject({
  /** Who claims it, and where. */
  source: z.string(),
  /** Where it can be read; null where no address was kept. */
  url: z.url({ protocol: /^https?$/ }).nullable(),
  retrievedOn: z.iso.date(),
  claims: z.array(Claim),
})
export type ClaimFile = z.infer<typeof ClaimFile>
