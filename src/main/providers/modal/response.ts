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
import { readErrorText } from '../kit/reply-text.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, PictureSource, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { SUBMIT_PATH } from './request.ts'
import { ErrorReply, GenerationReply } from './schemas.ts'

const PROVIDER = descriptor.name
const CALL_ID = '__modal_function_call_id'

export function readSubmit(reply: Reply, ask: Ask): Reading {
  return read(reply, ask, null)
}

/** The place of the result answers as the call itself would have, or with another 303. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  // Seen from result places while the call is still running: ask again.
  if (reply.status === 408) return { state: 'pending', job, pollAfterMs: 0, reported: readReported(reply, job) }
  return read(reply, ask, job)
}

function read(reply: Reply, ask: Ask, job: RemoteJob | null): Reading {
  const reported = readReported(reply, job)
  if (reply.status === 303) return readRedirect(reply, reported)
  if (reply.status !== 200) return failedReading(readError(reply, ask), reported)
  const parsed = parsePictureReply(reply.body, GenerationReply)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), reported)
  const item = parsed.value.data?.[0]
  // OpenAI-compatible servers answer a refused prompt with 200 and no picture.
  if (item === undefined) {
    const detail = 'The reply held no picture.'
    return failedReading(
      providerFailure({ provider: PROVIDER, status: 200, class: 'content-policy', detail }),
      reported,
    )
  }
  const picture = readPicture(item.b64_json ?? null, item.url ?? null)
  return picture === null
    ? failedReading(malformedReply(PROVIDER, 200, 'data.0 holds neither base64 nor an address'), reported)
    : { state: 'finished', pictures: [picture], reported }
}

/** `b64_json` before `url`; an address may be a `data:` one. */
function readPicture(base64: InlinePicture | null, url: InlinePicture | null): PictureSource | null {
  if (base64 !== null && base64 !== '') return bytesSource(base64)
  if (url instanceof Uint8Array) return bytesSource(url)
  const protocol = url === null ? undefined : URL.parse(url)?.protocol
  if (url === null || protocol === undefined) return null
  if (protocol === 'data:') return bytesSource(url)
  return protocol === 'http:' || protocol === 'https:' ? { kind: 'url', url } : null
}

function bytesSource(base64: InlinePicture): PictureSource | null {
  const bytes = decodeBase64Picture(base64)
  return bytes === null ? null : { kind: 'bytes', bytes }
}

/**
 * After 150 s Modal answers 303: the result is to be asked for at `Location`, the address of the call plus its id, absolute or
 * relative. That place holds the line for another 150 s, so it is asked at once.
 */
function readRedirect(reply: Reply, reported: Reported): Reading {
  const location = reply.headers['location'] ?? ''
  const jobId = readCallId(location)
  if (jobId === null) {
    return failedReading(malformedReply(PROVIDER, 303, 'its Location names no call of Modal'), reported)
  }
  return { state: 'pending', job: { jobId, statusUrl: location }, pollAfterMs: 0, reported: { ...reported, jobId } }
}

function readCallId(location: string): string | null {
  // The base is only there to read a relative address with; where the address really leads is for the engine to check.
  const base = `https://relative.invalid${SUBMIT_PATH}`
  const callId = URL.parse(location, base)?.searchParams.get(CALL_ID) ?? ''
  return callId === '' ? null : callId
}

/** `x-exec-ms` and `x-cold` are set by the deployment, not by Modal; a deployment without them reports nothing. */
function readReported(reply: Reply, job: RemoteJob | null): Reported {
  const cold = reply.headers['x-cold']
  return {
    ...NOTHING_REPORTED,
    inferenceMs: readDecimal(reply.headers['x-exec-ms']),
    cold: cold === '1' ? true : cold === '0' ? false : null,
    requestId: reply.headers['x-request-id'] ?? null,
    jobId: job?.jobId ?? null,
  }
}

/**
 * Texts of Modal itself, which begin with `modal-http:` (anything else is the deployment speaking), and what they mean. Recorded
 * by third parties; Modal does not document them.
 */
const PLATFORM_TEXTS: readonly { contains: string; class: ReplyFailureClass; detail: string; retryable?: boolean }[] = [
  { contains: 'missing credentials', class: 'authentication', detail: 'The endpoint asks for a proxy token.' },
  { contains: 'invalid credentials', class: 'authentication', detail: 'The proxy token (wk-…, ws-…) is not valid.' },
  { contains: 'invalid function call', class: 'invalid-request', detail: 'Nothing is deployed at this address.' },
  { contains: 'endpoint is stopped', class: 'invalid-request', detail: 'The app has been stopped: deploy it again.' },
  { contains: 'is disabled', class: 'payment', detail: 'The workspace has been disabled.' },
  // The time until the limit was billed; the same call would run into it again.
  {
    contains: 'execution timed out',
    class: 'timeout',
    detail: 'The function ran into its time limit.',
    retryable: false,
  },
  { contains: 'terminated by signal', class: 'server', detail: 'The container was killed.' },
]

const CLASS_BY_CODE: ReadonlyMap<string, ReplyFailureClass> = new Map([
  ['moderation_blocked', 'content-policy'],
  ['content_policy_violation', 'content-policy'],
  ['invalid_api_key', 'authentication'],
  ['insufficient_quota', 'payment'],
  ['billing_hard_limit_reached', 'payment'],
  ['rate_limit_exceeded', 'rate-limit'],
])

function readError(reply: Reply, ask: Ask): ReadFailure {
  const { status } = reply
  const retryAfterMs = readRetryAfterMs(reply.headers)
  const text = readErrorText(reply, ask)
  if (text.trimStart().startsWith('modal-http:')) {
    const known = PLATFORM_TEXTS.find(({ contains }) => text.includes(contains))
    if (known !== undefined) {
      const { contains: _, ...meaning } = known
      return providerFailure({ provider: PROVIDER, status, ...meaning, retryAfterMs })
    }
  }
  if (text.includes('spend limit')) {
    return providerFailure({ provider: PROVIDER, status, class: 'payment', detail: 'The spending limit is reached.' })
  }
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const codes = parsed.ok ? [parsed.value.error.code, parsed.value.error.type] : []
  for (const code of codes) {
    const known = CLASS_BY_CODE.get(code ?? '')
    if (known !== undefined) {
      return providerFailure({ provider: PROVIDER, status, class: known, detail: `Code: ${code}.`, retryAfterMs })
    }
  }
  return providerFailure({ provider: PROVIDER, status, class: classifyStatus(status), retryAfterMs })
}
