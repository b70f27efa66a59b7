import type { ParameterRange, Task } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import { POLL_INTERVAL_MS } from './poll-interval.ts'

const number = (
  name: 'width' | 'height' | 'steps' | 'seed' | 'guidance' | 'strength',
  minimum: number,
  maximum: number,
  rest: { multipleOf?: number; default?: number } = {},
): ParameterRange => ({
  kind: 'number',
  name,
  integer: name !== 'guidance' && name !== 'strength',
  minimum,
  maximum,
  multipleOf: rest.multipleOf ?? null,
  default: rest.default ?? null,
})

/** -1 asks for a random seed and is never sent. */
const seed = number('seed', 0, 2_147_483_647)
const negativePrompt: ParameterRange = { kind: 'text', name: 'negativePrompt', maximumLength: 4000 }
const format = (...choices: string[]): ParameterRange => ({
  kind: 'choice',
  name: 'format',
  choices,
  default: choices[0] ?? null,
})

/** Flux: sides of 256 to 1536 in steps of 64. */
const fluxSides = [number('width', 256, 1536, { multipleOf: 64 }), number('height', 256, 1536, { multipleOf: 64 })]
const fluxGuidance = number('guidance', 0, 10, { default: 7.5 })
/** The pages give no bounds. */
const anySides = [number('width', 64, 4096), number('height', 64, 4096)]
const zImageSizes: ParameterRange = {
  kind: 'size',
  name: 'width',
  sizes: [
    [512, 512],
    [768, 768],
    [1024, 1024],
    [1280, 1280],
    [1024, 768],
    [768, 1024],
    [1280, 720],
    [720, 1280],
  ].map(([width = 0, height = 0]) => ({ width, height })),
}

const UNBOUND = 'The page gives no bounds for the size; what does not fit is RunPod’s to refuse.'
const DATA_URI = 'The page asks for the address of the input picture; Assay sends a data URI, which is not documented.'

interface PublicModel {
  /** Last part of the endpoint's address. */
  id: string
  name: string
  family: string
  task: Task
  parameters: ParameterRange[]
  /** How the size is spelt: two numbers, or `width*height` in one text. */
  size: 'sides' | 'text'
  formatField: 'image_format' | 'output_format' | null
  cautions: string[]
}

/** Models that RunPod runs itself, with the fields of their pages (see the descriptor's sources). */
export const PUBLIC_MODELS: readonly PublicModel[] = [
  {
    id: 'black-forest-labs-flux-1-schnell',
    name: 'FLUX.1 [schnell]',
    family: 'flux.1-schnell',
    task: 'generate',
    parameters: [
      ...fluxSides,
      number('steps', 1, 8, { default: 4 }),
      fluxGuidance,
      negativePrompt,
      seed,
      format('jpeg', 'png'),
    ],
    size: 'sides',
    formatField: 'image_format',
    cautions: [],
  },
  {
    id: 'black-forest-labs-flux-1-dev',
    name: 'FLUX.1 [dev]',
    family: 'flux.1-dev',
    task: 'generate',
    parameters: [
      ...fluxSides,
      number('steps', 1, 50, { default: 28 }),
      fluxGuidance,
      negativePrompt,
      seed,
      format('jpeg', 'png'),
    ],
    size: 'sides',
    formatField: 'image_format',
    cautions: [],
  },
  {
    id: 'qwen-image-t2i',
    name: 'Qwen-Image',
    family: 'qwen-image',
    task: 'generate',
    parameters: [...anySides, negativePrompt, seed],
    size: 'text',
    formatField: null,
    cautions: [
      UNBOUND,
      'The page’s price ($0.02 a picture) and its example of a reply ($0.035267) differ: the reply counts.',
    ],
  },
  {
    id: 'seedream-v4-t2i',
    name: 'Seedream 4.0',
    family: 'seedream-4.0',
    task: 'generate',
    parameters: [...anySides, negativePrompt, seed],
    size: 'text',
    formatField: null,
    cautions: [
      UNBOUND,
      'The page’s price ($0.027 a picture) and its example of a reply ($0.113246) differ: the reply counts.',
    ],
  },
  {
    id: 'z-image-turbo',
    name: 'Z-Image Turbo',
    family: 'z-image-turbo',
    task: 'generate',
    parameters: [zImageSizes, seed, format('png', 'jpeg', 'webp')],
    size: 'text',
    formatField: 'output_format',
    cautions: [],
  },
  {
    id: 'black-forest-labs-flux-1-kontext-dev',
    name: 'FLUX.1 Kontext [dev]',
    family: 'flux.1-kontext-dev',
    task: 'image-to-image',
    parameters: [
      ...anySides,
      number('steps', 1, 50, { default: 28 }),
      number('guidance', 0, 10, { default: 2 }),
      negativePrompt,
      seed,
      format('png', 'jpeg'),
    ],
    size: 'text',
    formatField: 'output_format',
    cautions: [UNBOUND, DATA_URI],
  },
]

export function findPublicModel(modelId: string): PublicModel | null {
  return PUBLIC_MODELS.find(({ id }) => id === modelId) ?? null
}

/** @param defaultPriceId of the price book; null where it has none */
export function asModel(
  { id, name, family, task, parameters, cautions }: PublicModel,
  defaultPriceId: string | null,
): Model {
  return {
    id,
    name,
    family,
    task,
    parameters,
    workflow: null,
    execution: 'polled',
    pollIntervalMs: POLL_INTERVAL_MS,
    maximumConcurrency: null,
    defaultPriceId,
    cautions: [
      ...cautions,
      'The steps, the seed and the size that were drawn are not in the reply.',
      'How a refused prompt is answered is not documented.',
    ],
  }
}
