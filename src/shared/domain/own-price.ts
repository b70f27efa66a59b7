import { z } from 'zod'
import { Price } from './price.ts'
import { isTimeZone } from './time-zone.ts'

const TimeZone = z.string().refine(isTimeZone, 'expected the name of a time zone, such as Europe/Berlin or UTC')

/** What the user says of a price that was negotiated, read on an invoice, or is that of a machine of the team's own. */
export const PriceDraft = Price.pick({
  label: true,
  models: true,
  unit: true,
  amountUsd: true,
  minimumIncrement: true,
  tiers: true,
  effectiveFrom: true,
  effectiveUntil: true,
  note: true,
})
  .extend({
    label: z.string().trim().min(1).max(120),
    peakHours: Price.shape.peakHours.unwrap().extend({ timeZone: TimeZone }).optional(),
  })
  .superRefine(({ tiers = [], effectiveFrom, effectiveUntil }, context) => {
    const places = tiers.map(({ fromUnits }) => fromUnits)
    if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0))) {
      context.addIssue({ code: 'custom', path: ['tiers'], message: 'each tier has to begin above the one before' })
    }
    if (effectiveFrom !== undefined && effectiveUntil !== undefined && effectiveUntil < effectiveFrom) {
      context.addIssue({
        code: 'custom',
        path: ['effectiveUntil'],
        message: 'it has to be the first day or a later one',
      })
    }
  })
export type PriceDraft = z.infer<typeof PriceDraft>

/** A price of the price book with the provider that it is one of. `own`: typed in by the user, and may be changed. */
export const BookedPrice = z.strictObject({ providerId: z.string(), own: z.boolean(), price: Price })
export type BookedPrice = z.infer<typeof BookedPrice>
