import type { RentalOffer } from '#shared/domain/rental.ts'

export type OfferColumn = 'gpu' | 'region' | 'price'
export interface OfferOrder {
  by: OfferColumn
  descending: boolean
}

/** Offers in the order asked for; equal ones by price, so that the cheaper stands first. */
export function sortOffers(offers: readonly RentalOffer[], { by, descending }: OfferOrder): RentalOffer[] {
  const sign = descending ? -1 : 1
  return [...offers].sort((a, b) => sign * compare(a, b, by) || a.hourlyMicros - b.hourlyMicros)
}

function compare(a: RentalOffer, b: RentalOffer, by: OfferColumn): number {
  if (by === 'price') return a.hourlyMicros - b.hourlyMicros
  if (by === 'region') return a.region.localeCompare(b.region, 'en')
  return a.gpu.localeCompare(b.gpu, 'en', { numeric: true }) || a.gpuCount - b.gpuCount
}
