import type { Reported } from '#shared/domain/sample.ts'
import { decodeBase64Picture } from '../kit/decode-base64-picture.ts'
import { MAXIMUM_ERROR_BYTES, parseJsonBody, parsePictureReply, type InlinePicture } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
  type ReplyFailureClass,
} from '../kit/provider-failure.ts'
import { readDecimal } from '../kit/read-decimal.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { PictureSource, ReadFailure, Reading, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { ErrorReply, ImagesReply } from './schemas.ts'

const PROVIDER = descriptor.name

/** The code counts before the status: an empty purse comes as 429, a refused prompt as 400. */
const CLASS_BY_CODE: ReadonlyMap<string, ReplyFailureClass> = new Map([
  ['moderation_blocked', 'content-policy'],
  ['content_policy_violation', 'content-policy'],
  ['insufficient_quota', 'payment'],
  ['billing_hard_limit_reached', 'payment'],
  ['invalid_api_key', 'authentication'],
  ['rate_limit_exceeded', 'rate-limit'],
  ['model_not_found', 'invalid-request'],
  ['unknown_parameter', 'invalid-request'],
  ['invalid_value', 'invalid-request'],
])

export function readSubmit(reply: Reply): Reading {
  const timed = readTimes(reply)
  if (reply.status !== 200) return failedReading(readError(reply), timed)
  const parsed = parsePictureReply(reply.body, ImagesReply)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), timed)
  const reported = { ...timed, tokens: readTokens(parsed.value) }
  const items = parsed.value.data ?? []
  if (items.length === 0) {
    // So do xAI and others that speak this contract.
    const detail = 'The reply was a success without a picture.'
    const failure = providerFailure({ provider: PROVIDER, status: 200, class: 'content-policy', detail })
    return failedReading(failure, reported)
  }
  const pictures: PictureSource[] = []
  for (const [index, item] of items.entries()) {
    const picture = readPicture(item.b64_json ?? null, item.url ?? null)
    if (picture === null) {
      const problem = `data.${index} holds neither base64 nor an address`
      return failedReading(malformedReply(PROVIDER, 200, problem), reported)
    }
    pictures.push(picture)
  }
  return { state: 'finished', pictures, reported }
}

/** `b64_json` before `url`; an address may be a `data:` one. */
function readPicture(base64: InlinePicture | null, url: InlinePicture | null): PictureSource | null {
  if (base64 !== null && base64 !== '') return bytesSource(base64)
  if (url === null || typeof url !== 'string') return url === null ? null : bytesSource(url)
  const protocol = URL.parse(url)?.protocol
  if (protocol === 'data:') return bytesSource(url)
  return protocol === 'http:' || protocol === 'https:' ? { kind: 'url', url } : null
}

function bytesSource(base64: InlinePicture): PictureSource | null {
  const bytes = decodeBase64Picture(base64)
  return bytes === null ? null : { kind: 'bytes', bytes }
}

function readTimes(reply: Reply): Reported {
  return {
    ...NOTHING_REPORTED,
    inferenceMs: readDecimal(reply.headers['openai-processing-ms']),
    requestId: reply.headers['x-request-id'] ?? null,
  }
}

/** The tokens that are billed; null where the server counts none, or does not tell the two kinds of input apart. */
function readTokens({ usage }: ImagesReply): Reported['tokens'] {
  if (usage === null || usage === undefined) return null
  const { text_tokens: textInput, image_tokens: imageInput } = usage.input_tokens_details
  return { textInput, imageInput, imageOutput: usage.output_tokens }
}

export function readError(reply: Reply): ReadFailure {
  const { status } = reply
  const retryAfterMs = readRetryAfterMs(reply.headers)
  const code = readErrorCode(reply)
  const known = code === null ? undefined : CLASS_BY_CODE.get(code)
  return providerFailure({
    provider: PROVIDER,
    status,
    class: known ?? classifyStatus(status),
    ...(known !== undefined && { detail: `Code: ${code}.` }),
    retryAfterMs,
  })
}

/** One of the codes that are known, from `code` or from `type`; null where the reply has none. */
export function readErrorCode(reply: Reply): string | null {
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  if (!parsed.ok) return null
  const { code, type } = parsed.value.error
  return [code, type].find((candidate) => typeof candidate === 'string' && CLASS_BY_CODE.has(candidate)) ?? null
}
