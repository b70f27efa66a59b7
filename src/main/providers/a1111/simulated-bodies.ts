import { z } from 'zod'

export const MAXIMUM_SEED = 4_294_967_295

export const Options = z.object({ sd_model_checkpoint: z.string().optional(), samples_format: z.string().optional() })

/** What the two drawing calls share, with the web UI's defaults. */
const drawing = {
  prompt: z.string().default(''),
  negative_prompt: z.string().default(''),
  seed: z.int().min(-1).max(MAXIMUM_SEED).default(-1),
  sampler_name: z.string().nullish(),
  batch_size: z.int().min(1).max(8).default(1),
  n_iter: z.int().min(1).max(8).default(1),
  steps: z.int().min(1).max(150).default(50),
  cfg_scale: z.number().default(7),
  width: z.int().min(64).max(2048).default(512),
  height: z.int().min(64).max(2048).default(512),
  override_settings: Options.nullish(),
  send_images: z.boolean().default(true),
}

/** POST /sdapi/v1/txt2img and, with a picture, /sdapi/v1/img2img. A picture is only looked at by the second one. */
export const DrawingBody = z.object({
  ...drawing,
  init_images: z.array(z.string()).nullish(),
  denoising_strength: z.number().min(0).max(1).default(0.75),
})
export type DrawingBody = z.infer<typeof DrawingBody>

/** POST /sdapi/v1/extra-single-image; only the resize by a factor. */
export const UpscaleBody = z.object({
  image: z.string().default(''),
  resize_mode: z.literal(0, 'this simulator resizes by a factor only').default(0),
  upscaling_resize: z.number().min(1).max(8).default(2),
  upscaler_1: z.string().default('None'),
})
