import { z } from 'zod'

/** The input picture: bytes in place, or the address of an uploaded file. */
const Picture = z.union([z.strictObject({ $picture: z.enum(['base64', 'data-uri']) }), z.string()])

/** `input` of a prediction, and of these fields those that the model has. One picture is the default everywhere. */
export const PredictionInput = z.strictObject({
  prompt: z.string().optional(),
  negative_prompt: z.string().optional(),
  image: Picture.optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  aspect_ratio: z.string().optional(),
  megapixels: z.enum(['1', '0.25']).optional(),
  num_inference_steps: z.int().optional(),
  guidance: z.number().optional(),
  guidance_scale: z.number().optional(),
  prompt_strength: z.number().optional(),
  scheduler: z.string().optional(),
  scale: z.number().optional(),
  lora_weights: z.string().optional(),
  lora_scale: z.number().optional(),
  seed: z.int().min(0).optional(),
  output_format: z.enum(['webp', 'jpg', 'png']).optional(),
})

const Moment = z.string().nullish().catch(null)

/** What is left of a prediction after an hour has `data_removed` and no output. */
export const Prediction = z.object({
  id: z.string().min(1).max(200),
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  data_removed: z.boolean().nullish().catch(null),
  created_at: Moment,
  started_at: Moment,
  completed_at: Moment,
  metrics: z
    .object({ predict_time: z.number().min(0).nullish() })
    .nullish()
    .catch(null),
})
export type Prediction = z.infer<typeof Prediction>

/** A picture, several, or none: it depends on the model. */
export const Output = z.union([z.string().min(1), z.array(z.string().min(1))])

export const ErrorReply = z.object({
  title: z.string().nullish(),
  detail: z.string().nullish(),
  invalid_fields: z
    .array(z.object({ field: z.string() }))
    .nullish()
    .catch(null),
})

/** POST /v1/files */
export const FileReply = z.object({ urls: z.object({ get: z.url() }) })

/** GET /v1/account */
export const AccountReply = z.object({ username: z.string() })
