import type { ProviderDescriptor } from '#main/providers/provider-adapter.ts'
import type { CriterionMeasure } from '#shared/domain/decision-evidence.ts'
import type { BuiltInCriterion } from '#shared/domain/decision-settings.ts'
import type { Contender, ContenderStep } from '#shared/domain/plan.ts'
import { MOST_LEVEL } from '#shared/domain/rubric-level.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { unknownMeasure } from './measured.ts'

/** What a decision draws on of a provider's description. */
export type ProviderFacts = Pick<ProviderDescriptor, 'id' | 'name' | 'kind' | 'models' | 'webhooks' | 'sources'>

/** Rubrics of which a provider's description says something; for the words of their levels see `criteriaOf`. */
type Described = Extract<BuiltInCriterion, 'catalogue' | 'comfyui' | 'jobs' | 'operations'>

/** Levels that something lies between; both the same where it is known. */
interface Span {
  low: number
  high: number
  /** Why no one level is known, or what says so. */
  says: string
}

/**
 * Levels of rubrics that follow from what Assay's descriptions of providers say. They say what Assay uses of a provider: that a model or
 * a workflow is missing in one does not mean that the provider has none, so such a level is not known, or known from below alone. Of a
 * pipeline, its weakest step counts.
 */
export function describedLevels(
  contender: Contender,
  providers: readonly ProviderFacts[],
): Record<Described, CriterionMeasure> {
  const steps = [contender, ...contender.furtherSteps].map((step) => ({
    step,
    facts: providers.find(({ id }) => id === step.providerId) ?? null,
  }))
  const weakest = (spanOf: (step: ContenderStep, facts: ProviderFacts) => Span): CriterionMeasure => {
    if (steps.some(({ facts }) => facts === null)) return unknownMeasure('nothing describes its provider')
    const spans = steps.map(({ step, facts }) => spanOf(step, facts as ProviderFacts))
    const low = Math.min(...spans.map((span) => span.low))
    const high = Math.min(...spans.map((span) => span.high))
    const says = (spans.find((span) => span.low === low) as Span).says
    if (low < high) return { ...unknownMeasure(says), ...(low > 0 || high < MOST_LEVEL ? { low, high } : {}) }
    const text = `${says}: ${steps.map(({ facts }) => describedWhen(facts as ProviderFacts)).join('; ')}`
    const evidence = { source: 'described' as const, text, method: null, priceVersion: null }
    return { state: 'known', value: low, low, high, spread: 'exact', count: null, evidence }
  }
  return {
    catalogue: weakest(catalogueSpan),
    comfyui: weakest(comfyuiSpan),
    jobs: weakest(jobsSpan),
    operations: weakest(operationsSpan),
  }
}

function catalogueSpan(_step: ContenderStep, { kind, models }: ProviderFacts): Span {
  if (kind !== 'managed') return known(4, 'a host of one’s own runs the weights that one puts there')
  const least = models.length >= 20 ? 3 : models.length >= 5 ? 2 : models.length >= 2 ? 1 : 0
  return {
    low: least,
    high: MOST_LEVEL,
    says: `Assay knows ${countText(models.length, 'model')} of it, and it may have more`,
  }
}

function comfyuiSpan(_step: ContenderStep, { kind, models }: ProviderFacts): Span {
  const has = (workflow: 'comfyui' | 'deployed'): boolean => models.some((model) => model.workflow === workflow)
  if (has('comfyui')) {
    return kind === 'managed'
      ? known(3, 'workflows are sent whole, as they are exported')
      : known(4, 'a ComfyUI of one’s own runs whatever is installed there')
  }
  if (has('deployed'))
    return {
      low: 2,
      high: MOST_LEVEL,
      says: 'its workflows live at the provider, and what may be in them is not known',
    }
  return { low: 0, high: MOST_LEVEL, says: 'Assay sends it no ComfyUI workflow, and it may take some' }
}

function jobsSpan({ modelId }: ContenderStep, { webhooks, models }: ProviderFacts): Span {
  if (webhooks.offered) {
    return webhooks.signing === null
      ? known(3, 'it offers webhooks')
      : known(4, `it offers webhooks, signed: ${webhooks.signing}`)
  }
  const own = models.find(({ id }) => id === modelId)
  const isPolled = (own === undefined ? models : [own]).some(({ execution }) => execution === 'polled')
  return isPolled ? known(2, 'its jobs are asked after') : known(0, 'it answers in the call itself')
}

function operationsSpan({ price }: ContenderStep, { kind }: ProviderFacts): Span {
  if (kind === 'managed') return known(4, 'it is an API that its provider runs')
  if (price?.unit === 'compute-second') return known(2, 'its containers are one’s own, and metered by the second')
  return { low: 0, high: 1, says: 'its machines are run by the team, and who is on call is for you to say' }
}

function known(level: number, says: string): Span {
  return { low: level, high: level, says }
}

/** `Fal as documented, read 22 Nov 2026` */
function describedWhen({ name, sources }: ProviderFacts): string {
  const last = sources
    .map(({ retrievedOn }) => retrievedOn)
    .toSorted()
    .at(-1)
  return last === undefined ? `${name} as Assay describes it` : `${name} as documented, read ${dayText(last)}`
}
