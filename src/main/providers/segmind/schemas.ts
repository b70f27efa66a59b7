import { z } from 'zod'

const Seed = z.int().min(0)

/** `sdxl1.0-txt2img` and the SD 1.5 models. `base64: false` asks version 1 for the bare picture. */
export const DiffusionRequest = z.strictObject({
  prompt: z.string(),
  negative_prompt: z.string().optional(),
  samples: z.literal(1),
  scheduler: z.string().optional(),
  num_inference_steps: z.int().optional(),
  guidance_scale: z.number().min(1).max(25),
  seed: Seed,
  img_width: z.int().min(256).max(2048),
  img_height: z.int().min(256).max(2048),
  base64: z.literal(false),
})

/** `flux-schnell` */
export const FluxSchnellRequest = z.strictObject({
  prompt: z.string(),
  steps: z.int().min(1).max(8),
  seed: Seed,
  samples: z.literal(1),
  sampler_name: z.string().optional(),
  width: z.int().min(512).max(2048).multipleOf(8),
  height: z.int().min(512).max(2048).multipleOf(8),
})

export const AspectRatio = z.enum(['1:1', '16:9', '21:9', '2:3', '3:2', '4:5', '5:4', '9:16', '9:21'])
export type AspectRatio = z.infer<typeof AspectRatio>

/** `fast-flux-schnell` */
export const FastFluxSchnellRequest = z.strictObject({
  prompt: z.string(),
  steps: z.int(),
  seed: Seed,
  aspect_ratio: AspectRatio,
  base64: z.literal(false),
})

/** `flux-dev` */
export const FluxDevRequest = z.strictObject({
  prompt: z.string(),
  samples: z.literal(1),
  steps: z.int(),
  guidance: z.number().min(0).max(10),
  seed: Seed,
  aspect_ratio: AspectRatio,
  output_format: z.enum(['webp', 'jpg', 'png']).optional(),
})

/** Where the input picture goes: `pictureAs('base64')`. */
const Picture = z.strictObject({ $picture: z.literal('base64') })

/** `esrgan` */
export const UpscaleRequest = z.strictObject({ image: Picture, scale: z.int().min(1).max(4) })

/** `background-eraser`. The other fields are left to their defaults: no mask, the cut-out picture. */
export const BackgroundEraserRequest = z.strictObject({ image: Picture, base64: z.literal(false) })

/** `bg-removal` */
export const BackgroundRemovalRequest = z.strictObject({ image: Picture, method: z.literal('object') })

/** POST /v2/{model} */
export const SubmittedReply = z.object({ request_id: z.string().min(1).max(200) })

/** Seconds and dollars, as numbers. */
const Metrics = z
  .object({
    cost: z.number().nullish(),
    inference_time: z.number().nullish(),
    queue_time: z.number().nullish(),
  })
  .nullish()

/** GET /v2/requests/{id}/status and, with the pictures, GET /v2/requests/{id} */
export const JobReply = z.object({
  status: z.string(),
  output: z.union([z.string(), z.array(z.string())]).nullish(),
  images: z.array(z.object({ url: z.string().min(1) })).nullish(),
  seed: z.union([z.string(), z.number()]).nullish(),
  metrics: Metrics,
})
export type JobReply = z.infer<typeof JobReply>

/** GET /v1/get-user-credits. In dollars. */
export const CreditsReply = z.object({ credits: z.number(), 'free-credits': z.number().nullish() })
