import { escapeBraces } from '#shared/domain/fill-variables.ts'
import type { ContenderStep, FrozenPlan, Plan } from '#shared/domain/plan.ts'
import type { AccountChoice, PlannedStep } from '#shared/domain/planned-contender.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import type { GenerationParameters, ParameterName } from '#shared/domain/generation.ts'
import type { Price } from '#shared/domain/price.ts'
import { RENTAL_PRICE_PREFIX } from '#shared/domain/rental-price.ts'
import { MICROS_PER_USD } from '#shared/units/format-usd.ts'
import { EVERYTHING, type SelectionDraft } from '../prompt-sets/selection-draft.ts'
import { designFromFrozenPlan, designFromPlan, type DraftDesign } from './draft-design.ts'

/** A plan while someone types it: numbers are still text, so that a half-typed one is neither lost nor corrected. */
export interface Draft {
  name: string
  question: string
  contenders: DraftContender[]
  prompts: DraftPrompt[]
  /** The set that the prompts are of; null where they were typed, pasted or changed here. */
  promptSet: DraftPromptSet | null
  repeats: string
  seeds: Plan['seeds']
  seed: string
  timeoutSeconds: string
  maximumAttempts: string
  /** Empty means no limit. */
  budgetUsd: string
  design: DraftDesign
}

export type DraftParameter = Exclude<ParameterName, 'seed' | 'loras'>

/** One step of a contender while someone types it. */
export interface DraftStep {
  provider: string
  model: string
  account: AccountChoice
  baseUrl: string
  /** The id of a rented machine that it runs on; empty means none. */
  rental: string
  /** The id of a workflow; empty means none. */
  workflow: string
  /** Empty means the model's default price. */
  priceId: string
  /** Empty means none. */
  ceilingUsd: string
  /** Empty or absent means the model's default. */
  parameters: Partial<Record<DraftParameter, string>>
  loras: DraftLora[]
}

export interface DraftLora {
  path: string
  scale: string
}

/** A contender: its first step, and what is done with the picture next. */
export interface DraftContender extends DraftStep {
  /** The contender's id in the plan. */
  id: string
  included: boolean
  name: string
  concurrency: string
  furtherSteps: DraftStep[]
}

export interface DraftPrompt extends Omit<Prompt, 'name'> {
  name: string
}

export interface DraftPromptSet {
  origin: NonNullable<Plan['promptSet']>
  selection: SelectionDraft
  /** How many prompts of the set have any of the chosen tags. */
  taggedCount: number
}

export function draftFromPlan(plan: Plan): Draft {
  return {
    name: plan.name,
    question: plan.question ?? '',
    contenders: plan.contenders.map((contender) => ({
      ...stepFromPlan(contender),
      id: contender.id,
      included: true,
      name: contender.name ?? '',
      concurrency: String(contender.concurrency),
      furtherSteps: contender.furtherSteps.map(stepFromPlan),
    })),
    prompts: draftPrompts(plan.prompts),
    promptSet: draftPromptSet(plan.promptSet, plan.prompts.length),
    repeats: String(plan.repeats),
    seeds: plan.seeds,
    seed: String(plan.seed),
    timeoutSeconds: String(plan.timeoutMs / 1000),
    maximumAttempts: String(plan.retry.maximumAttempts),
    budgetUsd: plan.budgetUsd === undefined ? '' : String(plan.budgetUsd),
    design: designFromPlan(plan),
  }
}

export function draftPrompts(prompts: readonly Prompt[]): DraftPrompt[] {
  return prompts.map((prompt) => ({ ...prompt, name: prompt.name ?? '' }))
}

/** Which of its prompts were chosen is known in words alone; choosing anew begins with all of them. */
function draftPromptSet(origin: Plan['promptSet'], taggedCount: number): DraftPromptSet | null {
  return origin === undefined ? null : { origin, selection: EVERYTHING, taggedCount }
}

function stepFromPlan(step: PlannedStep): DraftStep {
  return {
    provider: step.provider,
    model: step.model,
    account: step.account,
    baseUrl: step.baseUrl ?? '',
    rental: step.rental ?? '',
    workflow: step.workflow ?? '',
    priceId: step.priceId ?? '',
    ceilingUsd: step.ceilingUsd === undefined ? '' : String(step.ceilingUsd),
    ...writeParameters(step.parameters),
  }
}

