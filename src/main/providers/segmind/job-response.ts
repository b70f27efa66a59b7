import type { Reported } from '#shared/domain/sample.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { failedReading, malformedReply, NOTHING_REPORTED, providerFailure } from '../kit/provider-failure.ts'
import { readErrorText } from '../kit/reply-text.ts'
import type { Ask, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { isRefusal, readError } from './read-error.ts'
import { JobReply, SubmittedReply } from './schemas.ts'

const PROVIDER = descriptor.name

/** Version 2: a 200 means that the job was taken on. */
export function readSubmitted(reply: Reply, ask: Ask): Reading {
  if (reply.status !== 200) return failedReading(readError(reply, ask))
  const parsed = parseJsonBody(reply.body, SubmittedReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  const jobId = parsed.value.request_id
  const job = { jobId, statusUrl: null }
  return { state: 'pending', job, pollAfterMs: null, reported: { ...NOTHING_REPORTED, jobId, requestId: jobId } }
}

/**
 * A job's state (`statusUrl` null) or its result. A job that failed is answered with 422, by both: it was taken on, so that
 * submitting it again may be paid again.
 */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  const known = { ...NOTHING_REPORTED, jobId: job.jobId, requestId: job.jobId }
  const parsed = parseJsonBody(reply.body, JobReply, MAXIMUM_REPLY_BYTES)
  if (reply.status === 422 && parsed.ok && parsed.value.status === 'FAILED') {
    const refused = isRefusal(readErrorText(reply, ask))
    const failure = providerFailure({
      provider: PROVIDER,
      status: 422,
      class: refused ? 'content-policy' : 'server',
      detail: refused ? 'The job ended with words to that effect.' : 'The job failed.',
      retryable: false,
    })
    return failedReading(failure, readReported(parsed.value, job))
  }
  if (reply.status !== 200) return failedReading(readError(reply, ask), known)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), known)
  const reported = readReported(parsed.value, job)
  switch (parsed.value.status) {
    case 'QUEUED':
    case 'PROCESSING':
      return { state: 'pending', job, pollAfterMs: null, reported }
    case 'COMPLETED':
      return readCompleted(parsed.value, job, reported)
    default:
      return failedReading(
        malformedReply(PROVIDER, 200, 'the state of the job is none of the documented ones'),
        reported,
      )
  }
}

/** The state says only that it is done; the pictures are at another place, which is asked at once. */
function readCompleted(result: JobReply, job: RemoteJob, reported: Reported): Reading {
  const listed = (result.images ?? []).map(({ url }) => url)
  const urls = listed.length > 0 ? listed : [result.output ?? []].flat().filter((url) => url !== '')
  if (urls.length > 0) return { state: 'finished', pictures: urls.map((url) => ({ kind: 'url', url })), reported }
  if (job.statusUrl !== null) {
    return failedReading(malformedReply(PROVIDER, 200, 'the job was completed without a picture'), reported)
  }
  const statusUrl = `/v2/requests/${encodeURIComponent(job.jobId)}`
  return { state: 'pending', job: { ...job, statusUrl }, pollAfterMs: 0, reported }
}

function readReported({ metrics, seed }: JobReply, job: RemoteJob): Reported {
  return {
    ...NOTHING_REPORTED,
    jobId: job.jobId,
    requestId: job.jobId,
    inferenceMs: milliseconds(metrics?.inference_time),
    queueMs: milliseconds(metrics?.queue_time),
    costMicros: typeof metrics?.cost === 'number' && metrics.cost >= 0 ? microsFromUsd(metrics.cost) : null,
    seed: seed === null || seed === undefined || seed === '' ? null : String(seed),
  }
}

function milliseconds(seconds: number | null | undefined): number | null {
  return typeof seconds === 'number' && seconds >= 0 ? Math.round(seconds * 1_000_000) / 1000 : null
}
