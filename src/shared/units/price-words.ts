import type { Price, PriceUnit } from '../domain/price.ts'

/** What one amount buys, and several. */
export const UNIT_WORDS: Record<PriceUnit, { one: string; many: string }> = {
  image: { one: 'a picture', many: 'pictures' },
  request: { one: 'a request', many: 'requests' },
  megapixel: { one: 'a megapixel', many: 'megapixels' },
  step: { one: 'a step', many: 'steps' },
  'megapixel-step': { one: 'a megapixel-step', many: 'megapixel-steps' },
  'compute-second': { one: 'a second', many: 'seconds' },
  'instance-hour': { one: 'an hour', many: 'hours' },
}

/** `$0.003 a picture` */
export function describeAmount(amountUsd: string, unit: PriceUnit): string {
  return `$${amountUsd} ${UNIT_WORDS[unit].one}`
}

export function describePrice(price: Price | null): string {
  return price === null ? 'price not known' : describeAmount(price.amountUsd, price.unit)
}
