import { z } from 'zod'

/** ISO 4217, and not the dollar: that is what everything is counted in. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'expected three capital letters, such as EUR')
  .refine((code) => code !== 'USD', 'amounts are in US dollars already')
export type Currency = z.infer<typeof Currency>

export const ExchangeRateDraft = z.strictObject({
  currency: Currency,
  /** The first day on which it holds; the next one of the same currency ends it. */
  day: z.iso.date(),
  /** Units of the currency for one US dollar, as typed: `0.92`. */
  ratePerUsd: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,12})?$/, 'expected a decimal number, such as 0.92')
    .refine((text) => /[1-9]/.test(text), 'expected more than 0'),
  /** Where it is from, for people. */
  source: z.string().trim().min(1).max(200),
})
export type ExchangeRateDraft = z.infer<typeof ExchangeRateDraft>

/** A rate that the user typed in. Nothing else ever supplies one. */
export const ExchangeRate = ExchangeRateDraft.extend({ enteredAt: z.iso.datetime() })
export type ExchangeRate = z.infer<typeof ExchangeRate>
