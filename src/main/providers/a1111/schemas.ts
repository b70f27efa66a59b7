import { z } from 'zod'
import { InlinePicture } from '../kit/parse-json-body.ts'

/** Where the input picture goes: `pictureAs('base64')`. */
const Picture = z.strictObject({ $picture: z.literal('base64') })

/** Of the many fields of the two drawing calls those that Assay sets. */
const drawing = {
  prompt: z.string(),
  negative_prompt: z.string(),
  seed: z.int().min(0),
  steps: z.int().min(1).max(150),
  cfg_scale: z.number().min(1).max(30),
  sampler_name: z.string().optional(),
  width: z.int().min(64).max(2048).multipleOf(8),
  height: z.int().min(64).max(2048).multipleOf(8),
  batch_size: z.literal(1),
  n_iter: z.literal(1),
  override_settings: z.strictObject({ sd_model_checkpoint: z.string() }),
  override_settings_restore_afterwards: z.literal(false),
  send_images: z.literal(true),
  save_images: z.literal(false),
}

/** POST /sdapi/v1/txt2img */
export const TextToImageRequest = z.strictObject(drawing)

/** POST /sdapi/v1/img2img */
export const ImageToImageRequest = z.strictObject({
  ...drawing,
  init_images: z.tuple([Picture]),
  denoising_strength: z.number().min(0).max(1),
})

/** POST /sdapi/v1/extra-single-image */
export const UpscaleRequest = z.strictObject({
  image: Picture,
  resize_mode: z.literal(0),
  upscaling_resize: z.number().min(1).max(8),
  upscaler_1: z.string(),
})

/** `images` is base64 without a prefix; `info` is JSON in a string. */
export const TextToImageReply = z.object({ images: z.array(InlinePicture).min(1), info: z.string().nullish() })

export const GenerationInfo = z.object({
  seed: z.number().nullish(),
  /** 1 where a grid of all pictures comes first. */
  index_of_first_image: z.int().min(0).nullish(),
  sd_model_name: z.string().nullish(),
})
export type GenerationInfo = z.infer<typeof GenerationInfo>

/** The picture of extra-single-image, as base64. */
export const UpscaleReply = z.object({ image: InlinePicture })

/** GET /sdapi/v1/options: an object of some hundred settings. */
export const OptionsReply = z.object({ sd_model_checkpoint: z.string().nullish() })

/** GET /sdapi/v1/sd-models */
export const CheckpointsReply = z.array(z.object({ title: z.string(), model_name: z.string() }))
