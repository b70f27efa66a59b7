import { z } from 'zod'
import { Micros } from '../units/money.ts'
import { ChargeBasis } from './price.ts'

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month like 2026-11')
export type Month = z.infer<typeof Month>

/** What trials and rented machines cost in one calendar month (UTC). Practice trials are counted apart: nothing was charged for them. */
export const SpendSummary = z.strictObject({
  month: Month,
  chargedMicros: Micros,
  unknownChargeCount: z.int(),
  practiceMicros: Micros,
  days: z.array(z.strictObject({ day: z.iso.date(), chargedMicros: Micros, practiceMicros: Micros })),
})
export type SpendSummary = z.infer<typeof SpendSummary>

/** Which ledger lines are meant; what is absent does not narrow. Days are UTC. */
export const SpendFilter = z.strictObject({
  month: Month.optional(),
  day: z.iso.date().optional(),
  providerId: z.string().optional(),
  /** As in `SpendLine`. */
  account: z.string().optional(),
  trialId: z.string().optional(),
  contenderId: z.string().optional(),
  modelId: z.string().optional(),
  basis: ChargeBasis.optional(),
  practice: z.boolean().optional(),
  /** Lines whose amount nobody has told, and no invoice holds. */
  unknown: z.boolean().optional(),
})
export type SpendFilter = z.infer<typeof SpendFilter>

/** An amount in another currency: `amountMicros` in its millionths. */
export const Converted = z.strictObject({
  currency: z.string(),
  amountMicros: z.int(),
  /** The rates it was converted at, each with the day from which it holds, in order. */
  rates: z.array(z.strictObject({ day: z.iso.date(), ratePerUsd: z.string() })),
  /** Days for which no rate was entered: what was spent on them is not in the amount. */
  daysWithoutRate: z.array(z.iso.date()),
})
export type Converted = z.infer<typeof Converted>

/**
 * A line of the ledger.
 * - `sample`: one step of one sample · `judge`: one call of a judge model on a trial's pictures · `rental`: a rented machine, which is charged by its own meter alone
 * - `invoice`: what an invoice's total for a day holds beyond our own lines of that day; negative where it holds less
 */
export const SpendLine = z.strictObject({
  kind: z.enum(['sample', 'judge', 'rental', 'invoice']),
  /** Of the sample, the call, the rental, or the invoice's total. */
  id: z.string(),
  step: z.int(),
  /** When the sample started, the judge was asked or the machine was launched; null for a day of an invoice. */
  at: z.iso.datetime().nullable(),
  day: z.iso.date(),
  trialId: z.string().nullable(),
  trialName: z.string().nullable(),
  contenderId: z.string().nullable(),
  contenderName: z.string().nullable(),
  providerId: z.string(),
  /** An account's id, `environment:<provider>` or `practice:<provider>`. */
  account: z.string(),
  modelId: z.string().nullable(),
  practice: z.boolean(),
  amountMicros: Micros.nullable(),
  basis: ChargeBasis,
  priceId: z.string().nullable(),
  evidence: z.string(),
  /** What it was taken for before an invoice told better; null where it never changed. */
  before: z.strictObject({ amountMicros: Micros.nullable(), basis: ChargeBasis, evidence: z.string() }).nullable(),
  /** It is not known by itself, and the total of an invoice holds it. */
  covered: z.boolean(),
})
export type SpendLine = z.infer<typeof SpendLine>

/** Sums over ledger lines. Money that was charged and practice stand apart, and no sum pretends to hold what is not known. */
export const SpendSums = z.strictObject({
  chargedMicros: Micros,
  unknownCount: z.int(),
  practiceMicros: Micros,
  practiceUnknownCount: z.int(),
  lineCount: z.int(),
})
export type SpendSums = z.infer<typeof SpendSums>

export const SpendGrouping = z.enum(['provider', 'account', 'contender', 'trial', 'model', 'day', 'month', 'basis'])
export type SpendGrouping = z.infer<typeof SpendGrouping>

export const SpendGroup = SpendSums.extend({
  /** What the lines have in common; null where they have none, as an invoice has no trial. */
  key: z.string().nullable(),
  /** For people: the trial's name, the account's label. */
  name: z.string(),
  /** Narrows a filter to the group's lines. */
  filter: SpendFilter,
  /** How its amounts are known, with how much of the money that was charged. */
  bases: z.array(z.strictObject({ basis: ChargeBasis, chargedMicros: Micros, lineCount: z.int() })),
  /** null where no currency was asked for. */
  converted: Converted.nullable(),
})
export type SpendGroup = z.infer<typeof SpendGroup>
