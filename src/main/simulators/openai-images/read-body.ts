import { z } from 'zod'
import type { Style } from '../simulator.ts'
import { isTokenModel } from './bill.ts'
import { INVALID_REQUEST, type Refusal } from './refusal.ts'

/**
 * Models of the simulated server. GPT image models are billed by tokens and always answer with base64; the older ones and the
 * last one, which stands for any compatible server's, take `response_format`.
 */
export const STYLE_OF_MODEL: Readonly<Record<string, Style>> = {
  'gpt-image-2': 0,
  'gpt-image-1.5': 1,
  'gpt-image-1-mini': 2,
  'gpt-image-2.5-sunburst': 3,
  'gpt-image-2.5-flare': 2,
  'dall-e-3': 1,
  'dall-e-2': 0,
  'practice/flux-1-schnell': 2,
}
const OLDER_SIZES = ['1024x1024', '1536x1024', '1024x1536']
const SIZES_OF_MODEL: Readonly<Record<string, readonly string[]>> = {
  'gpt-image-1.5': OLDER_SIZES,
  'gpt-image-1-mini': OLDER_SIZES,
  'dall-e-3': ['1024x1024', '1792x1024', '1024x1792'],
  'dall-e-2': ['256x256', '512x512', '1024x1024'],
}

const Size = z.union([z.literal('auto'), z.string().regex(/^\d{2,4}x\d{2,4}$/, 'expected WIDTHxHEIGHT')])

/** What the two calls share. A key that is not here is refused, as OpenAI does. */
const Body = z.strictObject({
  model: z.string().min(1),
  prompt: z.string().min(1).max(32_000),
  n: z.coerce.number().int().min(1).max(10).nullish(),
  size: Size.nullish(),
  quality: z.enum(['auto', 'low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd']).nullish(),
  output_format: z.enum(['png', 'jpeg', 'webp']).nullish(),
  output_compression: z.coerce.number().int().min(0).max(100).nullish(),
  background: z.enum(['transparent', 'opaque', 'auto']).nullish(),
  response_format: z.enum(['url', 'b64_json']).nullish(),
  moderation: z.enum(['low', 'auto']).nullish(),
  input_fidelity: z.enum(['high', 'low']).nullish(),
  stream: z.literal([false, 'false']).nullish(),
  style: z.enum(['vivid', 'natural']).nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
})

export type Asked = z.infer<typeof Body>

/** What a call asks, or why it is refused. @param isEdit whether a picture came along */
export function readBody(body: unknown, isEdit: boolean): { ok: true; asked: Asked } | { ok: false; refusal: Refusal } {
  const parsed = Body.safeParse(body)
  const refusal = parsed.success ? findProblem(parsed.data, isEdit) : explain(parsed.error)
  if (parsed.success && refusal === null) return { ok: true, asked: parsed.data }
  return { ok: false, refusal: refusal ?? INVALID_REQUEST }
}

/** The id by which Assay knows this model at this quality, so that the truth log speaks of the same one. */
export function modelIdOf({ model, quality, background }: Asked, isEdit: boolean): string {
  const words = [quality ?? null, isEdit ? 'edit' : null, background === 'transparent' ? 'transparent' : null]
  return [model, ...words.filter((word) => word !== null)].join(':')
}

function findProblem(asked: Asked, isEdit: boolean): Refusal | null {
  const { model, size, quality } = asked
  if (!Object.hasOwn(STYLE_OF_MODEL, model) || (isEdit && !isTokenModel(model))) {
    const message = `The model '${model}' does not exist.`
    return { status: 404, message, type: 'invalid_request_error', param: 'model', code: 'model_not_found' }
  }
  if (isTokenModel(model) && asked.response_format != null) {
    return invalid("Unknown parameter: 'response_format'.", 'response_format', 'unknown_parameter')
  }
  if (asked.background === 'transparent' && asked.output_format === 'jpeg') {
    return invalid('Transparent background is not supported for JPEG output format.', 'background')
  }
  if (isTokenModel(model) && (quality === 'standard' || quality === 'hd')) {
    return invalid(`Invalid value: '${quality}'. Supported values are: 'low', 'medium', 'high', and 'auto'.`, 'quality')
  }
  if (size == null || size === 'auto') return null
  const sizes = SIZES_OF_MODEL[model]
  if (sizes !== undefined && !sizes.includes(size)) {
    const supported = sizes.map((each) => `'${each}'`).join(', ')
    return invalid(`Invalid value: '${size}'. Supported values are: ${supported}, and 'auto'.`, 'size')
  }
  const [width = 0, height = 0] = size.split('x').map(Number)
  const fits = width % 16 === 0 && height % 16 === 0 && width <= 3 * height && height <= 3 * width
  return isTokenModel(model) && !fits ? invalid(`Invalid size '${size}'.`, 'size') : null
}

function invalid(message: string, param: string, code = 'invalid_value'): Refusal {
  return { ...INVALID_REQUEST, message, param, code }
}

function explain(error: z.ZodError): Refusal {
  const issue = error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    const [param = ''] = issue.keys
    return { ...INVALID_REQUEST, message: `Unknown parameter: '${param}'.`, param, code: 'unknown_parameter' }
  }
  const param = issue?.path.join('.') ?? ''
  return { ...INVALID_REQUEST, message: `Invalid value for '${param}': ${issue?.message ?? 'invalid'}.`, param }
}
