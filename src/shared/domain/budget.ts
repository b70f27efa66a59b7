import { z } from 'zod'
import { Micros } from '../units/money.ts'

/**
 * What a cap is on: `all` real spend ever, that of each calendar `month` (UTC), or that of one account,
 * `account/<account>` with the account as in a ledger line.
 */
export const BudgetScope = z
  .string()
  .regex(/^(all|month|account\/(account-[0-9a-z]+|environment:[a-z0-9.-]+))$/, 'expected all, month or an account')
export type BudgetScope = z.infer<typeof BudgetScope>

export const BudgetDraft = z.strictObject({
  scope: BudgetScope,
  capMicros: Micros.positive(),
  /**
   * What a charge counts as that nobody has told and of which not even a worst case is known. Where it is null and there is such a
   * charge, nothing is sent: the cap could not be kept.
   */
  unknownMicros: Micros.min(0).nullable().default(null),
  /** Shares of the cap at which to be told, once each, in ascending order. */
  alertShares: z
    .array(z.number().gt(0).max(1))
    .max(5)
    .refine(
      (shares) => shares.every((share, index) => index === 0 || share > (shares[index - 1] ?? 1)),
      'expected ascending shares',
    )
    .default([0.5, 0.8]),
})
export type BudgetDraft = z.infer<typeof BudgetDraft>

export const Budget = BudgetDraft.extend({ setAt: z.iso.datetime() })
export type Budget = z.infer<typeof Budget>

/** A share of a cap was reached. Told once for each cap, share and, where the cap is monthly, month. */
export const BudgetAlert = z.strictObject({
  /** As in `BudgetScope`, with the month in it: `month/2026-11`. */
  scope: z.string(),
  capMicros: Micros,
  share: z.number(),
  spentMicros: Micros,
  reachedAt: z.iso.datetime(),
})
export type BudgetAlert = z.infer<typeof BudgetAlert>

/** A cap and how far it is used. */
export const BudgetStanding = z.strictObject({
  budget: Budget,
  /** As it is called in a sentence: `cap on November 2026`. */
  name: z.string(),
  /** Of the current month where the cap is monthly; else null. */
  month: z.string().nullable(),
  /** What is known, and the worst case of what is not. */
  spentMicros: Micros,
  /** Worst case of what is in flight and of machines up to the end of their leases. */
  heldMicros: Micros,
  /** Charges and requests in flight of which not even a worst case is known. */
  unboundedCount: z.int(),
  /** How far it is exceeded, which only a charge above its worst case can do; 0 where it is not. */
  excessMicros: Micros,
  /** Those of this cap and month. */
  alerts: z.array(BudgetAlert),
})
export type BudgetStanding = z.infer<typeof BudgetStanding>
