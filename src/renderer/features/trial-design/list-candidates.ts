import type { Account } from '#shared/domain/account.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Model, ProviderSummary } from '#shared/domain/provider.ts'
import { draftFromPlan, type DraftContender, type DraftStep } from './draft.ts'

/**
 * Whether own credentials can be used. A server at an address of the team's own may need nothing but that address, which can
 * be typed into the plan.
 */
export function canTakePart(provider: ProviderSummary): boolean {
  return provider.ready || (provider.defaultBaseUrl === null && !provider.credentials.some((field) => field.required))
}

/**
 * Everything that could take part: the practice contenders, and one of each account and of each provider that the environment
 * has a key for. Which of its models draws is chosen in its settings.
 */
export function listCandidates(
  providers: readonly ProviderSummary[],
  practice: Plan,
  accounts: readonly Account[],
): DraftContender[] {
  const own = providers
    .filter(({ models }) => models.length > 0)
    .flatMap((provider) => [
      ...accounts
        .filter(({ providerId }) => providerId === provider.id)
        .map((account) => newContender(provider, account.id, `${provider.id}-${account.label}`)),
      ...(canTakePart(provider) ? [newContender(provider, 'environment', provider.id)] : []),
    ])
  return distinct([...draftFromPlan(practice).contenders, ...own])
}

/** A contender of a provider that is not chosen yet, with the model that its list begins with. */
function newContender(provider: ProviderSummary, account: AccountChoice, name: string): DraftContender {
  const model = provider.models.find(({ task }) => task === 'generate') ?? provider.models[0]
  const own = account === 'environment' || account === 'practice'
  return {
    ...newStep(provider.id, model?.id ?? '', account),
    id: slugOf(own ? `${name}-${model?.id ?? ''}` : name),
    included: false,
    name: '',
    concurrency: String(Math.min(2, model?.maximumConcurrency ?? 2)),
    parameters: { width: '1024', height: '1024' },
    furtherSteps: [],
  }
}

export function newStep(provider: string, model: string, account: AccountChoice): DraftStep {
  return {
    provider,
    model,
    account,
    baseUrl: '',
    rental: '',
    workflow: '',
    priceId: '',
    ceilingUsd: '',
    parameters: {},
    loras: [],
  }
}

/** One more contender, chosen, under an id that is not taken. */
export function addContender(
  provider: ProviderSummary,
  account: AccountChoice,
  taken: readonly DraftContender[],
): DraftContender {
  const made = newContender(provider, account, provider.id)
  return { ...made, included: true, id: freeId(made.id, taken) }
}

/** Two accounts of one label are still two contenders. */
function distinct(contenders: readonly DraftContender[]): DraftContender[] {
  return contenders.reduce<DraftContender[]>(
    (kept, contender) => [...kept, { ...contender, id: freeId(contender.id, kept) }],
    [],
  )
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
  const id = freeId(contender.id, taken)
  const number = id.slice(id.lastIndexOf('-') + 1)
  return { ...contender, id, name: contender.name === '' ? '' : `${contender.name} ${number}` }
}

/** The id itself where nobody has it, else with the first number that is free. */
function freeId(wanted: string, taken: readonly DraftContender[]): string {
  const ids = new Set(taken.map((other) => other.id))
  if (!ids.has(wanted)) return wanted
  const base = wanted.slice(0, 58)
  let number = 2
  while (ids.has(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}

/** Providers that can't take part with own credentials yet: neither an account nor the environment has any. */
export function listMissing(providers: readonly ProviderSummary[], accounts: readonly Account[]): ProviderSummary[] {
  return providers.filter(
    (provider) =>
      provider.models.length > 0 &&
      !canTakePart(provider) &&
      !accounts.some(({ providerId }) => providerId === provider.id),
  )
}

/** The price a step will be costed with, or null where none is known. */
export function priceOf(step: DraftStep, provider: ProviderSummary, model: Model | null): Price | null {
  const id = step.priceId === '' ? model?.defaultPriceId : step.priceId
  return provider.prices.find((price) => price.id === id) ?? null
}

/** Prices of a provider that apply to a model. */
export function pricesFor(provider: ProviderSummary, modelId: string): Price[] {
  return provider.prices.filter((price) => price.models.length === 0 || price.models.includes(modelId))
}
