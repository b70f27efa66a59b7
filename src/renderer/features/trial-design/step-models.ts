import type { ParameterRange, Task } from '#shared/domain/generation.ts'
import type { Model, ProviderSummary } from '#shared/domain/provider.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { FieldOption } from '../../ui/field.tsx'
import type { DraftContender, DraftStep } from './draft.ts'
import { newStep } from './list-candidates.ts'
import { accountOptions, type DesignSources } from './design-sources.ts'

export const TASK_WORDS: Record<Task, string> = {
  generate: 'Draws from the prompt',
  'image-to-image': 'Changes a picture',
  upscale: 'Makes a picture larger',
  'remove-background': 'Removes the background',
}

/** The value of the option that asks for a model by its id. */
export const OTHER_MODEL = '\n'

/** The model of a step; null where it is named by hand, so that nothing is known of it. */
export function modelOf(step: Pick<DraftStep, 'model'>, provider: ProviderSummary | null): Model | null {
  return provider?.models.find(({ id }) => id === step.model) ?? null
}

/** The models for one place of a pipeline, by what they do. */
export function modelOptions(provider: ProviderSummary, place: 'first' | 'further'): FieldOption[] {
  const listed = provider.models
    .filter(({ task }) => place === 'first' || task !== 'generate')
    .map(({ id, name, task }) => ({ value: id, label: name, group: TASK_WORDS[task] }))
  return provider.otherModels === null
    ? listed
    : [...listed, { value: OTHER_MODEL, label: 'another one, by its id …', group: 'Not in the list' }]
}

/** What can be asked of a model that nothing is known of. What it does not take is dropped, and said. */
export const USUAL_PARAMETERS: readonly ParameterRange[] = [
  { kind: 'number', name: 'width', integer: true, minimum: 64, maximum: 4096, multipleOf: null, default: 1024 },
  { kind: 'number', name: 'height', integer: true, minimum: 64, maximum: 4096, multipleOf: null, default: 1024 },
  { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 200, multipleOf: null, default: null },
  { kind: 'number', name: 'guidance', integer: false, minimum: 0, maximum: 50, multipleOf: null, default: null },
  { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
]

/** Tasks that a further step can have, in the order in which they are offered. */
export const FURTHER_TASKS = ['upscale', 'remove-background', 'image-to-image'] as const satisfies readonly Task[]

/**
 * A step that does the task: at the provider of the step before where that can, else at the first one that can be used. A
 * practice contender stays one, since what is charged must not be mixed up with what is not.
 * @returns null where nobody can
 */
export function proposeStep(contender: DraftContender, task: Task, sources: DesignSources): DraftStep | null {
  const before = contender.furtherSteps.at(-1) ?? contender
  const practice = contender.account === 'practice'
  const near = sources.providers.filter(({ id }) => id === before.provider)
  const others = sources.providers.filter(({ id }) => id !== before.provider)
  for (const provider of [...near, ...others]) {
    const model = provider.models.find((candidate) => candidate.task === task && candidate.workflow === null)
    const account = usableAccount(provider, practice, before, sources)
    if (model !== undefined && account !== null) return newStep(provider.id, model.id, account)
  }
  return null
}

function usableAccount(
  provider: ProviderSummary,
  practice: boolean,
  before: DraftStep,
  { accounts }: DesignSources,
): AccountChoice | null {
  const choices = accountOptions(provider, accounts).map(({ value }) => value)
  if (practice) return choices.includes('practice') ? 'practice' : null
  if (before.provider === provider.id && choices.includes(before.account)) return before.account
  return choices.filter((choice) => choice !== 'practice').at(-1) ?? null
}
