import { z } from 'zod'

export const MAXIMUM_SEED = 4_294_967_295
const ImageType = z.enum(['png', 'webp', 'jpeg'])
const PromptText = z.string().min(1).max(1024)
const Extra = z.object({ response_image_type: ImageType.default('png') }).prefault({})
const Side = z.int().min(128).max(2048)

/** POST /v3beta/flux-1-schnell. Two pages of the documentation name the picture format differently: both names work. */
export const FluxBody = z.object({
  prompt: PromptText,
  width: z.int().min(64).max(2048),
  height: z.int().min(64).max(2048),
  steps: z.int().min(1).max(100),
  image_num: z.int().min(1).max(8),
  seed: z.int().min(0).max(MAXIMUM_SEED).optional(),
  response_image_type: ImageType.optional(),
  response_image_format: ImageType.optional(),
})

/** Defaults are those of the official Python client. */
const diffusion = {
  model_name: z.string().min(1),
  prompt: PromptText,
  negative_prompt: z.string().max(1024).optional(),
  width: Side.default(512),
  height: Side.default(512),
  image_num: z.int().min(1).max(8).default(1),
  steps: z.int().min(1).max(100).default(20),
  seed: z.int().min(-1).max(MAXIMUM_SEED).default(-1),
  guidance_scale: z.number().min(1).max(30).default(7.5),
  sampler_name: z.string().optional(),
  loras: z
    .array(z.object({ model_name: z.string(), strength: z.number().min(0).max(1) }))
    .max(5)
    .optional(),
}

/** POST /v3/async/txt2img */
export const TextToImageBody = z.object({ extra: Extra, request: z.object(diffusion) })

/** POST /v3/async/img2img */
export const ImageToImageBody = z.object({
  extra: Extra,
  request: z.object({
    ...diffusion,
    image_base64: z.string().min(1),
    strength: z.number().min(0).max(1).default(0.7),
  }),
})

/** POST /v3/async/qwen-image-txt2img */
export const QwenImageBody = z.object({
  prompt: PromptText,
  size: z
    .string()
    .regex(/^\d{3,4}\*\d{3,4}$/, 'expected width*height')
    .default('1024*1024')
    .transform((size) => size.split('*').map(Number))
    .pipe(z.tuple([z.int().min(256).max(1536), z.int().min(256).max(1536)])),
})

/** POST /v3/async/upscale */
export const UpscaleBody = z.object({
  extra: Extra,
  request: z.object({
    model_name: z.enum(['RealESRGAN_x4plus_anime_6B', 'RealESRNet_x4plus', '4x-UltraSharp']),
    image_base64: z.string().min(1),
    scale_factor: z.number().min(1).max(4).default(2),
  }),
})

/** POST /v3/remove-background */
export const RemoveBackgroundBody = z.object({ image_file: z.string().min(1), extra: Extra })
