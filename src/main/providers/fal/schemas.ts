import { z } from 'zod'

const PictureText = z.strictObject({ $picture: z.enum(['base64', 'data-uri']) })

/** The input of an endpoint: flat, and of these fields those that the endpoint has. One picture is the default everywhere. */
export const EndpointInput = z.strictObject({
  prompt: z.string().optional(),
  negative_prompt: z.string().optional(),
  image_url: PictureText.optional(),
  image_size: z.strictObject({ width: z.int(), height: z.int() }).optional(),
  num_inference_steps: z.int().optional(),
  guidance_scale: z.number().optional(),
  seed: z.int().min(0).optional(),
  loras: z.array(z.strictObject({ path: z.string(), scale: z.number() })).optional(),
  strength: z.number().optional(),
  creativity: z.number().optional(),
  scale: z.number().optional(),
  upscale_factor: z.number().optional(),
  output_format: z.string().optional(),
  format: z.string().optional(),
})

export const SubmitReply = z.object({ request_id: z.string().min(1).max(200) })

/** There is no state for a failure: it is `COMPLETED` with an error, or with a result that answers with one. */
export const StatusReply = z.object({
  status: z.string(),
  error_type: z.string().nullish().catch(null),
  metrics: z
    .object({ inference_time: z.number().min(0).nullish() })
    .nullish()
    .catch(null),
})
export type StatusReply = z.infer<typeof StatusReply>

const Picture = z.object({ url: z.string().min(1) })

/** Endpoints that draw give `images`, those that change one picture give `image`. */
export const ResultReply = z.object({
  images: z.array(Picture).nullish(),
  image: Picture.nullish(),
  seed: z.union([z.number(), z.string()]).nullish().catch(null),
  timings: z
    .object({ inference: z.number().min(0).nullish() })
    .nullish()
    .catch(null),
  has_nsfw_concepts: z.array(z.boolean()).nullish().catch(null),
})

/** Errors of a model are a list in `detail`; those of the platform a text, with a type beside it. */
export const ErrorReply = z.object({
  detail: z.union([z.string(), z.array(z.object({ type: z.string().nullish() }))]).optional(),
  error_type: z.string().nullish(),
})

export const CancelReply = z.object({ status: z.string() })

/** What is said of a request that does not exist: one of two shapes, by what clients have seen. */
export const NoSuchRequest = z.union([z.object({ status: z.string() }), z.object({ detail: z.string() })])
