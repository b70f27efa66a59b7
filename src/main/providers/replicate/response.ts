import type { Reported } from '#shared/domain/sample.ts'
import { findModel } from '../kit/find-model.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { failedReading, malformedReply, NOTHING_REPORTED, providerFailure } from '../kit/provider-failure.ts'
import type { Ask, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { readError, readFailedPrediction } from './failures.ts'
import { describeModel, referenceOf } from './models.ts'
import { FileReply, Output, Prediction } from './schemas.ts'

const PROVIDER = descriptor.name

/** Pause between two polls of a call that was held and is still not done. */
const POLL_INTERVAL_MS = 500

/**
 * Replicate says that a start "longer than a few seconds" is typically a new worker that is being started. Its own time
 * stamps tell how long the start took.
 */
const COLD_FROM_MS = 5000

/** 201 and 202 alike may hold a prediction that has ended, or one that has not: only its state counts. */
export function readSubmit(reply: Reply, ask: Ask): Reading {
  if (reply.status < 200 || reply.status > 202) return failedReading(readError(reply))
  return readPrediction(reply, ask)
}

export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  if (reply.status === 200) return readPrediction(reply, ask)
  return failedReading(readError(reply), { ...NOTHING_REPORTED, jobId: job.jobId })
}

function readPrediction(reply: Reply, ask: Ask): Reading {
  const { status } = reply
  const parsed = parseJsonBody(reply.body, Prediction, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, status, parsed.problem))
  const prediction = parsed.value
  const reported = readReported(prediction, ask)
  const malformed = (problem: string): Reading => failedReading(malformedReply(PROVIDER, status, problem), reported)
  const failed = (failure: ReadFailure): Reading => failedReading(failure, reported)
  switch (prediction.status) {
    case 'starting':
    case 'processing': {
      const { pollIntervalMs } = findModel(descriptor, ask, describeModel)
      const job = { jobId: prediction.id, statusUrl: null }
      return { state: 'pending', job, pollAfterMs: pollIntervalMs === null ? POLL_INTERVAL_MS : null, reported }
    }
    case 'succeeded': {
      const output = Output.safeParse(prediction.output)
      if (prediction.data_removed === true)
        return malformed('the pictures have been removed, an hour after they were drawn')
      const urls = output.success ? [output.data].flat() : []
      if (urls.length === 0) return malformed('the prediction succeeded without a picture')
      return { state: 'finished', pictures: urls.map((url) => ({ kind: 'url', url })), reported }
    }
    case 'failed':
      return failed(readFailedPrediction(prediction, reply, ask))
    case 'canceled':
      return failed(
        providerFailure({
          provider: PROVIDER,
          status,
          class: 'server',
          detail: 'The prediction was cancelled.',
          retryable: false,
        }),
      )
    case 'aborted':
      // Not charged: it never began.
      return failed(
        providerFailure({
          provider: PROVIDER,
          status,
          class: 'timeout',
          detail: 'It ran out of time before it began.',
        }),
      )
    default:
      return malformed('the state of the prediction is none of the documented ones')
  }
}

function readReported(prediction: Prediction, ask: Ask): Reported {
  const { created_at: createdAt, started_at: startedAt, metrics } = prediction
  const startMs = Date.parse(startedAt ?? '') - Date.parse(createdAt ?? '')
  const queueMs = Number.isNaN(startMs) || startMs < 0 ? null : startMs
  const seconds = metrics?.predict_time ?? null
  // Official models do not sleep, by Replicate's word: a long start is a queue there.
  const sleeps = referenceOf(ask.modelId).version !== null
  return {
    ...NOTHING_REPORTED,
    jobId: prediction.id,
    queueMs,
    inferenceMs: seconds === null ? null : Math.round(seconds * 1_000_000) / 1000,
    cold: queueMs === null || !sleeps ? null : queueMs >= COLD_FROM_MS,
  }
}

/** The address of the file stands for the picture from now on. */
export function readUpload(reply: Reply): { ok: true; uploaded: string } | { ok: false; failure: ReadFailure } {
  if (reply.status !== 200 && reply.status !== 201) return { ok: false, failure: readError(reply) }
  const parsed = parseJsonBody(reply.body, FileReply, MAXIMUM_REPLY_BYTES)
  return parsed.ok
    ? { ok: true, uploaded: parsed.value.urls.get }
    : { ok: false, failure: malformedReply(PROVIDER, reply.status, parsed.problem) }
}

/** The answer is the prediction as it stands. */
export function readCancel(reply: Reply): 'stopped' | 'asked' | 'too-late' | 'unclear' {
  const parsed = reply.status === 200 ? parseJsonBody(reply.body, Prediction, MAXIMUM_REPLY_BYTES) : null
  if (parsed?.ok !== true) return 'unclear'
  const { status } = parsed.value
  if (status === 'canceled' || status === 'aborted') return 'stopped'
  if (status === 'succeeded' || status === 'failed') return 'too-late'
  return status === 'starting' || status === 'processing' ? 'asked' : 'unclear'
}
