import { z } from 'zod'
import { readInputPicture } from '../pictures/read-input-picture.ts'
import type { Order, Style } from '../simulator.ts'

const MAXIMUM_SEED = 2_147_483_647

const NAMED_SIZES = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
} as const

const ImageSize = z.union([
  z.enum(Object.keys(NAMED_SIZES) as (keyof typeof NAMED_SIZES)[]),
  z.object({ width: z.int().min(64).max(4096).default(512), height: z.int().min(64).max(4096).default(512) }),
])
type ImageSize = z.infer<typeof ImageSize>

const prompt = z.string().min(1)
const seed = z.int().min(0).max(MAXIMUM_SEED).optional()
const count = z.int().min(1).max(4).default(1)
const jpegOrPng = z.enum(['jpeg', 'png']).default('jpeg')
const loras = z.array(z.object({ path: z.string().min(1), scale: z.number().default(1) })).default([])
const imageUrl = z.string().min(1)

const flux = (maximumSteps: number, steps: number) =>
  z.object({
    prompt,
    image_size: ImageSize.default('landscape_4_3'),
    num_inference_steps: z.int().min(1).max(maximumSteps).default(steps),
    guidance_scale: z.number().min(1).max(20).default(3.5),
    seed,
    num_images: count,
    output_format: jpegOrPng,
  })
const stableDiffusion = z.object({
  prompt,
  negative_prompt: z.string().default(''),
  image_size: ImageSize.default('square_hd'),
  num_inference_steps: z.int().min(1).max(50).default(25),
  guidance_scale: z.number().min(0).max(20).default(7.5),
  seed,
  num_images: count,
  loras,
  format: jpegOrPng,
})

/** An input in the terms that all endpoints share; unknown keys are ignored, as FastAPI does. */
interface Understood {
  prompt: string
  seed: number | undefined
  size: { width: number; height: number } | null
  imageUrl: string | null
  strength?: number
  scale?: number
  count: number
  format: Order['format']
}

interface Endpoint {
  style: Style
  /** Micro-dollars a megapixel; null where the price is not known. */
  pricePerMegapixelMicros: number | null
  task: 'generate' | NonNullable<Order['change']>['task']
  input: z.ZodType<Understood>
}

const drawn = (input: {
  prompt: string
  seed?: number | undefined
  image_size: ImageSize
  num_images: number
}): Omit<Understood, 'format'> => ({
  prompt: input.prompt,
  seed: input.seed,
  size: sizeOf(input.image_size),
  imageUrl: null,
  count: input.num_images,
})
const changed = (image_url: string, format: Order['format']): Understood => ({
  prompt: '',
  seed: undefined,
  size: null,
  imageUrl: image_url,
  count: 1,
  format,
})

