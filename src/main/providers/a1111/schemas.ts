import { z } from 'zod'

/** POST /sdapi/v1/txt2img, of its many fields those that Assay sets. */
export const TextToImageRequest = z.strictObject({
  prompt: z.string(),
  negative_prompt: z.string(),
  seed: z.int().min(0),
  steps: z.int().min(1).max(150),
  cfg_scale: z.number().min(1).max(30),
  width: z.int().min(64).max(2048).multipleOf(8),
  height: z.int().min(64).max(2048).multipleOf(8),
  batch_size: z.literal(1),
  n_iter: z.literal(1),
  override_settings: z.strictObject({ sd_model_checkpoint: z.string() }),
  override_settings_restore_afterwards: z.literal(false),
  send_images: z.literal(true),
  save_images: z.literal(false),
})

/** `images` is base64 without a prefix; `info` is JSON in a string. */
export const TextToImageReply = z.object({ images: z.array(z.string()).min(1), info: z.string().nullish() })

export const GenerationInfo = z.object({
  seed: z.number().nullish(),
  /** 1 where a grid of all pictures comes first. */
  index_of_first_image: z.int().min(0).nullish(),
  sd_model_name: z.string().nullish(),
})
export type GenerationInfo = z.infer<typeof GenerationInfo>
