import { z } from 'zod'
import { InlinePicture } from '../kit/parse-json-body.ts'
import { QUALITIES } from './model-id.ts'

/**
 * What both calls take: POST /images/generations as JSON, POST /images/edits as a form beside the picture.
 * The prompt's length is left to the server: Assay never shortens a prompt.
 */
export const ImageRequest = z.strictObject({
  model: z.string().min(1),
  prompt: z.string(),
  n: z.literal(1),
  size: z.string().regex(/^\d+x\d+$/),
  quality: z.enum(QUALITIES).optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  background: z.literal('transparent').optional(),
  /** Only where the model is none of OpenAI's GPT image models, which refuse it. */
  response_format: z.literal('b64_json').optional(),
})

const Tokens = z.int().min(0)

/**
 * `data` may be missing or empty where the server filtered the picture away. A count of tokens that reads otherwise is left
 * out: a server of other habits must not lose a picture over its way of counting.
 */
export const ImagesReply = z.object({
  data: z.array(z.object({ b64_json: InlinePicture.nullish(), url: InlinePicture.nullish() })).nullish(),
  usage: z
    .object({
      output_tokens: Tokens,
      input_tokens_details: z.object({ text_tokens: Tokens, image_tokens: Tokens }),
    })
    .nullish()
    .catch(null),
})
export type ImagesReply = z.infer<typeof ImagesReply>

export const ErrorReply = z.object({
  error: z.object({ code: z.string().nullish(), type: z.string().nullish(), message: z.string().nullish() }),
})

export const ModelsReply = z.object({ data: z.array(z.object({ id: z.string().min(1) })) })

/** POST /chat/completions with pictures. */
export const ChatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string() }),
    z.strictObject({
      role: z.literal('user'),
      content: z.array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('text'), text: z.string() }),
          z.strictObject({ type: z.literal('image_url'), image_url: z.strictObject({ url: z.string() }) }),
        ]),
      ),
    }),
  ]),
  temperature: z.number().optional(),
  response_format: z
    .strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string(),
        strict: z.literal(true),
        schema: z.record(z.string(), z.unknown()),
      }),
    })
    .optional(),
  /** OpenAI’s name for it; its newer models refuse the older one, which is what other servers know. */
  max_completion_tokens: z.int().optional(),
  max_tokens: z.int().optional(),
})

/** `content` is null beside a refusal. Some servers count no tokens: that loses the cost and not the answer. */
export const ChatReply = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z.object({ prompt_tokens: Tokens, completion_tokens: Tokens }).nullish().catch(null),
})
