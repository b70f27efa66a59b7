import { modelOf } from '#main/providers/kit/find-model.ts'
import type { Ask, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { findProvider, providers } from '#main/providers/registry.ts'
import { fillPrompt } from '#shared/domain/fill-variables.ts'
import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { PlannedStep } from '#shared/domain/planned-contender.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { Workflow } from '#shared/domain/workflow.ts'
import { microsFromUsd, type Micros } from '#shared/units/money.ts'
import { didYouMean } from './account-providers.ts'
import { checkAccountChoice, type StepAccount } from './check-account-choice.ts'
import { checkRental } from './check-rental.ts'
import { checkWorkflow } from './check-workflow.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { PlanSources } from './plan-sources.ts'

/** One step of a contender whose provider, model, workflow, price and account have been found. */
export interface CheckedStep {
  planned: PlannedStep
  adapter: ProviderAdapter
  model: Model
  workflow: Workflow | null
  price: Price | null
  ceilingMicros: Micros | null
  /** null where something is wrong with it. */
  account: StepAccount | null
  /**
   * The ask of its first prompt, with the longest negative prompt that any brings: what the price and the parameters are judged by. A
   * later step's picture is made up.
   */
  sampleAsk: Ask
  /** False where the ask lacks its workflow or its picture, which has been reported: an adapter is never asked to build it. */
  askable: boolean
  /** Whether a seed is sent, where one decides anything. */
  takesSeed: boolean
  /** What will not be sent as asked. */
  notes: string[]
}

/** Provider and model that a step names; null where there is no such thing, which has been reported. */
export function findStepModel(
  planned: PlannedStep,
  report: ReportProblem,
): { adapter: ProviderAdapter; model: Model } | null {
  const adapter = findProvider(planned.provider)
  if (adapter === null) {
    const ids = providers.map((provider) => provider.descriptor.id)
    report(
      'provider',
      `There is no provider "${planned.provider}". ${didYouMean(planned.provider, ids)}Known: ${ids.join(', ')}.`,
      'UNKNOWN_PROVIDER',
    )
    return null
  }
  const { descriptor } = adapter
  const model = modelOf(adapter, planned.model)
  if (model !== null) return { adapter, model }
  const ids = descriptor.models.map((candidate) => candidate.id)
  const others = descriptor.otherModels === null ? '' : ` Or ${descriptor.otherModels}.`
  report(
    'model',
    `${descriptor.name} has no model "${planned.model}" here. ${didYouMean(planned.model, ids)}Known: ${ids.join(', ')}.${others}`,
  )
  return null
}

/**
 * Finds everything that can be known of one step before the first request.
 * @param picture what it is given; null where it draws from the prompt alone
 */
export function checkStep(
  found: {
    planned: PlannedStep
    adapter: ProviderAdapter
    model: Model
    picture: ImageRecord | null
    isFirst: boolean
  },
  plan: Plan,
  sources: PlanSources,
  report: ReportProblem,
): CheckedStep {
  const { planned, adapter, model, picture, isFirst } = found
  // A prompt's own is asked of the first step alone, as all that a case asks.
  const negativePrompt = isFirst ? longestNegativePrompt(plan.prompts) : undefined
  const rental = checkRental(planned, sources, report)
  const place = rental === null ? planned : { ...planned, baseUrl: rental.baseUrl }
  // A machine that can't be used has been reported: that it leaves the step without an address would only puzzle.
  const lost = planned.rental !== undefined && rental === null
  const account = lost ? null : checkAccountChoice(place, adapter, sources, report)
  const workflow = checkWorkflow(planned, adapter, model, sources, report)
  const prices = sources.prices(adapter)
  const listed = prices.find(({ id }) => id === (planned.priceId ?? model.defaultPriceId)) ?? null
  const price = rental?.price ?? listed
  if (planned.priceId !== undefined && listed === null) {
    report('priceId', `There is no price "${planned.priceId}". Known: ${prices.map(({ id }) => id).join(', ')}.`)
  }
  const ceilingMicros = planned.ceilingUsd === undefined ? null : microsFromUsd(planned.ceilingUsd)
  const sampleAsk = withUpload(adapter, {
    modelId: model.id,
    prompt: plan.prompts[0] === undefined ? '' : fillPrompt(plan.prompts[0]).text,
    seed: plan.seed,
    parameters: { ...planned.parameters, ...(negativePrompt !== undefined && { negativePrompt }) },
    workflow: workflow === 'wrong' ? null : (workflow?.content ?? null),
    picture,
    uploaded: null,
    clientId: adapter.progressSocket === undefined ? null : 'assay',
  })
  const step = {
    planned,
    adapter,
    model,
    workflow: workflow === 'wrong' ? null : workflow,
    price,
    ceilingMicros,
    account,
    sampleAsk,
  }
  if (workflow === 'wrong' || (model.task !== 'generate' && picture === null))
    return { ...step, askable: false, takesSeed: true, notes: [] }
  const { warnings } = adapter.buildSubmit(sampleAsk)
  const takesSeed = !warnings.some(({ parameter, sent }) => parameter === 'seed' && sent === null)
  return { ...step, askable: true, takesSeed, notes: warnings.map(noteOn) }
}

function longestNegativePrompt(prompts: readonly Prompt[]): string | undefined {
  const filled = prompts.flatMap((prompt) =>
    prompt.negativePrompt === undefined ? [] : (fillPrompt(prompt).negativePrompt ?? []),
  )
  return filled.length === 0
    ? undefined
    : filled.reduce((longest, next) => (next.length > longest.length ? next : longest))
}

/** As it will be once the picture is at the provider. */
function withUpload(adapter: ProviderAdapter, ask: Ask): Ask {
  if (ask.picture === null || adapter.buildUpload === undefined) return ask
  return { ...ask, uploaded: 'assay-picture' }
}

function noteOn({ parameter, asked, sent: value, reason }: ParameterWarning): string {
  const sent = value === null ? 'is not sent' : `is sent as ${value}`
  return `${parameter} ${asked} ${sent}: ${reason}`
}
