import { z } from 'zod'
import { InlinePicture } from '../kit/parse-json-body.ts'

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

const Format = z.enum(['png', 'webp', 'jpeg'])
const Extra = z.strictObject({ response_image_type: Format.optional() })
/** Where the input picture goes: `pictureAs('base64')`. */
const Picture = z.strictObject({ $picture: z.literal('base64') })

/** What text to image and image to image share. */
const diffusion = {
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
  loras: z
    .array(z.strictObject({ model_name: z.string(), strength: z.number().min(0).max(1) }))
    .max(5)
    .optional(),
}

/** POST /v3/async/txt2img */
export const TextToImageRequest = z.strictObject({ extra: Extra, request: z.strictObject(diffusion) })

/** POST /v3/async/img2img */
export const ImageToImageRequest = z.strictObject({
  extra: Extra,
  request: z.strictObject({ ...diffusion, image_base64: Picture, strength: z.number().min(0).max(1) }),
})

/** POST /v3/async/qwen-image-txt2img */
export const QwenImageRequest = z.strictObject({ prompt: z.string(), size: z.string().regex(/^\d+\*\d+$/) })

/** POST /v3/remove-background */
export const RemoveBackgroundRequest = z.strictObject({ image_file: Picture, extra: Extra })

/** POST /v3/async/upscale */
export const UpscaleRequest = z.strictObject({
  extra: Extra,
  request: z.strictObject({
    model_name: z.literal('RealESRNet_x4plus'),
    image_base64: Picture,
    scale_factor: z.number().min(1).max(4),
  }),
})

const TaskId = z.string().min(1).max(200)
const Images = z.array(z.object({ image_url: z.string().min(1) }))

export const FluxSchnellReply = z.object({
  task: z.object({ task_id: TaskId.nullish() }).nullish(),
  images: Images.min(1),
})

/** Of every call that is submitted. */
export const SubmittedReply = z.object({ task_id: TaskId })

export const RemoveBackgroundReply = z.object({ image_file: InlinePicture })

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

/** GET /openapi/v1/billing/balance/detail. In ten-thousandths of a dollar, as text; what is owed may make it negative. */
export const BalanceReply = z.object({ availableBalance: z.string().regex(/^-?\d{1,12}$/) })

/** GET /v3/model */
export const ModelListReply = z.object({
  models: z.array(z.object({ sd_name_in_api: z.string(), name: z.string().nullish(), status: z.number().nullish() })),
  pagination: z.object({ next_cursor: z.string().nullish() }).nullish(),
})
