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
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, PictureSource, ReadFailure, Reading, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { ErrorReply, GenerationReply } from './schemas.ts'

const PROVIDER = descriptor.name

export function readSubmit(reply: Reply, ask: Ask): Reading {
  if (reply.status !== 200) return readError(reply, ask)
  const parsed = parsePictureReply(reply.body, GenerationReply)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  const { id, data } = parsed.value
  const seconds = data[0]?.timings?.inference ?? null
  const reported: Reported = {
    ...NOTHING_REPORTED,
    requestId: id ?? null,
    inferenceMs: seconds === null ? null : Math.round(seconds * 1_000_000) / 1000,
  }
  const pictures = data.map((item) => readPicture(item.url ?? null, item.b64_json ?? null))
  return pictures.every((picture) => picture !== null)
    ? { state: 'finished', pictures, reported }
    : failedReading(malformedReply(PROVIDER, 200, 'data holds neither base64 nor an address'), reported)
}

function readPicture(url: string | null, base64: InlinePicture | null): PictureSource | null {
  if (url !== null && url !== '') return { kind: 'url', url }
  const bytes = base64 === null ? null : decodeBase64Picture(base64)
  return bytes === null ? null : { kind: 'bytes', bytes }
}

function readError(reply: Reply, ask: Ask): Reading {
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const { id = null, error } = parsed.ok ? parsed.value : {}
  const failure = failureOf(reply.status, error?.code ?? error?.type ?? '', readErrorText(reply, ask))
  return failedReading(
    { ...failure, retryAfterMs: readRetryAfterMs(reply.headers) },
    { ...NOTHING_REPORTED, requestId: id },
  )
}

/** @param text of the reply in lower case, without the prompt */
function failureOf(status: number, code: string, text: string): ReadFailure {
  const failure = (failureClass: ReplyFailureClass, detail?: string): ReadFailure =>
    providerFailure({ provider: PROVIDER, status, class: failureClass, ...(detail !== undefined && { detail }) })
  // One status for a field that does not fit and for a refused prompt; only the words tell them apart.
  const refused = /nsfw|safety (?:checker|filter|system)|content policy|moderation|inappropriate content/.test(text)
  if ((status === 400 || status === 422) && refused) return failure('content-policy')
  if (code === 'model_not_available') {
    return failure('invalid-request', 'The account may not use this model, or it is no longer served.')
  }
  if (status === 429 && code.startsWith('dynamic_')) {
    return failure('rate-limit', 'The limit is dynamic: it follows the load of the last minutes.')
  }
  return failure(classifyStatus(status))
}
