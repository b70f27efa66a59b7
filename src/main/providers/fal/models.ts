import type { ParameterName, ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

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

// The types of fal's own client give neither a smallest nor a largest size: these are Assay's own bounds.
const size = [whole('width', 64, 4096), whole('height', 64, 4096)]
const seed = whole('seed', 0, 2_147_483_647)
const negativePrompt: ParameterRange = { kind: 'text', name: 'negativePrompt', maximumLength: 4000 }
const jpegOrPng: ParameterRange = { kind: 'choice', name: 'format', choices: ['jpeg', 'png'], default: 'jpeg' }
const pngOrJpeg: ParameterRange = { kind: 'choice', name: 'format', choices: ['png', 'jpeg'], default: 'png' }
const pngOrWebp: ParameterRange = { kind: 'choice', name: 'format', choices: ['png', 'webp'], default: 'png' }
/** The types bound neither the number of LoRAs nor their scale: these are Assay's own bounds. */
const loras: ParameterRange = { kind: 'loras', name: 'loras', maximumCount: 5, minimumScale: -4, maximumScale: 4 }

const NEW_ACCOUNTS =
  'A new account has 2 requests in progress at a time (up to 40 with more credit bought): more of them wait in fal’s queue, and that wait is latency.'
const SECONDS = 'Billed by compute time at a rate that is not confirmed, so its cost is unknown.'
const NO_PRICE = 'No dated price was found, so its cost is unknown.'
const RANGES = 'The ranges of steps and guidance are not in the types of fal’s client.'

const polled = {
  workflow: null,
  execution: 'polled',
  // What the official client takes.
  pollIntervalMs: 500,
  maximumConcurrency: null,
  defaultPriceId: null,
} satisfies Partial<Model>

const stableDiffusion = {
  ...polled,
  task: 'generate',
  parameters: [
    ...size,
    whole('steps', 1, 50, 25),
    decimal('guidance', 0, 20, 7.5),
    negativePrompt,
    loras,
    seed,
    jpegOrPng,
  ],
  cautions: [SECONDS, RANGES, NEW_ACCOUNTS],
} satisfies Partial<Model>

/** The endpoints that Assay knows; an id is the path of the endpoint. Fields and defaults: types of `@fal-ai/client` 1.10.1. */
export const models: readonly Model[] = [
  {
    ...polled,
    id: 'fal-ai/flux/schnell',
    name: 'FLUX.1 [schnell]',
    family: 'flux.1-schnell',
    task: 'generate',
    parameters: [...size, whole('steps', 1, 12, 4), decimal('guidance', 1, 20, 3.5), seed, jpegOrPng],
    defaultPriceId: 'fal/flux-schnell',
    cautions: ['Whether fal rounds up to whole megapixels is not confirmed.', NEW_ACCOUNTS],
  },
  {
    ...polled,
    id: 'fal-ai/flux/dev',
    name: 'FLUX.1 [dev]',
    family: 'flux.1-dev',
    task: 'generate',
    parameters: [...size, whole('steps', 1, 50, 28), decimal('guidance', 1, 20, 3.5), seed, jpegOrPng],
    defaultPriceId: 'fal/flux-dev',
    cautions: ['Whether fal rounds up to whole megapixels is not confirmed.', NEW_ACCOUNTS],
  },
  {
    ...polled,
    id: 'fal-ai/flux-lora',
    name: 'FLUX.1 [dev] with LoRA',
    family: 'flux.1-dev',
    task: 'generate',
    parameters: [...size, whole('steps', 1, 50, 28), decimal('guidance', 1, 20, 3.5), loras, seed, jpegOrPng],
    cautions: [NO_PRICE, NEW_ACCOUNTS],
  },
  { ...stableDiffusion, id: 'fal-ai/fast-sdxl', name: 'SDXL, fast', family: 'sdxl-1.0' },
  { ...stableDiffusion, id: 'fal-ai/stable-diffusion-v15', name: 'Stable Diffusion 1.5', family: 'sd-1.5' },
  {
    ...polled,
    id: 'fal-ai/flux/dev/image-to-image',
    name: 'FLUX.1 [dev] image to image',
    family: 'flux.1-dev',
    task: 'image-to-image',
    parameters: [
      decimal('strength', 0, 1, 0.95),
      whole('steps', 1, 50, 40),
      decimal('guidance', 1, 20, 3.5),
      seed,
      jpegOrPng,
    ],
    cautions: [NO_PRICE, RANGES, NEW_ACCOUNTS],
  },
  {
    ...polled,
    id: 'fal-ai/esrgan',
    name: 'Real-ESRGAN x4plus',
    family: 'real-esrgan',
    task: 'upscale',
    parameters: [decimal('scale', 1, 8, 2), pngOrJpeg],
    cautions: [NO_PRICE, 'The range of the scale is not in the types of fal’s client.', NEW_ACCOUNTS],
  },
  {
    ...polled,
    id: 'fal-ai/clarity-upscaler',
    name: 'Clarity upscaler',
    family: 'clarity',
    task: 'upscale',
    parameters: [
      decimal('scale', 1, 4, 2),
      decimal('strength', 0, 1, 0.35),
      whole('steps', 1, 50, 18),
      decimal('guidance', 0, 20, 4),
      negativePrompt,
      seed,
    ],
    cautions: [
      NO_PRICE,
      'It draws details anew: “strength” is what fal calls creativity, and the prompt takes part.',
      'The ranges are not in the types of fal’s client.',
      NEW_ACCOUNTS,
    ],
  },
  {
    ...polled,
    id: 'fal-ai/aura-sr',
    name: 'AuraSR',
    family: 'aura-sr',
    task: 'upscale',
    parameters: [whole('scale', 4, 4, 4)],
    cautions: [NO_PRICE, NEW_ACCOUNTS],
  },
  {
    ...polled,
    id: 'fal-ai/birefnet/v2',
    name: 'BiRefNet v2, general use (light)',
    family: 'birefnet',
    task: 'remove-background',
    parameters: [pngOrWebp],
    cautions: [NO_PRICE, NEW_ACCOUNTS],
  },
  {
    ...polled,
    id: 'fal-ai/imageutils/rembg',
    name: 'rembg',
    family: 'rembg',
    task: 'remove-background',
    parameters: [],
    cautions: [NO_PRICE, NEW_ACCOUNTS],
  },
]

/**
 * Any other endpoint that draws from a prompt, with the field names that fal's own image endpoints share. What is not asked
 * for is not sent. Null where the id is no path of an endpoint.
 */
export function describeModel(modelId: string): Model | null {
  if (!/^[\w-][\w.-]*(?:\/[\w-][\w.-]*){1,5}$/.test(modelId) || modelId.length > 200) return null
  if (modelId.split('/').includes('requests')) return null
  return {
    ...polled,
    id: modelId,
    name: modelId,
    family: modelId,
    task: 'generate',
    parameters: [...size, whole('steps', 1, 200), decimal('guidance', 0, 50), negativePrompt, seed, jpegOrPng],
    cautions: [
      NO_PRICE,
      'Not one of the endpoints that Assay knows: the common field names of fal are sent, and whether the endpoint heeds each of them is not known.',
      NEW_ACCOUNTS,
    ],
  }
}

/**
 * The part of an endpoint's path that its requests are kept under: `fal-ai/flux/schnell` → `fal-ai/flux`. Two namespaces
 * have one segment more. (Source: fal's own client, which builds the addresses in this way and ignores those in the reply.)
 */
export function appOf(modelId: string): string {
  const segments = modelId.split('/')
  const count = segments[0] === 'workflows' || segments[0] === 'comfy' ? 3 : 2
  return segments.slice(0, count).join('/')
}
