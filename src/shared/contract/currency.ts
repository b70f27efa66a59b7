import { z } from 'zod'
import { Currency, ExchangeRate, ExchangeRateDraft } from '../domain/exchange-rate.ts'
import { procedure } from './procedure.ts'

/** Dated exchange rates that the user has typed in. Amounts stay micro-dollars; a rate changes only how they are shown. */
export const currency = {
  /** By currency, the newest first. */
  list: procedure.output(z.array(ExchangeRate)),
  /** Replaces the rate of the same currency and day. */
  set: procedure.input(ExchangeRateDraft).output(ExchangeRate),
  remove: procedure
    .input(z.strictObject({ currency: Currency, day: z.iso.date() }))
    .output(z.strictObject({ removed: z.literal(true) })),
}
