import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

// The API names no smallest and no largest size: these are Assay's own bounds, and only the multiple is documented.
const width: ParameterRange = {
  kind: 'number',
  name: 'width',
  integer: true,
  minimum: 64,
  maximum: 4096,
  multipleOf: 8,
  default: null,
}
const height: ParameterRange = { ...width, name: 'height' }
const seed: ParameterRange = {
  kind: 'number',
  name: 'seed',
  integer: true,
  minimum: 0,
  maximum: 2_147_483_647,
  multipleOf: null,
  default: null,
}
const steps: ParameterRange = {
  kind: 'number',
  name: 'steps',
  integer: true,
  minimum: 1,
  maximum: 50,
  multipleOf: null,
  default: null,
}
/** The API's description speaks of values from 1 to 10 and sets no bounds. */
const guidance: ParameterRange = {
  kind: 'number',
  name: 'guidance',
  integer: false,
  minimum: 1,
  maximum: 10,
  multipleOf: null,
  default: null,
}
const negativePrompt: ParameterRange = { kind: 'text', name: 'negativePrompt', maximumLength: 4000 }
const format: ParameterRange = { kind: 'choice', name: 'format', choices: ['jpeg', 'png'], default: 'jpeg' }
/** Neither the number of LoRAs nor their scale is bounded in the documentation: these are Assay's own bounds. */
const loras: ParameterRange = { kind: 'loras', name: 'loras', maximumCount: 5, minimumScale: -4, maximumScale: 4 }

const ALWAYS = 'The reply names neither the seed nor the cost nor, as a rule, the time.'
const NO_PRICE = 'No dated price was found, so its cost is unknown.'
const MAY_BE_GONE = 'The list of serverless models rotates: a model that is gone answers with 404.'
const STEPS_UNCONFIRMED = 'The range of steps is not confirmed by the API’s own description.'

const plain = {
  task: 'generate',
  workflow: null,
  execution: 'synchronous',
  pollIntervalMs: null,
  maximumConcurrency: null,
  defaultPriceId: null,
} satisfies Partial<Model>

const kontext = {
  ...plain,
  task: 'image-to-image',
  parameters: [seed, format],
  cautions: [
    ALWAYS,
    NO_PRICE,
    'The input picture is sent as a data URI; the documentation speaks of a URL.',
    'The model chooses the size of its picture from the input.',
  ],
} satisfies Partial<Model>

/** Image models named in Together's documentation. Its list of models says what is served today. */
export const models: readonly Model[] = [
  {
    ...plain,
    id: 'black-forest-labs/FLUX.1-schnell',
    name: 'FLUX.1 [schnell]',
    family: 'flux.1-schnell',
    // 4 is what the documentation of this model takes; the schema's own default is 20.
    parameters: [width, height, { ...steps, maximum: 12, default: 4 }, seed, format],
    defaultPriceId: 'together/flux-1-schnell',
    cautions: [
      ALWAYS,
      STEPS_UNCONFIRMED,
      'The documentation names an aspect ratio for this model; width and height are sent, which recorded calls show to work.',
      'A price is known for 1024 × 1024 at 4 steps alone.',
    ],
  },
  {
    ...plain,
    id: 'black-forest-labs/FLUX.1.1-pro',
    name: 'FLUX1.1 [pro]',
    family: 'flux.1.1-pro',
    parameters: [width, height, seed, format],
    cautions: [ALWAYS, NO_PRICE],
  },
  {
    ...plain,
    id: 'black-forest-labs/FLUX.1-dev',
    name: 'FLUX.1 [dev]',
    family: 'flux.1-dev',
    parameters: [width, height, steps, guidance, seed, format],
    defaultPriceId: 'together/flux-1-dev',
    cautions: [ALWAYS, STEPS_UNCONFIRMED, MAY_BE_GONE, 'A price is known for 1024 × 1024 at the default steps alone.'],
  },
  {
    ...plain,
    id: 'black-forest-labs/FLUX.1-dev-lora',
    name: 'FLUX.1 [dev] with LoRA',
    family: 'flux.1-dev',
    parameters: [width, height, steps, guidance, loras, seed, format],
    cautions: [ALWAYS, NO_PRICE, STEPS_UNCONFIRMED, MAY_BE_GONE],
  },
  {
    ...plain,
    id: 'black-forest-labs/FLUX.2-dev',
    name: 'FLUX.2 [dev]',
    family: 'flux.2-dev',
    parameters: [width, height, steps, guidance, seed, format],
    cautions: [ALWAYS, NO_PRICE, STEPS_UNCONFIRMED],
  },
  {
    ...plain,
    id: 'black-forest-labs/FLUX.2-pro',
    name: 'FLUX.2 [pro]',
    family: 'flux.2-pro',
    parameters: [width, height, seed, format],
    cautions: [ALWAYS, NO_PRICE],
  },
  {
    ...plain,
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    name: 'SDXL 1.0 base',
    family: 'sdxl-1.0',
    parameters: [width, height, steps, guidance, negativePrompt, seed, format],
    cautions: [ALWAYS, NO_PRICE, STEPS_UNCONFIRMED, MAY_BE_GONE],
  },
  {
    ...kontext,
    id: 'black-forest-labs/FLUX.1-kontext-pro',
    name: 'FLUX.1 Kontext [pro]',
    family: 'flux.1-kontext-pro',
  },
  {
    ...kontext,
    id: 'black-forest-labs/FLUX.1-kontext-max',
    name: 'FLUX.1 Kontext [max]',
    family: 'flux.1-kontext-max',
  },
]

/** Any other image model of Together: there is one endpoint with one set of fields. Null where the id is no `owner/name`. */
export function describeModel(modelId: string): Model | null {
  if (!/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(modelId)) return null
  return {
    ...plain,
    id: modelId,
    name: modelId,
    family: modelId,
    parameters: [width, height, steps, guidance, negativePrompt, seed, format],
    cautions: [
      ALWAYS,
      NO_PRICE,
      'Not one of the models that Assay knows: whether it takes every parameter is not known, and fields that it does not know are ignored.',
    ],
  }
}
