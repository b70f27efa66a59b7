import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

/** Sides that SDXL and SD 1.5 take at Novita. */
export const SIDES = { minimum: 128, maximum: 2048, multipleOf: 1 }

/** What Novita calls the weights of SDXL 1.0 base. */
const SDXL_CHECKPOINT = 'sd_xl_base_1.0.safetensors'

/** In the spelling of the official Python client, less the names that only the documentation may have. */
const SAMPLERS = [
  'Euler a',
  'Euler',
  'LMS',
  'Heun',
  'DPM2',
  'DPM2 a',
  'DPM2 Karras',
  'DPM2 a Karras',
  'DPM++ 2S a',
  'DPM++ 2M',
  'DPM++ SDE',
  'DPM++ Karras',
  'DPM++ 2S a Karras',
  'DPM++ 2M Karras',
  'DPM++ SDE Karras',
  'DDIM',
  'PLMS',
  'UniPC',
]
export const DEFAULT_SAMPLER = 'Euler a'

const side = (name: 'width' | 'height', minimum: number, maximum: number): ParameterRange => ({
  kind: 'number',
  name,
  integer: true,
  minimum,
  maximum,
  multipleOf: null,
  default: null,
})

const seed: ParameterRange = {
  kind: 'number',
  name: 'seed',
  integer: true,
  minimum: 0,
  maximum: 4_294_967_295,
  multipleOf: null,
  default: null,
}
const format: ParameterRange = { kind: 'choice', name: 'format', choices: ['png', 'webp', 'jpeg'], default: 'png' }

/** What the two calls for Stable Diffusion share. */
const diffusion: ParameterRange[] = [
  // Defaults of the official Python client; the HTTP defaults are not documented, so both are always sent.
  { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 100, multipleOf: null, default: 20 },
  { kind: 'number', name: 'guidance', integer: false, minimum: 1, maximum: 30, multipleOf: null, default: 7.5 },
  { kind: 'text', name: 'negativePrompt', maximumLength: 1024 },
  { kind: 'choice', name: 'sampler', choices: SAMPLERS, default: DEFAULT_SAMPLER },
  { kind: 'loras', name: 'loras', maximumCount: 5, minimumScale: 0, maximumScale: 1 },
  // The range is that of the sister page of FLUX.1 [schnell]; -1 asks for a random seed and is never sent.
  seed,
  format,
]

const longPrompts = 'Prompts longer than 1,024 characters are refused; Assay never shortens a prompt.'
const noPrice = 'No dated official price was found, so the cost is unknown.'
const limit = (perMinute: number): string =>
  `By default ${perMinute} pictures a minute are allowed; more are answered with 429.`

const fluxSchnell: Model = {
  id: 'flux-1-schnell',
  name: 'FLUX.1 [schnell]',
  family: 'flux.1-schnell',
  task: 'generate',
  workflow: null,
  execution: 'synchronous',
  parameters: [
    side('width', 64, 2048),
    side('height', 64, 2048),
    // The API demands a step count; 4 is what the model was distilled for and what the price page counts with.
    { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 100, multipleOf: null, default: 4 },
    seed,
    format,
  ],
  pollIntervalMs: null,
  maximumConcurrency: null,
  defaultPriceId: 'novita/flux-1-schnell',
  cautions: [
    'The reply names neither the seed nor the time nor the cost: the seed that drew the picture cannot be confirmed.',
    longPrompts,
    'The page of this model was still served but no longer listed in the index of the documentation in 2026-08.',
  ],
}

const sdxl: Model = {
  ...checkpointModel('sdxl', 'SDXL 1.0 base', 'sdxl-1.0'),
  cautions: [noPrice, longPrompts, limit(20)],
}

const sdxlImageToImage: Model = {
  id: 'sdxl-image-to-image',
  name: 'SDXL 1.0 base, image to image',
  family: 'sdxl-1.0',
  task: 'image-to-image',
  workflow: null,
  execution: 'polled',
  parameters: [
    { kind: 'number', name: 'strength', integer: false, minimum: 0, maximum: 1, multipleOf: null, default: 0.7 },
    ...diffusion,
  ],
  pollIntervalMs: 500,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [
    noPrice,
    longPrompts,
    limit(10),
    'Novita documents no default for the strength: Assay always sends one, 0.7 if nothing else is asked.',
  ],
}

const qwenImage: Model = {
  id: 'qwen-image',
  name: 'Qwen-Image',
  family: 'qwen-image',
  task: 'generate',
  workflow: null,
  execution: 'polled',
  parameters: [side('width', 256, 1536), side('height', 256, 1536)],
  pollIntervalMs: 500,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [noPrice, 'It takes neither a seed nor a step count: no picture can be drawn a second time.'],
}

const removeBackground: Model = {
  id: 'remove-background',
  name: 'Remove background',
  family: 'background-removal',
  task: 'remove-background',
  workflow: null,
  execution: 'synchronous',
  parameters: [format],
  pollIntervalMs: null,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [noPrice, limit(10), 'JPEG has no transparency: ask for PNG or WebP.'],
}

const upscale: Model = {
  id: 'upscale',
  name: 'RealESRNet ×4',
  family: 'real-esrgan',
  task: 'upscale',
  workflow: null,
  execution: 'polled',
  parameters: [
    { kind: 'number', name: 'scale', integer: false, minimum: 1, maximum: 4, multipleOf: null, default: 2 },
    format,
  ],
  pollIntervalMs: 500,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [
    noPrice,
    'The official client no longer has this call and says that it is not served; its page was still stored. Expect 404 API_NOT_FOUND.',
    'Neither the largest picture nor the largest scale is documented; 4 is what the weights were made for.',
  ],
}

export const MODELS: readonly Model[] = [fluxSchnell, sdxl, sdxlImageToImage, qwenImage, removeBackground, upscale]

/** A checkpoint of the model list (`sd_name_in_api`) by its file name: all of them are drawn with by the same call. */
export function describeModel(modelId: string): Model | null {
  if (!/^[\w.()+ -]{1,200}\.(?:safetensors|ckpt)$/.test(modelId)) return null
  const name = modelId.replace(/\.(?:safetensors|ckpt)$/, '')
  const cautions = [
    noPrice,
    longPrompts,
    limit(20),
    'Ranges are those of SDXL; a checkpoint of another family may take less.',
  ]
  return { ...checkpointModel(modelId, name, name), cautions }
}

/** What Novita calls the weights of a model that is drawn with by its call for checkpoints. */
export function checkpointOf(modelId: string): string {
  return modelId === sdxl.id || modelId === sdxlImageToImage.id ? SDXL_CHECKPOINT : modelId
}

function checkpointModel(id: string, name: string, family: string): Omit<Model, 'cautions'> {
  return {
    id,
    name,
    family,
    task: 'generate',
    workflow: null,
    execution: 'polled',
    parameters: [
      side('width', SIDES.minimum, SIDES.maximum),
      side('height', SIDES.minimum, SIDES.maximum),
      ...diffusion,
    ],
    pollIntervalMs: 500,
    maximumConcurrency: null,
    defaultPriceId: null,
  }
}
