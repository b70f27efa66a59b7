import { closest } from 'fastest-levenshtein'
import { findProvider, providers } from '#main/providers/registry.ts'
import type { Ask, Credentials, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Plan, PlannedContender } from '#shared/domain/plan.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { ErrorCode, Problem } from '#shared/errors.ts'
import { microsFromUsd, type Micros } from '#shared/units/money.ts'
import { readCredentials } from './accounts.ts'
import type { SecretsPort } from './ports.ts'

/** A contender of a plan whose provider, model, price and account have been found. */
export interface CheckedContender {
  planned: PlannedContender
  name: string
  position: number
  adapter: ProviderAdapter
  model: Model
  price: Price | null
  ceilingMicros: Micros | null
  /** null for a practice account: the simulators are started later. */
  account: { baseUrl: string; credentials: Credentials } | null
  /** The ask of its first prompt: what the price and the parameters are judged by. */
  sampleAsk: Ask
}

export interface CheckedPlan {
  contenders: CheckedContender[]
  notes: { contenderId: string; text: string }[]
  problems: Problem[]
  /** The code that fits the first problem. */
  code: ErrorCode
}

/**
 * Finds everything that can be refused before the first request: unknown names, missing keys, impossible loads, a budget
 * that could not be kept. Collects all problems, each with its path in the plan.
 */
export function checkPlan(plan: Plan, secrets: SecretsPort): CheckedPlan {
  const contenders: CheckedContender[] = []
  const notes: CheckedPlan['notes'] = []
  const found: (Problem & { code: ErrorCode })[] = []
  const seen = new Set<string>()

  for (const [position, planned] of plan.contenders.entries()) {
    const path = `contenders[${position}]`
    const report = (field: string, message: string, code: ErrorCode = 'INVALID_PLAN'): void => {
      found.push({ path: field === '' ? path : `${path}.${field}`, message, code })
    }
    if (seen.has(planned.id)) report('id', `"${planned.id}" stands twice. Give each contender an id of its own.`)
    seen.add(planned.id)

    const adapter = findProvider(planned.provider)
    if (adapter === null) {
      const ids = providers.map((provider) => provider.descriptor.id)
      report(
        'provider',
        `There is no provider "${planned.provider}". ${suggestion(planned.provider, ids)}Known: ${ids.join(', ')}.`,
        'UNKNOWN_PROVIDER',
      )
      continue
    }
    const { descriptor } = adapter
    const model = descriptor.models.find((candidate) => candidate.id === planned.model)
    if (model === undefined) {
      const ids = descriptor.models.map((candidate) => candidate.id)
      report(
        'model',
        `${descriptor.name} has no model "${planned.model}" here. ${suggestion(planned.model, ids)}Known: ${ids.join(', ')}.`,
      )
      continue
    }
    if (model.maximumConcurrency !== null && planned.concurrency > model.maximumConcurrency) {
      report(
        'concurrency',
        `${descriptor.name} draws ${model.maximumConcurrency} at a time: a further request would wait there and be logged as latency. Use at most ${model.maximumConcurrency}.`,
      )
    }
    const priceId = planned.priceId ?? model.defaultPriceId
    const price = descriptor.prices.find((candidate) => candidate.id === priceId) ?? null
    if (planned.priceId !== undefined && price === null) {
      const ids = descriptor.prices.map((candidate) => candidate.id)
      report('priceId', `There is no price "${planned.priceId}". Known: ${ids.join(', ')}.`)
    }
    const ceilingMicros = planned.ceilingUsd === undefined ? null : microsFromUsd(planned.ceilingUsd)
    const sampleAsk: Ask = {
      modelId: model.id,
      prompt: plan.prompts[0]?.text ?? '',
      seed: plan.seed,
      parameters: planned.parameters,
    }
    if (
      plan.budgetUsd !== undefined &&
      ceilingMicros === null &&
      adapter.estimateSample(sampleAsk, price).amountMicros === null
    ) {
      report(
        'ceilingUsd',
        `The cost of one picture is not known beforehand, so the budget could not be kept. Say what one may cost at most: ceilingUsd.`,
      )
    }
    for (const warning of adapter.buildSubmit(sampleAsk).warnings) {
      const sent = warning.sent === null ? 'is not sent' : `is sent as ${warning.sent}`
      notes.push({ contenderId: planned.id, text: `${warning.parameter} ${warning.asked} ${sent}: ${warning.reason}` })
    }

    let account: CheckedContender['account'] = null
    if (planned.account === 'environment') {
      const { credentials, problems } = readCredentials(adapter, secrets)
      for (const problem of problems) report('account', problem.message, 'MISSING_CREDENTIAL')
      const baseUrl = planned.baseUrl ?? secrets.read(descriptor.id, 'baseUrl') ?? descriptor.defaultBaseUrl
      if (baseUrl === null) {
        report(
          'baseUrl',
          `${descriptor.name} runs at an address of yours. Give it as baseUrl, or set ASSAY_${descriptor.id.toUpperCase()}_BASE_URL.`,
          'MISSING_CREDENTIAL',
        )
      } else if (!isHttpUrl(baseUrl)) {
        report('baseUrl', `"${baseUrl}" is not an http or https address.`)
      } else account = { baseUrl, credentials }
    }
    const name = planned.name ?? descriptor.name
    contenders.push({ planned, name, position, adapter, model, price, ceilingMicros, account, sampleAsk })
  }
  return {
    contenders: tellApart(contenders),
    notes,
    problems: found.map(({ path, message }) => ({ path, message })),
    code: found[0]?.code ?? 'INVALID_PLAN',
  }
}

/** Two contenders of one provider carry their model in the name, so that no table shows two alike. */
function tellApart(contenders: CheckedContender[]): CheckedContender[] {
  const count = (name: string): number => contenders.filter((contender) => contender.name === name).length
  return contenders.map((contender) =>
    contender.planned.name === undefined && count(contender.name) > 1
      ? { ...contender, name: `${contender.name} ${contender.model.name}` }
      : contender,
  )
}

function suggestion(given: string, known: string[]): string {
  if (known.length === 0) return ''
  const nearest = closest(given, known)
  return nearest[0] === given[0] ? `Did you mean "${nearest}"? ` : ''
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}