/** The endpoints that are served, by their path. Fields, defaults and choices: types of the official client. */
export const falEndpoints: Readonly<Record<string, Endpoint>> = {
  'fal-ai/flux/schnell': {
    style: 0,
    pricePerMegapixelMicros: 3000,
    task: 'generate',
    input: flux(12, 4).transform((input) => ({ ...drawn(input), format: input.output_format })),
  },
  'fal-ai/flux/dev': {
    style: 2,
    pricePerMegapixelMicros: 25_000,
    task: 'generate',
    input: flux(50, 28).transform((input) => ({ ...drawn(input), format: input.output_format })),
  },
  'fal-ai/flux-lora': {
    style: 2,
    pricePerMegapixelMicros: null,
    task: 'generate',
    input: flux(50, 28)
      .extend({ loras })
      .transform((input) => ({ ...drawn(input), format: input.output_format })),
  },
  'fal-ai/fast-sdxl': {
    style: 1,
    pricePerMegapixelMicros: null,
    task: 'generate',
    input: stableDiffusion.transform((input) => ({ ...drawn(input), format: input.format })),
  },
  'fal-ai/stable-diffusion-v15': {
    style: 3,
    pricePerMegapixelMicros: null,
    task: 'generate',
    input: stableDiffusion.transform((input) => ({ ...drawn(input), format: input.format })),
  },
  'fal-ai/flux/dev/image-to-image': {
    style: 2,
    pricePerMegapixelMicros: null,
    task: 'image-to-image',
    input: flux(50, 40)
      .omit({ image_size: true })
      .extend({ image_url: imageUrl, strength: z.number().min(0).max(1).default(0.95) })
      .transform((input) => ({
        ...changed(input.image_url, input.output_format),
        prompt: input.prompt,
        seed: input.seed,
        strength: input.strength,
        count: input.num_images,
      })),
  },
  'fal-ai/esrgan': {
    style: 0,
    pricePerMegapixelMicros: null,
    task: 'upscale',
    input: z
      .object({
        image_url: imageUrl,
        scale: z.number().min(1).max(8).default(2),
        output_format: z.enum(['png', 'jpeg']).default('png'),
      })
      .transform((input) => ({ ...changed(input.image_url, input.output_format), scale: input.scale })),
  },
  'fal-ai/clarity-upscaler': {
    style: 0,
    pricePerMegapixelMicros: null,
    task: 'upscale',
    input: z
      .object({
        image_url: imageUrl,
        prompt: z.string().default('masterpiece, best quality, highres'),
        upscale_factor: z.number().min(1).max(4).default(2),
        creativity: z.number().min(0).max(1).default(0.35),
        seed,
      })
      .transform((input) => ({
        ...changed(input.image_url, 'png'),
        prompt: input.prompt,
        seed: input.seed,
        scale: input.upscale_factor,
      })),
  },
  'fal-ai/aura-sr': {
    style: 0,
    pricePerMegapixelMicros: null,
    task: 'upscale',
    input: z
      .object({ image_url: imageUrl, upscale_factor: z.literal(4).default(4) })
      .transform((input) => ({ ...changed(input.image_url, 'png'), scale: input.upscale_factor })),
  },
  'fal-ai/birefnet/v2': {
    style: 0,
    pricePerMegapixelMicros: null,
    task: 'remove-background',
    input: z
      .object({ image_url: imageUrl, output_format: z.enum(['png', 'webp']).default('png') })
      .transform((input) => changed(input.image_url, input.output_format)),
  },
  'fal-ai/imageutils/rembg': {
    style: 0,
    pricePerMegapixelMicros: null,
    task: 'remove-background',
    input: z.object({ image_url: imageUrl }).transform((input) => changed(input.image_url, 'png')),
  },
}

export type FalProblem = { loc: (string | number)[]; msg: string; type: string }

/** What an order for pictures comes to, besides what only the caller knows. */
export type FalOrder = Pick<
  Order,
  'modelId' | 'style' | 'prompt' | 'width' | 'height' | 'format' | 'count' | 'change'
> & {
  seed: number | undefined
}

/**
 * Reads the input of an endpoint.
 * @param stored the bytes behind the address of an uploaded file; null where it is none. No other address is followed.
 */
export async function understandInput(
  endpointId: string,
  endpoint: Endpoint,
  body: unknown,
  stored: (url: string) => Uint8Array | null,
): Promise<{ ok: true; order: FalOrder } | { ok: false; problems: FalProblem[] }> {
  const parsed = endpoint.input.safeParse(body)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message, code }) => ({
      loc: ['body', ...path.map((part) => (typeof part === 'number' ? part : String(part)))],
      msg: message,
      type: code === 'invalid_type' && message.includes('undefined') ? 'missing' : code,
    }))
    return { ok: false, problems }
  }
  const { imageUrl: url, strength, scale = 1, size, ...rest } = parsed.data
  const plain = { ...rest, modelId: endpointId, style: endpoint.style }
  if (endpoint.task === 'generate' || url === null) {
    const { width, height } = size ?? { width: 1024, height: 1024 }
    return { ok: true, order: { ...plain, width, height } }
  }
  const input = await readInputPicture(url.startsWith('data:') ? url : (stored(url) ?? ''))
  if (input === null) {
    const msg = 'Failed to download the file. Please check if the URL is accessible and try again.'
    return { ok: false, problems: [{ loc: ['body', 'image_url'], msg, type: 'file_download_error' }] }
  }
  const change = { task: endpoint.task, input: input.bytes, ...(strength !== undefined && { strength }) }
  const width = Math.round(input.width * scale)
  const height = Math.round(input.height * scale)
  return { ok: true, order: { ...plain, width, height, change } }
}

function sizeOf(size: ImageSize): { width: number; height: number } {
  if (typeof size !== 'string') return size
  const [width, height] = NAMED_SIZES[size]
  return { width, height }
}
