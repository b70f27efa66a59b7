import { z } from 'zod'
import { InlinePicture } from '../kit/parse-json-body.ts'

/** POST /v1/images/generations. Above the line OpenAI's own fields, below it the convention of the recommended deployment. */
export const GenerationRequest = z.strictObject({
  model: z.string(),
  prompt: z.string(),
  n: z.literal(1),
  size: z.string().regex(/^\d+x\d+$/),
  response_format: z.literal('b64_json'),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  // —
  seed: z.int().min(0),
  num_inference_steps: z.int().min(1),
  guidance_scale: z.number().optional(),
  negative_prompt: z.string().optional(),
})

/** `data` may be missing or empty where the deployment filtered the picture away. A `url` may hold the picture itself (`data:`). */
export const GenerationReply = z.object({
  data: z.array(z.object({ b64_json: InlinePicture.nullish(), url: InlinePicture.nullish() })).nullish(),
})

/** OpenAI's error envelope. */
export const ErrorReply = z.object({ error: z.object({ code: z.string().nullish(), type: z.string().nullish() }) })
