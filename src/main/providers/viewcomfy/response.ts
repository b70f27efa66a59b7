import type { Reported } from '#shared/domain/sample.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
} from '../kit/provider-failure.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import { isHttpAddress, millisecondsOf } from '../kit/run-record.ts'
import type { ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { InferReply, ResultsReply } from './schemas.ts'

const PROVIDER = descriptor.name

/** The examples take 201 and, elsewhere, 200 for a success. */
const ACCEPTED: ReadonlySet<number> = new Set([200, 201])

export function readSubmit(reply: Reply): Reading {
  if (!ACCEPTED.has(reply.status)) return failedReading(readError(reply))
  const parsed = parseJsonBody(reply.body, InferReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, reply.status, parsed.problem))
  const jobId = parsed.value
  const reported = { ...NOTHING_REPORTED, jobId }
  return { state: 'pending', job: { jobId, statusUrl: null }, pollAfterMs: null, reported }
}

/**
 * A run that is not listed has not ended. A run that failed is not sent again: it ran, and is billed.
 */
export function readPoll(reply: Reply, job: RemoteJob): Reading {
  const known = { ...NOTHING_REPORTED, jobId: job.jobId }
  if (!ACCEPTED.has(reply.status)) return failedReading(readError(reply), known)
  const parsed = parseJsonBody(reply.body, ResultsReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, reply.status, parsed.problem), known)
  const result = parsed.value.find(({ jobId }) => jobId === job.jobId)
  if (result === undefined) return { state: 'pending', job, pollAfterMs: null, reported: known }
  const reported: Reported = { ...known, inferenceMs: millisecondsOf(result.executionSeconds) }
  // Only these two words are documented. A run that is listed before its end would carry another one, or `completed: false`.
  if (result.status === 'error') {
    const detail = 'The run ended with an error.'
    return failedReading(
      providerFailure({ provider: PROVIDER, status: reply.status, class: 'server', detail, retryable: false }),
      reported,
    )
  }
  if (result.status !== 'success') {
    if (result.completed !== true) return { state: 'pending', job, pollAfterMs: null, reported }
    const problem = 'the run ended in a state that is none of the documented ones'
    return failedReading(malformedReply(PROVIDER, reply.status, problem), reported)
  }
  const urls = result.outputs
    .filter(({ contentType }) => contentType === null || contentType.startsWith('image/'))
    .map(({ url }) => url)
    .filter(isHttpAddress)
  if (urls.length > 0) return { state: 'finished', pictures: urls.map((url) => ({ kind: 'url', url })), reported }
  const problem = 'the run succeeded without a picture'
  return failedReading(malformedReply(PROVIDER, reply.status, problem), reported)
}

/** 201 says that the cancel was taken, not that the run had not ended meanwhile. */
export function readCancel({ status }: Reply): 'asked' | 'unclear' {
  return ACCEPTED.has(status) ? 'asked' : 'unclear'
}

/** Error bodies are not documented: the status alone must do. */
function readError({ status, headers }: Reply): ReadFailure {
  const retryAfterMs = readRetryAfterMs(headers)
  return providerFailure({ provider: PROVIDER, status, class: classifyStatus(status), retryAfterMs })
}
