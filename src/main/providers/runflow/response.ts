import type { Reported } from '#shared/domain/sample.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { deployedWorkflowOf } from '../kit/deployed-inputs.ts'
import { betweenInstants, isHttpAddress } from '../kit/run-record.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
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
import { ErrorReply, Run } from './schemas.ts'

const PROVIDER = descriptor.name

/** Codes of the error envelope. */
const CLASS_BY_CODE: ReadonlyMap<string, ReplyFailureClass> = new Map([
  ['UNAUTHORIZED', 'authentication'],
  ['INSUFFICIENT_CREDIT', 'payment'],
  ['PERMISSION_DENIED', 'authentication'],
  ['EMAIL_NOT_VERIFIED', 'authentication'],
  ['ORGANIZATION_MEMBERSHIP_REQUIRED', 'authentication'],
  ['COMFYUI_DEPLOY_BETA_NOT_ENABLED', 'authentication'],
  ['RUN_NOT_FOUND', 'invalid-request'],
  ['MODEL_UNAVAILABLE', 'server'],
])

/** Which of 200, 201 and 202 a new run is answered with is not documented. */
const ACCEPTED: ReadonlySet<number> = new Set([200, 201, 202])

export function readSubmit(reply: Reply, ask: Ask): Reading {
  return readRun(reply, null, ask)
}

/** A question that failed may be asked again; a run that failed is not sent again: it ran, and may be billed. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  return readRun(reply, job, ask)
}

function readRun(reply: Reply, job: RemoteJob | null, ask: Ask): Reading {
  const { status } = reply
  const known = { ...NOTHING_REPORTED, jobId: job?.jobId ?? null }
  if (!ACCEPTED.has(status)) return failedReading(readError(reply), known)
  const parsed = parseJsonBody(reply.body, Run, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, status, parsed.problem), known)
  const run = parsed.value
  const reported = readReported(run)
  switch (run.state ?? '') {
    case 'queued':
    case 'dispatching':
    case 'running':
      return { state: 'pending', job: { jobId: run.id, statusUrl: null }, pollAfterMs: null, reported }
    case 'succeeded':
    case 'partial_succeeded': {
      const { output } = deployedWorkflowOf(ask)
      const urls = Object.entries(run.output ?? {})
        .filter(([name]) => output === null || name === output)
        .flatMap(([, value]) => value)
        .filter((value): value is string => typeof value === 'string' && isHttpAddress(value))
      if (urls.length > 0) return { state: 'finished', pictures: urls.map((url) => ({ kind: 'url', url })), reported }
      const where = output === null ? 'the run succeeded without a picture' : `no picture came at the output ${output}`
      return failedReading(malformedReply(PROVIDER, status, where), reported)
    }
    case 'failed':
      return failedReading(failedRun(status, run), reported)
    case 'cancelled':
    case 'canceled': {
      const detail = 'The run was cancelled there.'
      return failedReading(
        providerFailure({ provider: PROVIDER, status, class: 'server', detail, retryable: false }),
        reported,
      )
    }
    default:
      return failedReading(
        malformedReply(PROVIDER, status, 'the state of the run is none of the documented ones'),
        reported,
      )
  }
}

/** The codes of failed runs are not documented: only words that leave no doubt are taken for more than a failure. */
function failedRun(status: number, { failure_code: code }: Run): ReadFailure {
  const words = code ?? ''
  const kind = /CONTENT|MODERATION|NSFW/i.test(words)
    ? 'content-policy'
    : /TIMEOUT|TIMED_OUT/i.test(words)
      ? 'timeout'
      : 'server'
  return providerFailure({ provider: PROVIDER, status, class: kind, detail: 'The run failed.', retryable: false })
}

function readError(reply: Reply): ReadFailure {
  const { status } = reply
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const code = parsed.ok ? parsed.value.code : ''
  const known = CLASS_BY_CODE.get(code)
  return providerFailure({
    provider: PROVIDER,
    status,
    class: known ?? classifyStatus(status),
    ...(known !== undefined && { detail: `Code: ${code}.` }),
    retryAfterMs: readRetryAfterMs(reply.headers),
  })
}

/** Queue and cold start together are what passes until the run is started. */
function readReported(run: Run): Reported {
  const { created_at: created, started_at: started } = run
  return {
    ...NOTHING_REPORTED,
    jobId: run.id,
    queueMs: betweenInstants(created, started),
    inferenceMs: run.duration_ms ?? betweenInstants(started, run.finished_at ?? run.completed_at),
    costMicros: readCost(run.cost),
    cold: run.start_type === 'cold' ? true : run.start_type === 'warm' ? false : null,
  }
}

/** A negative cost is none that anyone could be billed. */
function readCost(cost: Run['cost']): number | null {
  const micros = cost === null || cost === undefined ? null : microsFromUsd(cost)
  return micros === null || micros < 0 ? null : micros
}
