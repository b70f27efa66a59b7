import type { Reported } from '#shared/domain/sample.ts'
import { deployedWorkflowOf } from '../kit/deployed-inputs.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
  type ReplyFailureClass,
} from '../kit/provider-failure.ts'
import { isHttpAddress, millisecondsOf } from '../kit/run-record.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, ProviderAdapter, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { ErrorReply, QueueReply, RunReply, UploadReply } from './schemas.ts'

const PROVIDER = descriptor.name

export const readUpload: NonNullable<ProviderAdapter['readUpload']> = (reply) => {
  if (reply.status !== 200) return { ok: false, failure: readError(reply) }
  const parsed = parseJsonBody(reply.body, UploadReply, MAXIMUM_ERROR_BYTES)
  return parsed.ok
    ? { ok: true, uploaded: parsed.value.file_url }
    : { ok: false, failure: malformedReply(PROVIDER, 200, parsed.problem) }
}

export function readSubmit(reply: Reply): Reading {
  if (reply.status !== 200) return failedReading(readError(reply))
  const parsed = parseJsonBody(reply.body, QueueReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  const jobId = parsed.value.run_id
  const reported = { ...NOTHING_REPORTED, jobId }
  return { state: 'pending', job: { jobId, statusUrl: null }, pollAfterMs: null, reported }
}

/** A question that failed may be asked again; a run that failed is not sent again: it ran, and is billed. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  const known = { ...NOTHING_REPORTED, jobId: job.jobId }
  if (reply.status !== 200) return failedReading(readError(reply), known)
  const parsed = parseJsonBody(reply.body, RunReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), known)
  const run = parsed.value
  const reported = readReported(run, job)
  switch (run.status) {
    case 'not-started':
    case 'queued':
    case 'started':
    case 'running':
    case 'uploading':
      return { state: 'pending', job, pollAfterMs: null, reported }
    case 'success':
      return readPictures(run, ask, reported)
    case 'failed':
      return failedReading(endedRun('server', 'The run failed.'), reported)
    case 'timeout':
      return failedReading(endedRun('timeout', 'The run took too long for its machine.'), reported)
    case 'cancelled':
      return failedReading(endedRun('server', 'The run was cancelled there.'), reported)
    default:
      return failedReading(
        malformedReply(PROVIDER, 200, 'the state of the run is none of the documented ones'),
        reported,
      )
  }
}

/** An answer that is not 200 says nothing of the run: an unknown one and one that has ended are both answered with 500. */
export function readCancel({ status }: Reply): 'stopped' | 'unclear' {
  return status === 200 ? 'stopped' : 'unclear'
}

/** The pictures of the output that the workflow names, by its id or its node's; previews only where there is nothing else. */
function readPictures({ outputs }: RunReply, ask: Ask, reported: Reported): Reading {
  const { output: wanted } = deployedWorkflowOf(ask)
  const images = (outputs ?? [])
    .filter((output) => wanted === null || output.output_id === wanted || output.node_id === wanted)
    .flatMap(({ data }) => data?.images ?? [])
    .filter((image) => typeof image !== 'string')
  const kept = images.filter(({ type }) => type !== 'temp')
  const urls = (kept.length > 0 ? kept : images).map(({ url }) => url).filter(isHttpAddress)
  if (urls.length > 0) return { state: 'finished', pictures: urls.map((url) => ({ kind: 'url', url })), reported }
  const where = wanted === null ? 'the run succeeded without a picture' : `no picture came at the output ${wanted}`
  return failedReading(malformedReply(PROVIDER, 200, where), reported)
}

function endedRun(kind: 'server' | 'timeout', detail: string): ReadFailure {
  return providerFailure({ provider: PROVIDER, status: 200, class: kind, detail, retryable: false })
}

function readError(reply: Reply): ReadFailure {
  const { status } = reply
  return providerFailure({
    provider: PROVIDER,
    status,
    class: classOf(reply),
    retryAfterMs: readRetryAfterMs(reply.headers),
  })
}

/** An empty purse and a suspended account share a status: only the sentence tells them apart. */
function classOf({ status, body }: Reply): ReplyFailureClass {
  if (status !== 403) return classifyStatus(status)
  const parsed = parseJsonBody(body, ErrorReply, MAXIMUM_ERROR_BYTES)
  return parsed.ok && /insufficient.*credits/i.test(parsed.value.detail) ? 'payment' : 'authentication'
}

/** `cold_start_duration_total` runs from the creation of the run to its start: queue and cold start together. */
function readReported(run: RunReply, { jobId }: RemoteJob): Reported {
  return {
    ...NOTHING_REPORTED,
    jobId,
    queueMs: millisecondsOf(run.cold_start_duration_total),
    inferenceMs: millisecondsOf(run.run_duration),
  }
}
