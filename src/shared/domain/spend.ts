import { z } from 'zod'
import { Micros } from '../units/money.ts'

/** What trials and rented machines cost in one calendar month (UTC). Practice trials are counted apart: nothing was charged for them. */
export const SpendSummary = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  chargedMicros: Micros,
  unknownChargeCount: z.int(),
  practiceMicros: Micros,
  days: z.array(z.strictObject({ day: z.iso.date(), chargedMicros: Micros, practiceMicros: Micros })),
})
export type SpendSummary = z.infer<typeof SpendSummary>