/** A trial's plan to be run again. */
export function draftFromFrozenPlan(plan: FrozenPlan): Draft {
  return {
    name: plan.name,
    question: plan.question ?? '',
    contenders: plan.contenders.map((contender) => ({
      ...stepFromFrozenPlan(contender),
      id: contender.id,
      included: true,
      name: contender.name,
      concurrency: String(contender.concurrency),
      furtherSteps: contender.furtherSteps.map(stepFromFrozenPlan),
    })),
    prompts: promptsOf(plan),
    promptSet: draftPromptSet(plan.promptSet, new Set(plan.cases.map(({ promptIndex }) => promptIndex)).size),
    repeats: String(plan.repeats),
    seeds: plan.seeds,
    seed: String(plan.seed),
    timeoutSeconds: String(plan.timeoutMs / 1000),
    maximumAttempts: String(plan.retry.maximumAttempts),
    budgetUsd: plan.budgetMicros === null ? '' : String(plan.budgetMicros / MICROS_PER_USD),
    design: designFromFrozenPlan(plan),
  }
}

/** Each prompt once, however many cases were made of it, with the placeholders that axes fill. */
function promptsOf({ cases, axes }: FrozenPlan): DraftPrompt[] {
  const firsts = new Map(cases.toReversed().map((asked) => [asked.promptIndex, asked]))
  const variesNegative = axes.some(({ name }) => name === 'negativePrompt')
  return [...firsts.values()]
    .toSorted((one, other) => one.promptIndex - other.promptIndex)
    .map(({ name, coordinates, prompt, template, parameters, tags, variables, picture }) => {
      // A case has its placeholders filled: the braces that it still holds are meant as they are.
      const own = variesNegative ? undefined : parameters.negativePrompt
      const negativePrompt = template?.negativePrompt ?? (own === undefined ? undefined : escapeBraces(own))
      return {
        name: withoutCoordinates(name, coordinates),
        text: template?.text ?? escapeBraces(prompt),
        ...(negativePrompt === undefined ? {} : { negativePrompt }),
        ...(tags === undefined ? {} : { tags }),
        ...(variables === undefined ? {} : { variables }),
        ...(picture === null ? {} : { picture: picture.sha256 }),
      }
    })
}

function withoutCoordinates(name: string, coordinates: Readonly<Record<string, string>>): string {
  return Object.entries(coordinates).reduceRight((text, [axis, value]) => {
    const where = ` · ${axis} ${value}`
    return text.endsWith(where) ? text.slice(0, -where.length) : text
  }, name)
}

/** A practice address belongs to a simulator that is gone, and an account has its own: only one from the environment is carried on. */
function stepFromFrozenPlan(step: ContenderStep): DraftStep {
  return {
    provider: step.providerId,
    model: step.modelId,
    account: step.account,
    baseUrl: step.account === 'environment' ? step.baseUrl : '',
    // A machine that a trial ran on is usually gone by the time that it is repeated.
    rental: '',
    workflow: step.workflow?.id ?? '',
    priceId: step.price === null || isOfRental(step.price) ? '' : step.price.id,
    ceilingUsd: step.ceilingMicros === null ? '' : String(step.ceilingMicros / MICROS_PER_USD),
    ...writeParameters(step.parameters),
  }
}

/** The price of a rented machine is that machine's own, and is in no price book. */
function isOfRental({ id }: Pick<Price, 'id'>): boolean {
  return id.startsWith(RENTAL_PRICE_PREFIX)
}

function writeParameters({ loras = [], ...parameters }: GenerationParameters): Pick<DraftStep, 'parameters' | 'loras'> {
  const written: DraftStep['parameters'] = {}
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) written[name as DraftParameter] = String(value)
  }
  return { parameters: written, loras: loras.map(({ path, scale }) => ({ path, scale: String(scale) })) }
}

/** Prompts as pasted: one a line, empty lines skipped. */
export function readPastedPrompts(text: string): DraftPrompt[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ name: '', text: line }))
}
