import { z } from 'zod'

/** POST /v3beta/flux-1-schnell. The prompt's length is left to Novita: Assay never shortens a prompt. */
export const FluxSchnellRequest = z.strictObject({
  prompt: z.string(),
  width: z.int().min(64).max(2048),
  height: z.int().min(64).max(2048),
  steps: z.int().min(1).max(100),
  image_num: z.literal(1),
  seed: z.int().min(0).max(4_294_967_295),
  // Two pages of the documentation name this field differently; both are sent, or neither.
  response_image_type: z.enum(['png', 'webp', 'jpeg']).optional(),
  response_image_format: z.enum(['png', 'webp', 'jpeg']).optional(),
})

/** POST /v3/async/txt2img */
export const TextToImageRequest = z.strictObject({
  extra: z.strictObject({ response_image_type: z.enum(['png', 'webp', 'jpeg']).optional() }),
  request: z.strictObject({
    model_name: z.string(),
    prompt: z.string(),
    negative_prompt: z.string().optional(),
    width: z.int().min(128).max(2048),
    height: z.int().min(128).max(2048),
    image_num: z.literal(1),
    steps: z.int().min(1).max(100),
    seed: z.int().min(0),
    guidance_scale: z.number().min(1).max(30),
    sampler_name: z.string(),
  }),
})

const TaskId = z.string().min(1).max(200)
const Images = z.array(z.object({ image_url: z.string().min(1) }))

export const FluxSchnellReply = z.object({
  task: z.object({ task_id: TaskId.nullish() }).nullish(),
  images: Images.min(1),
})

export const TextToImageReply = z.object({ task_id: TaskId })

/** Epoch milliseconds as text, in the examples, or as a number, in the client's types. */
const EpochMs = z.union([z.string(), z.number()]).nullish()

/** GET /v3/async/task-result */
export const TaskResultReply = z.object({
  extra: z
    .object({
      seed: z.union([z.string(), z.number()]).nullish(),
      debug_info: z.object({ submit_time_ms: EpochMs, execute_time_ms: EpochMs, complete_time_ms: EpochMs }).nullish(),
    })
    .nullish(),
  task: z.object({ status: z.string(), reason: z.string().nullish() }),
  images: Images.nullish(),
})
export type TaskResultReply = z.infer<typeof TaskResultReply>

export const ErrorReply = z.object({ reason: z.string() })
