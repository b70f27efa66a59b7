import type { Claim } from '#shared/domain/claim.ts'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import type { Price } from '#shared/domain/price.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { describeAmount, UNIT_WORDS } from '../../ui/price-words.ts'

/** What else decides an amount, each in one sentence. */
export function describePriceRules(price: Price): string[] {
  const { minimumIncrement, tiers = [], peakHours, pictureSize, tokenRates, effectiveFrom, effectiveUntil } = price
  return [
    ...(pictureSize === undefined ? [] : [`for ${pictureSize.replace('x', ' × ')}`]),
    ...(minimumIncrement === undefined
      ? []
      : [`in whole multiples of ${minimumIncrement} ${INCREMENT_UNITS[price.unit]}`]),
    ...tiers.map(
      ({ fromUnits, amountUsd }) =>
        `$${amountUsd} from ${fromUnits.toLocaleString('en-US')} ${UNIT_WORDS[price.unit].many} a month on`,
    ),
    ...(peakHours === undefined
      ? []
      : [`$${peakHours.amountUsd} from ${peakHours.fromHour}:00 to ${peakHours.untilHour}:00, ${peakHours.timeZone}`]),
    ...(tokenRates === undefined ? [] : ['billed by tokens where the reply tells them']),
    ...(effectiveFrom === undefined ? [] : [`from ${effectiveFrom}`]),
    ...(effectiveUntil === undefined ? [] : [`until ${effectiveUntil}`]),
  ]
}

const INCREMENT_UNITS: Record<Price['unit'], string> = {
  image: 'pictures',
  request: 'requests',
  megapixel: 'pixels',
  step: 'steps',
  'megapixel-step': 'pixels',
  'compute-second': 's',
  'instance-hour': 's',
}

export const CONFIDENCE_WORDS: Record<Price['confidence'], string> = {
  official: 'official',
  'third-party': 'third party',
  average: 'an average',
  'typed-in': 'typed in by you',
}

export interface PriceChapter {
  id: string
  name: string
  prices: BookedPrice[]
  claims: (Claim & { amountWords: string | null })[]
}

/** Prices by provider, with the claims about it beside them and never among them. */
export function groupPrices(
  prices: readonly BookedPrice[],
  providers: readonly ProviderSummary[],
  claims: readonly Claim[],
): PriceChapter[] {
  return providers.map(({ id, name }) => ({
    id,
    name,
    prices: prices.filter(({ providerId }) => providerId === id),
    claims: claims
      .filter((claim) => claim.providers.includes(id))
      .map((claim) => ({
        ...claim,
        amountWords: claim.amount === null ? null : describeAmount(claim.amount.amountUsd, claim.amount.unit),
      })),
  }))
}
