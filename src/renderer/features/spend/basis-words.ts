import type { ChargeBasis } from '#shared/domain/price.ts'

/** How an amount is known. */
export const BASIS_WORDS: Readonly<Record<ChargeBasis, string>> = {
  estimated: 'estimated',
  listed: 'list price',
  metered: 'metered',
  reported: 'reported',
  invoiced: 'invoice',
}
