import type { ParameterName, ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import { fluxSizes } from './flux-sizes.ts'

type NumberRange = Extract<ParameterRange, { kind: 'number' }>

const whole = (name: ParameterName, minimum: number, maximum: number, preset: number | null = null): NumberRange => ({
  kind: 'number',
  name,
  integer: true,
  minimum,
  maximum,
  multipleOf: null,
  default: preset,
})
const decimal = (name: ParameterName, minimum: number, maximum: number, preset: number | null = null): NumberRange => ({
  ...whole(name, minimum, maximum, preset),
  integer: false,
})

const seed = whole('seed', 0, 2_147_483_647)
const negativePrompt: ParameterRange = { kind: 'text', name: 'negativePrompt', maximumLength: 4000 }
const fluxSize: ParameterRange = {
  kind: 'size',
  name: 'width',
  sizes: fluxSizes.map(({ width, height }) => ({ width, height })),
}
const fluxFormat: ParameterRange = { kind: 'choice', name: 'format', choices: ['webp', 'jpeg', 'png'], default: 'webp' }
const sdxlSampler: ParameterRange = {
  kind: 'choice',
  name: 'sampler',
  choices: ['DDIM', 'DPMSolverMultistep', 'HeunDiscrete', 'KarrasDPM', 'K_EULER_ANCESTRAL', 'K_EULER', 'PNDM'],
  default: 'K_EULER',
}

const SOON_GONE = 'Replicate deletes pictures and inputs of a prediction one hour after it.'
const FAST = 'go_fast is left on, as Replicate has it by default: the same seed may then draw another picture.'
const BY_SECOND =
  'Billed by the second of its hardware, which is not confirmed here: choose the price of the hardware that its page names.'
const CAN_BE_COLD = 'It scales to zero after a few idle minutes; the next prediction then waits for a boot.'

/**
 * Official models (`owner/name`) are always on, by Replicate's word: the call is held until the picture is there, for 60 s at
 * most, so that no polling blurs the latency. `pollIntervalMs` is null although a longer one is asked after.
 */
const official = {
  workflow: null,
  execution: 'synchronous',
  pollIntervalMs: null,
  maximumConcurrency: null,
  defaultPriceId: null,
} satisfies Partial<Model>

/** Models of the community run as a version, and may have to boot: they are asked after, so that a cancel can reach them. */
const community = {
  workflow: null,
  execution: 'polled',
  // What the official client takes.
  pollIntervalMs: 500,
  maximumConcurrency: null,
  defaultPriceId: null,
} satisfies Partial<Model>

/** What an id stands for in the API: the model, and its version where it runs as one. */
export interface Reference {
  model: string
  /** null for an official model. */
  version: string | null
}

const VERSIONS: Readonly<Record<string, string>> = {
  'stability-ai/sdxl': '7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc',
  'nightmareai/real-esrgan': 'f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
  'cjwbw/rembg': 'fb8af171cfa1616ddcf1242c093f9c46bcada5ad4cf6f2fbe8b81b330ec5c003',
  'lucataco/remove-bg': '95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1',
}

/** `owner/name:version` stands for itself; a third part of the path is Assay's own word for another task of the same model. */
export function referenceOf(modelId: string): Reference {
  const [path = '', version] = modelId.split(':')
  const model = path.split('/').slice(0, 2).join('/')
  return { model, version: version ?? VERSIONS[model] ?? null }
}

const sdxlParameters: ParameterRange[] = [
  whole('steps', 1, 200, 50),
  decimal('guidance', 1, 50, 7.5),
  negativePrompt,
  sdxlSampler,
  seed,
]
const SDXL_CAUTIONS = [
  BY_SECOND,
  CAN_BE_COLD,
  'Its pictures are watermarked invisibly, as is its default.',
  'The list of samplers is from memory: one that it does not know is refused before anything is paid.',
  SOON_GONE,
]

/** Models whose inputs are documented. */
export const models: readonly Model[] = [
  {
    ...official,
    id: 'black-forest-labs/flux-schnell',
    name: 'FLUX.1 [schnell]',
    family: 'flux.1-schnell',
    task: 'generate',
    parameters: [fluxSize, whole('steps', 1, 4, 4), seed, fluxFormat],
    defaultPriceId: 'replicate/flux-schnell',
    cautions: [FAST, SOON_GONE],
  },
  {
    ...official,
    id: 'black-forest-labs/flux-dev',
    name: 'FLUX.1 [dev]',
    family: 'flux.1-dev',
    task: 'generate',
    parameters: [fluxSize, whole('steps', 1, 50, 28), decimal('guidance', 0, 10, 3.5), seed, fluxFormat],
    defaultPriceId: 'replicate/flux-dev',
    cautions: [FAST, 'Its default guidance may have changed from 3.5 to 3: it is always sent.', SOON_GONE],
  },
  {
    ...official,
    id: 'black-forest-labs/flux-dev-lora',
    name: 'FLUX.1 [dev] with LoRA',
    family: 'flux.1-dev',
    task: 'generate',
    parameters: [
      fluxSize,
      whole('steps', 1, 50, 28),
      decimal('guidance', 0, 10, 3.5),
      { kind: 'loras', name: 'loras', maximumCount: 1, minimumScale: -1, maximumScale: 3 },
      seed,
      fluxFormat,
    ],
    cautions: [
      FAST,
      'The names of its LoRA fields and the range of their scale are not confirmed.',
      'No dated price was found, so its cost is unknown.',
      SOON_GONE,
    ],
  },
  {
    ...official,
    id: 'black-forest-labs/flux-dev/image-to-image',
    name: 'FLUX.1 [dev] image to image',
    family: 'flux.1-dev',
    task: 'image-to-image',
    parameters: [
      decimal('strength', 0, 1, 0.8),
      whole('steps', 1, 50, 28),
      decimal('guidance', 0, 10, 3.5),
      seed,
      fluxFormat,
    ],
    defaultPriceId: 'replicate/flux-dev',
    cautions: [FAST, 'The model chooses the size of its picture from the input.', SOON_GONE],
  },
  {
    ...community,
    id: 'stability-ai/sdxl',
    name: 'SDXL 1.0',
    family: 'sdxl-1.0',
    task: 'generate',
    // The schema bounds neither side: these are Assay's own bounds, in the steps that the model needs.
    parameters: [
      { ...whole('width', 64, 2048), multipleOf: 8 },
      { ...whole('height', 64, 2048), multipleOf: 8 },
      ...sdxlParameters,
    ],
    cautions: SDXL_CAUTIONS,
  },
  {
    ...community,
    id: 'stability-ai/sdxl/image-to-image',
    name: 'SDXL 1.0 image to image',
    family: 'sdxl-1.0',
    task: 'image-to-image',
    parameters: [decimal('strength', 0, 1, 0.8), ...sdxlParameters],
    cautions: SDXL_CAUTIONS,
  },
  {
    ...community,
    id: 'nightmareai/real-esrgan',
    name: 'Real-ESRGAN',
    family: 'real-esrgan',
    task: 'upscale',
    parameters: [decimal('scale', 1, 10, 4)],
    cautions: [BY_SECOND, CAN_BE_COLD, SOON_GONE],
  },
  {
    ...community,
    id: 'cjwbw/rembg',
    name: 'rembg',
    family: 'rembg',
    task: 'remove-background',
    parameters: [],
    cautions: [BY_SECOND, CAN_BE_COLD, SOON_GONE],
  },
  {
    ...community,
    id: 'lucataco/remove-bg',
    name: 'remove-bg',
    family: 'remove-bg',
    task: 'remove-background',
    parameters: [],
    cautions: [BY_SECOND, CAN_BE_COLD, SOON_GONE],
  },
]

/**
 * Any other model that draws from a prompt: `owner/name` for an official one, `owner/name:version` for one of the community.
 * Replicate refuses a field that a model does not have, so only what nearly all have is sent. Null for any other text.
 */
export function describeModel(modelId: string): Model | null {
  const match = /^[\w.-]{1,100}\/[\w.-]{1,100}(:[0-9a-f]{64})?$/.exec(modelId)
  if (match === null) return null
  return {
    ...(match[1] === undefined ? official : community),
    id: modelId,
    name: modelId.replace(/:.*$/, ''),
    family: modelId.replace(/:.*$/, ''),
    task: 'generate',
    parameters: [seed],
    cautions: [
      'Not one of the models that Assay knows: only the prompt and the seed are sent, and a model without a seed refuses them before anything is paid.',
      match[1] === undefined ? 'No dated price was found, so its cost is unknown.' : BY_SECOND,
      ...(match[1] === undefined ? [] : [CAN_BE_COLD]),
      SOON_GONE,
    ],
  }
}
