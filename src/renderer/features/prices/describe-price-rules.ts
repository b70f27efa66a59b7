import type { Claim, ClaimFile } from '#shared/domain/claim.ts'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import type { Price } from '#shared/domain/price.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { checkClaims, contradictionText } from '#shared/economics/claims/check-claims.ts'
import { describePeak } from '#shared/economics/price-span.ts'
import { describeAmount, UNIT_WORDS } from '#shared/units/price-words.ts'

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
    ...(peakHours === undefined ? [] : [`$${peakHours.amountUsd} ${describePeak(peakHours)}`]),
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

/** A claim with who makes it, where and when it was read. */
export interface ShownClaim extends Claim {
  amountWords: string | null
  /** What it does not fit with: other claims, or the price book; null where nothing is known. */
  contradiction: string | null
  source: string
  /** null where no address was kept with it. */
  url: string | null
  retrievedOn: string
}

export interface PriceChapter {
  id: string
  name: string
  prices: BookedPrice[]
  claims: ShownClaim[]
}

export function listClaims(files: readonly ClaimFile[], prices: readonly BookedPrice[]): ShownClaim[] {
  const checks = new Map(checkClaims(files, { prices }).map((check) => [check.claimId, contradictionText(check)]))
  return files.flatMap(({ source, url, retrievedOn, claims }) =>
    claims.map((claim) => ({
      ...claim,
      contradiction: checks.get(claim.id) ?? null,
      amountWords: claim.amount === null ? null : describeAmount(claim.amount.amountUsd, claim.amount.unit),
      source,
      url,
      retrievedOn,
    })),
  )
}

/** Prices by provider, with the claims about it beside them and never among them. */
export function groupPrices(
  prices: readonly BookedPrice[],
  providers: readonly ProviderSummary[],
  claims: readonly ShownClaim[],
): PriceChapter[] {
  return providers.map(({ id, name }) => ({
    id,
    name,
    prices: prices.filter(({ providerId }) => providerId === id),
    claims: claims.filter((claim) => claim.providers.includes(id)),
  }))
}
