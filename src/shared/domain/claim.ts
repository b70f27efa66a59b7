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
  /** What else of the claims it does not fit with, by plain arithmetic; null where nothing is known. */
  contradiction: z.string().nullable(),
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
