import type { Reported } from '#shared/domain/sample.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { failedReading, malformedReply, NOTHING_REPORTED, providerFailure } from '../kit/provider-failure.ts'
import { readDecimal } from '../kit/read-decimal.ts'
import type { Ask, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { failureOfType, isStillInProgress, readError } from './failures.ts'
import { CancelReply, ResultReply, StatusReply, SubmitReply } from './schemas.ts'

const PROVIDER = descriptor.name

export function readSubmit(reply: Reply, ask: Ask): Reading {
  const reported = readHeaders(reply, null)
  if (reply.status !== 200) return failedReading(readError(reply, ask), reported)
  const parsed = parseJsonBody(reply.body, SubmitReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), reported)
  const jobId = parsed.value.request_id
  return { state: 'pending', job: { jobId, statusUrl: null }, pollAfterMs: null, reported: { ...reported, jobId } }
}

/** A job without a `statusUrl` was asked for its status, one with it for its result. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  return job.statusUrl === null ? readStatus(reply, job, ask) : readResult(reply, job, ask)
}

function readStatus(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  const headers = readHeaders(reply, job)
  // 202 while the request is under way, by most accounts; the official client takes both.
  if (reply.status !== 200 && reply.status !== 202) return failedReading(readError(reply, ask), headers)
  const parsed = parseJsonBody(reply.body, StatusReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, reply.status, parsed.problem), headers)
  const { status, error_type: errorType, metrics } = parsed.value
  const reported = { ...headers, inferenceMs: milliseconds(metrics?.inference_time) }
  if (status === 'IN_QUEUE' || status === 'IN_PROGRESS') {
    return { state: 'pending', job: { ...job, statusUrl: null }, pollAfterMs: null, reported }
  }
  if (status !== 'COMPLETED') {
    const problem = 'the state of the request is none of the documented ones'
    return failedReading(malformedReply(PROVIDER, reply.status, problem), reported)
  }
  const failure = errorType === null || errorType === undefined ? null : failureOfType(errorType, reply.status)
  if (failure !== null) return failedReading(failure, reported)
  // The result is beside the status: `…/requests/r1/status` → `…/requests/r1`. It has the model's own words on a failure.
  const statusUrl = `../${encodeURIComponent(job.jobId)}`
  return { state: 'pending', job: { ...job, statusUrl }, pollAfterMs: 0, ended: true, reported }
}

function readResult(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  const headers = readHeaders(reply, job)
  if (isStillInProgress(reply)) {
    return { state: 'pending', job: { ...job, statusUrl: null }, pollAfterMs: null, reported: headers }
  }
  if (reply.status !== 200) return failedReading(readError(reply, ask, { isResult: true }), headers)
  const parsed = parseJsonBody(reply.body, ResultReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), headers)
  const { images, image, seed, timings, has_nsfw_concepts: flags } = parsed.value
  const reported: Reported = {
    ...headers,
    seed: seed === null || seed === undefined ? null : String(seed),
    inferenceMs: milliseconds(timings?.inference),
    billedUnits: readDecimal(reply.headers['x-fal-billable-units']),
  }
  // One picture is asked for, so one flag is its flag. What comes with it is no picture of the prompt.
  if (flags?.includes(true) === true) {
    const detail = 'It drew the picture and flagged it.'
    const failure = providerFailure({ provider: PROVIDER, status: 200, class: 'content-policy', detail })
    return failedReading(failure, reported)
  }
  const pictures = images ?? (image === null || image === undefined ? [] : [image])
  if (pictures.length === 0) {
    return failedReading(malformedReply(PROVIDER, 200, 'it holds neither images nor an image'), reported)
  }
  return { state: 'finished', pictures: pictures.map(({ url }) => ({ kind: 'url', url })), reported }
}

/** Queued work is certain to stop; what is under way stops where the endpoint heeds it, so it is only asked. */
export function readCancel(reply: Reply): 'asked' | 'too-late' | 'unclear' {
  const parsed = parseJsonBody(reply.body, CancelReply, MAXIMUM_REPLY_BYTES)
  const status = parsed.ok ? parsed.value.status : ''
  if (status === 'ALREADY_COMPLETED') return 'too-late'
  return reply.status < 300 && (status === 'CANCELLATION_REQUESTED' || status === 'OK') ? 'asked' : 'unclear'
}

function readHeaders({ headers }: Reply, job: RemoteJob | null): Reported {
  return { ...NOTHING_REPORTED, requestId: headers['x-fal-request-id'] ?? null, jobId: job?.jobId ?? null }
}

/** Seconds as fal gives them, in milliseconds to the microsecond. */
function milliseconds(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : Math.round(seconds * 1_000_000) / 1000
}
