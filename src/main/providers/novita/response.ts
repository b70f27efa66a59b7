import type { Reported } from '#shared/domain/sample.ts'
import { decodeBase64Picture } from '../kit/decode-base64-picture.ts'
import { findModel } from '../kit/find-model.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody, parsePictureReply } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
  type ReplyFailureClass,
} from '../kit/provider-failure.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'
import { ErrorReply, FluxSchnellReply, RemoveBackgroundReply, SubmittedReply, TaskResultReply } from './schemas.ts'

const PROVIDER = descriptor.name

/**
 * Novita's reasons for images (error table of the documentation; two more from its table for language models).
 * The reason counts before the status, because the same reason is documented with different statuses.
 */
const CLASS_BY_REASON: ReadonlyMap<string, ReplyFailureClass> = new Map([
  ['ILLEGAL_PROMPT', 'content-policy'],
  ['ILLEGAL_IMAGE_CONTENT', 'content-policy'],
  ['BILLING_BALANCE_NOT_ENOUGH', 'payment'],
  ['NOT_ENOUGH_BALANCE', 'payment'],
  ['BILLING_AUTH_FAILED', 'payment'],
  ['MISSING_API_KEY', 'authentication'],
  ['INVALID_API_KEY', 'authentication'],
  ['FAILED_TO_AUTH', 'authentication'],
  ['FEATURE_NOT_ALLOWED', 'authentication'],
  ['API_NOT_ALLOWED', 'authentication'],
  ['NEED_REAL_NAME_VERIFY', 'authentication'],
  ['RATE_LIMIT_EXCEEDED', 'rate-limit'],
  ['INVALID_REQUEST_BODY', 'invalid-request'],
  ['IMAGE_FILE_EXCEEDS_MAX_SIZE', 'invalid-request'],
  ['INVALID_IMAGE_FORMAT', 'invalid-request'],
  ['IMAGE_EXCEEDS_MAX_RESOLUTION', 'invalid-request'],
  ['INVALID_IMAGE_SIZE', 'invalid-request'],
  ['API_NOT_FOUND', 'invalid-request'],
  ['TASK_NOT_FOUND', 'invalid-request'],
  ['BILLING_FAILED', 'server'],
  ['CREATE_TASK_FAILED', 'server'],
  ['GET_RESULT_FAILED', 'server'],
  ['TASK_FAILED', 'server'],
])

/** Calls for images have been taken out of service one by one; the others go on. */
const RETIRED = 'Reason: API_NOT_FOUND. Novita has probably retired this one call; its other models are not affected.'

export function readSubmit(reply: Reply, ask: Ask): Reading {
  if (reply.status !== 200) return failedReading(readError(reply))
  const model = findModel(descriptor, ask, describeModel)
  if (model.execution === 'polled') return readSubmitted(reply)
  return model.task === 'remove-background' ? readCutOut(reply) : readDrawn(reply)
}

function readSubmitted(reply: Reply): Reading {
  const parsed = parseJsonBody(reply.body, SubmittedReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  const jobId = parsed.value.task_id
  return {
    state: 'pending',
    job: { jobId, statusUrl: null },
    pollAfterMs: null,
    reported: { ...NOTHING_REPORTED, jobId },
  }
}

function readDrawn(reply: Reply): Reading {
  const parsed = parseJsonBody(reply.body, FluxSchnellReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  return {
    state: 'finished',
    pictures: parsed.value.images.map((image) => ({ kind: 'url', url: image.image_url })),
    reported: { ...NOTHING_REPORTED, jobId: parsed.value.task?.task_id ?? null },
  }
}

/** The tools that answer at once have the picture in the reply, as base64. */
function readCutOut(reply: Reply): Reading {
  const parsed = parsePictureReply(reply.body, RemoveBackgroundReply)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  const bytes = decodeBase64Picture(parsed.value.image_file)
  return bytes === null
    ? failedReading(malformedReply(PROVIDER, 200, 'image_file holds no base64'))
    : { state: 'finished', pictures: [{ kind: 'bytes', bytes }], reported: NOTHING_REPORTED }
}

/**
 * Reads the task result. A failed question about a task is not a failed task: it is retryable where asking again may help. A
 * task that failed is not: it was accepted, and submitting it again may be paid again.
 */
export function readPoll(reply: Reply, job: RemoteJob): Reading {
  const known = { ...NOTHING_REPORTED, jobId: job.jobId }
  if (reply.status !== 200) return failedReading(readError(reply), known)
  const parsed = parseJsonBody(reply.body, TaskResultReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), known)
  const reported = readReported(parsed.value, job)
  const { status, reason } = parsed.value.task
  switch (status) {
    case 'TASK_STATUS_QUEUED':
    case 'TASK_STATUS_PROCESSING':
    case 'TASK_STATUS_UNKNOWN':
      return { state: 'pending', job, pollAfterMs: null, reported }
    case 'TASK_STATUS_SUCCEED': {
      const images = parsed.value.images ?? []
      if (images.length === 0) {
        return failedReading(malformedReply(PROVIDER, 200, 'the task succeeded without a picture'), reported)
      }
      return { state: 'finished', pictures: images.map((image) => ({ kind: 'url', url: image.image_url })), reported }
    }
    case 'TASK_STATUS_FAILED':
      return failedReading({ ...failureOf(200, reason ?? '', 'server'), retryable: false }, reported)
    default:
      return failedReading(
        malformedReply(PROVIDER, 200, 'the state of the task is none of the documented ones'),
        reported,
      )
  }
}

function readError(reply: Reply): ReadFailure {
  // A gateway answers in HTML: then the status alone must do.
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const failure = failureOf(reply.status, parsed.ok ? parsed.value.reason : '', classifyStatus(reply.status))
  return { ...failure, retryAfterMs: readRetryAfterMs(reply.headers) }
}

/** @param otherwise the class where the reason is not one of the documented ones. */
function failureOf(status: number, reason: string, otherwise: ReplyFailureClass): ReadFailure {
  const known = CLASS_BY_REASON.get(reason)
  if (known !== undefined) {
    const detail = reason === 'API_NOT_FOUND' ? RETIRED : `Reason: ${reason}.`
    return providerFailure({ provider: PROVIDER, status, class: known, detail })
  }
  // New reasons about keys appear now and then; the documentation itself gives them three different statuses.
  const aboutKeys = status >= 400 && status < 500 && /API_KEY|AUTH/.test(reason)
  return providerFailure({ provider: PROVIDER, status, class: aboutKeys ? 'authentication' : otherwise })
}

function readReported(result: TaskResultReply, job: RemoteJob): Reported {
  const times = result.extra?.debug_info
  const seed = String(result.extra?.seed ?? '')
  return {
    ...NOTHING_REPORTED,
    jobId: job.jobId,
    seed: seed === '' ? null : seed,
    queueMs: between(times?.submit_time_ms, times?.execute_time_ms),
    inferenceMs: between(times?.execute_time_ms, times?.complete_time_ms),
  }
}

/** Milliseconds between two time stamps of Novita's own clock; null while one of them is still missing or 0. */
function between(from: string | number | null | undefined, to: string | number | null | undefined): number | null {
  const fromMs = Number(from ?? 0)
  const toMs = Number(to ?? 0)
  return fromMs > 0 && toMs >= fromMs ? toMs - fromMs : null
}
