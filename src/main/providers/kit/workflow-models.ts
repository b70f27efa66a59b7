import type { ParameterName, ParameterRange, Task } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

type NumberRange = Extract<ParameterRange, { kind: 'number' }>

const whole = (name: ParameterName, minimum: number, maximum: number, multipleOf: number | null): NumberRange => ({
  kind: 'number',
  name,
  integer: true,
  minimum,
  maximum,
  multipleOf,
  // The workflow itself holds a value: what is not asked for is not sent.
  default: null,
})
const fraction = (name: ParameterName, minimum: number, maximum: number): NumberRange => ({
  ...whole(name, minimum, maximum, null),
  integer: false,
})

// Latents are an eighth of the picture: other sides would be cut by the workflow, unseen.
const size = [whole('width', 64, 4096, 8), whole('height', 64, 4096, 8)]
const sampling: readonly ParameterRange[] = [
  whole('steps', 1, 200, null),
  fraction('guidance', 0, 50),
  { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
  { kind: 'text', name: 'sampler', maximumLength: 80 },
  // As LoraLoader has them; how many a graph takes is told by its loaders.
  { kind: 'loras', name: 'loras', maximumCount: 5, minimumScale: -100, maximumScale: 100 },
]
// ComfyUI counts seeds up to 2^64 − 1; beyond 2^53 − 1 JSON from JavaScript would no longer be exact.
const seed = whole('seed', 0, Number.MAX_SAFE_INTEGER, null)
const strength = fraction('strength', 0, 1)

const TASKS: readonly { task: Task; id: string; name: string; parameters: ParameterRange[] }[] = [
  { task: 'generate', id: 'workflow', name: 'Workflow', parameters: [...size, ...sampling, seed] },
  {
    task: 'image-to-image',
    id: 'workflow-image-to-image',
    name: 'Workflow, image to image',
    parameters: [...sampling, strength, seed],
  },
  {
    task: 'upscale',
    id: 'workflow-upscale',
    name: 'Workflow, upscale',
    parameters: [fraction('scale', 1, 16), ...sampling, strength, seed],
  },
  {
    task: 'remove-background',
    id: 'workflow-remove-background',
    name: 'Workflow, remove background',
    parameters: [seed],
  },
]

/**
 * The models of a provider that runs the team's own ComfyUI workflows: one a task, each with the canonical parameters. What
 * the contender's workflow binds no input to is dropped with a warning when it is asked. LoRAs go into loaders of a graph; a
 * deployed workflow has no input for a list of them.
 */
export function workflowModels(
  own: Pick<Model, 'workflow' | 'pollIntervalMs' | 'maximumConcurrency' | 'defaultPriceId' | 'cautions'>,
): Model[] {
  return TASKS.map((model) => ({
    ...model,
    ...own,
    parameters: model.parameters.filter(({ kind }) => kind !== 'loras' || own.workflow === 'comfyui'),
    family: 'own-workflow',
    execution: 'polled',
  }))
}
