import type { ParameterRange, Task } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

const number = (
  name: 'width' | 'height' | 'steps' | 'guidance' | 'strength' | 'scale' | 'seed',
  minimum: number,
  maximum: number,
  integer = true,
): ParameterRange => ({ kind: 'number', name, integer, minimum, maximum, multipleOf: null, default: null })

/** The API's own bounds are not known: these are as wide as Assay's own. */
const drawing: ParameterRange[] = [
  number('width', 64, 4096),
  number('height', 64, 4096),
  number('steps', 1, 200),
  number('guidance', 0, 50, false),
  { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
  { kind: 'text', name: 'sampler', maximumLength: 80 },
]
const format: ParameterRange = { kind: 'choice', name: 'format', choices: ['png', 'jpeg', 'webp'], default: null }
const seed = number('seed', 0, 2_147_483_647)
const strength = number('strength', 0, 1, false)

const TASKS: readonly { task: Task; name: string; parameters: ParameterRange[] }[] = [
  { task: 'generate', name: 'Your API, text to image', parameters: [...drawing, seed, format] },
  { task: 'image-to-image', name: 'Your API, image to image', parameters: [...drawing, strength, seed, format] },
  { task: 'upscale', name: 'Your API, upscale', parameters: [number('scale', 1, 16, false), strength, seed, format] },
  { task: 'remove-background', name: 'Your API, remove background', parameters: [seed, format] },
]

/** One model a task: what is really asked is in the template that the contender brings. */
export const MODELS: readonly Model[] = TASKS.map(({ task, name, parameters }) => ({
  id: task,
  name,
  family: 'own-api',
  task,
  workflow: 'http',
  execution: 'polled',
  parameters,
  // Of a template with a job, its own interval counts.
  pollIntervalMs: 1000,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [
    'The API is the team’s own, and so are its bounds: what it does not accept comes back as an invalid request.',
    'A parameter without a placeholder in the template is not sent, and becomes a warning on the sample.',
    'The cost is unknown unless the reply tells it, or a price of your own is chosen.',
  ],
}))
