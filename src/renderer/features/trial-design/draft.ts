import type { FrozenPlan, Plan } from '#shared/domain/plan.ts'
import type { GenerationParameters, ParameterName } from '#shared/domain/generation.ts'
import { MICROS_PER_USD } from '#shared/units/format-usd.ts'

/** A plan while someone types it: numbers are still text, so that a half-typed one is neither lost nor corrected. */
export interface Draft {
  name: string
  question: string
  contenders: DraftContender[]
  prompts: DraftPrompt[]
  repeats: string
  seeds: Plan['seeds']
  seed: string
  timeoutSeconds: string
  maximumAttempts: string
  /** Empty means no limit. */
  budgetUsd: string
}

export type DraftParameter = Exclude<ParameterName, 'seed' | 'loras'>

export interface DraftContender {
  /** The contender's id in the plan. */
  id: string
  included: boolean
  provider: string
  model: string
  account: Plan['contenders'][number]['account']
  name: string
  baseUrl: string
  concurrency: string
  /** Empty means the model's default price. */
  priceId: string
  /** Empty means none. */
  ceilingUsd: string
  /** Empty or absent means the model's default. */
  parameters: Partial<Record<DraftParameter, string>>
}

export interface DraftPrompt {
  name: string
  text: string
}

export function draftFromPlan(plan: Plan): Draft {
  return {
    name: plan.name,
    question: plan.question ?? '',
    contenders: plan.contenders.map((contender) => ({
      id: contender.id,
      included: true,
      provider: contender.provider,
      model: contender.model,
      account: contender.account,
      name: contender.name ?? '',
      baseUrl: contender.baseUrl ?? '',
      concurrency: String(contender.concurrency),
      priceId: contender.priceId ?? '',
      ceilingUsd: contender.ceilingUsd === undefined ? '' : String(contender.ceilingUsd),
      parameters: writeParameters(contender.parameters),
    })),
    prompts: plan.prompts.map((prompt) => ({ name: prompt.name ?? '', text: prompt.text })),
    repeats: String(plan.repeats),
    seeds: plan.seeds,
    seed: String(plan.seed),
    timeoutSeconds: String(plan.timeoutMs / 1000),
    maximumAttempts: String(plan.retry.maximumAttempts),
    budgetUsd: plan.budgetUsd === undefined ? '' : String(plan.budgetUsd),
  }
}

/** A trial's plan to be run again. Practice addresses belong to a simulator that is gone, so they are left out. */
export function draftFromFrozenPlan(plan: FrozenPlan): Draft {
  return {
    name: plan.name,
    question: plan.question ?? '',
    contenders: plan.contenders.map((contender) => ({
      id: contender.id,
      included: true,
      provider: contender.providerId,
      model: contender.modelId,
      account: contender.account,
      name: contender.name,
      baseUrl: contender.account === 'practice' ? '' : contender.baseUrl,
      concurrency: String(contender.concurrency),
      priceId: contender.price?.id ?? '',
      ceilingUsd: contender.ceilingMicros === null ? '' : String(contender.ceilingMicros / MICROS_PER_USD),
      parameters: writeParameters(contender.parameters),
    })),
    prompts: plan.cases.map((planCase) => ({ name: planCase.name, text: planCase.prompt })),
    repeats: String(plan.repeats),
    seeds: plan.seeds,
    seed: String(plan.seed),
    timeoutSeconds: String(plan.timeoutMs / 1000),
    maximumAttempts: String(plan.retry.maximumAttempts),
    budgetUsd: plan.budgetMicros === null ? '' : String(plan.budgetMicros / MICROS_PER_USD),
  }
}

function writeParameters(parameters: GenerationParameters): DraftContender['parameters'] {
  const written: DraftContender['parameters'] = {}
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string' || typeof value === 'number') written[name as DraftParameter] = String(value)
  }
  return written
}

/** Prompts as pasted: one a line, empty lines skipped. */
export function readPastedPrompts(text: string): DraftPrompt[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ name: '', text: line }))
}
