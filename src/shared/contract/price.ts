import { z } from 'zod'
import { BookedPrice, PriceDraft } from '../domain/own-price.ts'
import { procedure } from './procedure.ts'

/** The price book: what ships with Assay, dated and sourced, and what the user typed in. */
export const price = {
  list: procedure.output(z.array(BookedPrice)),
  /** A new price of the user's own, or another version of one. Trials that used it keep the version that they used. */
  save: procedure
    .input(z.strictObject({ priceId: z.string().optional(), providerId: z.string(), draft: PriceDraft }))
    .output(BookedPrice),
  remove: procedure.input(z.strictObject({ priceId: z.string() })).output(z.strictObject({ removed: z.literal(true) })),
}
