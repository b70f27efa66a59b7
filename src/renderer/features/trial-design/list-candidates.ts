import type { Plan } from '#shared/domain/plan.ts'
import type { Price } from '#shared/domain/price.ts'
import type { CredentialField, Model, ProviderSummary } from '#shared/domain/provider.ts'
import { draftFromPlan, type DraftContender } from './draft.ts'

/**
 * Whether own credentials can be used. A server at an address of the team's own may need nothing but that address, which can
 * be typed into the plan.
 */
export function canTakePart(provider: ProviderSummary): boolean {
  return provider.ready || (provider.defaultBaseUrl === null && !provider.credentials.some((field) => field.required))
}

/** Everything that could take part: the practice contenders, and each model of each provider that own credentials reach. */
export function listCandidates(providers: readonly ProviderSummary[], practice: Plan): DraftContender[] {
  const own = providers
    .filter(canTakePart)
    .flatMap((provider) => provider.models.map((model) => ownContender(provider, model)))
  return [...draftFromPlan(practice).contenders, ...own]
}

function ownContender(provider: ProviderSummary, model: Model): DraftContender {
  return {
    id: slugOf(`${provider.id}-${model.id}`),
    included: false,
    provider: provider.id,
    model: model.id,
    account: 'environment',
    name: '',
    baseUrl: '',
    concurrency: String(Math.min(2, model.maximumConcurrency ?? 2)),
    priceId: '',
    ceilingUsd: '',
    parameters: { width: '1024', height: '1024' },
  }
}

/** An id of lower-case letters, digits, dots and dashes, at most 64. */
function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+/g, '')
    .slice(0, 64)
}

/** The draft's contenders followed by the candidates it does not have yet, which are left out until someone chooses them. */
export function mergeCandidates(
  chosen: readonly DraftContender[],
  candidates: readonly DraftContender[],
): DraftContender[] {
  const known = new Set(chosen.map((contender) => contender.id))
  const others = candidates.filter((candidate) => !known.has(candidate.id))
  return [...chosen, ...others.map((candidate) => ({ ...candidate, included: false }))]
}

/** A second contender of the same model, to be given other parameters. */
export function copyContender(contender: DraftContender, taken: readonly DraftContender[]): DraftContender {
  const ids = new Set(taken.map((other) => other.id))
  let number = 2
  const base = contender.id.slice(0, 58)
  while (ids.has(`${base}-${number}`)) number += 1
  return { ...contender, id: `${base}-${number}`, name: contender.name === '' ? '' : `${contender.name} ${number}` }
}

export interface MissingProvider {
  id: string
  name: string
  missing: CredentialField[]
}

/** Providers that can't take part with own credentials yet, with the variables to set. */
export function listMissing(providers: readonly ProviderSummary[]): MissingProvider[] {
  return providers
    .filter((provider) => !canTakePart(provider))
    .map((provider) => ({
      id: provider.id,
      name: provider.name,
      missing: provider.credentials.filter((field) => field.required),
    }))
}

/** The price a contender will be costed with, or null where none is known. */
export function priceOf(contender: DraftContender, provider: ProviderSummary, model: Model): Price | null {
  const id = contender.priceId === '' ? model.defaultPriceId : contender.priceId
  return provider.prices.find((price) => price.id === id) ?? null
}

/** Prices of a provider that apply to a model. */
export function pricesFor(provider: ProviderSummary, model: Model): Price[] {
  return provider.prices.filter((price) => price.models.length === 0 || price.models.includes(model.id))
}

const UNIT_WORDS: Record<Price['unit'], string> = {
  image: 'a picture',
  request: 'a request',
  megapixel: 'a megapixel',
  step: 'a step',
  'megapixel-step': 'a megapixel-step',
  'compute-second': 'a second',
  'instance-hour': 'an hour',
}

export function describePrice(price: Price | null): string {
  return price === null ? 'price not known' : `$${price.amountUsd} ${UNIT_WORDS[price.unit]}`
}
