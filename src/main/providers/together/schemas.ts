import { z } from 'zod'
import { InlinePicture } from '../kit/parse-json-body.ts'

const PictureText = z.strictObject({ $picture: z.enum(['base64', 'data-uri']) })

/** POST /v1/images/generations. `n` is 1: calls run side by side instead. */
export const GenerationRequest = z.strictObject({
  model: z.string(),
  prompt: z.string(),
  n: z.literal(1),
  response_format: z.literal('url'),
  width: z.int().multipleOf(8).optional(),
  height: z.int().multipleOf(8).optional(),
  steps: z.int().min(1).optional(),
  seed: z.int().min(0).optional(),
  guidance_scale: z.number().optional(),
  negative_prompt: z.string().optional(),
  output_format: z.enum(['jpeg', 'png']).optional(),
  image_loras: z.array(z.strictObject({ path: z.string(), scale: z.number() })).optional(),
  image_url: PictureText.optional(),
})

/**
 * Asked for as `base64`, the picture comes in an item of the type `b64_json`. `timings` stood in recorded replies of older
 * days; the official description does not have it.
 */
export const GenerationReply = z.object({
  id: z.string().nullish(),
  data: z
    .array(
      z.object({
        url: z.string().nullish(),
        b64_json: InlinePicture.nullish(),
        timings: z
          .object({ inference: z.number().min(0).nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .min(1),
})

export const ErrorReply = z.object({
  id: z.string().nullish(),
  error: z.object({ type: z.string().nullish(), code: z.string().nullish() }),
})

/** GET /v1/models: a bare array. */
export const ModelListReply = z.array(
  z.object({ id: z.string().min(1), type: z.string().nullish(), display_name: z.string().nullish() }),
)
