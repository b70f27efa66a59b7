import { z } from 'zod'

const Seed = z.int().min(0)

/** POST /v1/sdxl1.0-txt2img. `base64: false` asks for the bare picture. */
export const SdxlRequest = z.strictObject({
  prompt: z.string(),
  negative_prompt: z.string().optional(),
  samples: z.literal(1),
  num_inference_steps: z.int().optional(),
  guidance_scale: z.number().min(1).max(25),
  seed: Seed,
  img_width: z.int().min(512).max(2048),
  img_height: z.int().min(512).max(2048),
  base64: z.literal(false),
})

/** POST /v1/flux-schnell */
export const FluxSchnellRequest = z.strictObject({
  prompt: z.string(),
  steps: z.int().min(1).max(8),
  seed: Seed,
  samples: z.literal(1),
  width: z.int().min(512).max(2048).multipleOf(8),
  height: z.int().min(512).max(2048).multipleOf(8),
})

export const AspectRatio = z.enum(['1:1', '16:9', '21:9', '2:3', '3:2', '4:5', '5:4', '9:16', '9:21'])
export type AspectRatio = z.infer<typeof AspectRatio>

/** POST /v1/fast-flux-schnell */
export const FastFluxSchnellRequest = z.strictObject({
  prompt: z.string(),
  steps: z.int(),
  seed: Seed,
  aspect_ratio: AspectRatio,
  base64: z.literal(false),
})
