import type { Reported } from '#shared/domain/sample.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { deployedWorkflowOf } from '../kit/deployed-inputs.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody, parsePictureReply } from '../kit/parse-json-body.ts'
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
import type { Ask, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { findOwnWorker } from './own-workers.ts'
import { readOutput } from './read-output.ts'
import { CostOutput, GenerationInfo, Job } from './schemas.ts'

const PROVIDER = descriptor.name

/** `RUNNING` stands in the documentation beside the states that really come. */
const PENDING: ReadonlySet<string> = new Set(['IN_QUEUE', 'IN_PROGRESS', 'RUNNING'])

export function readSubmit(reply: Reply, ask: Ask): Reading {
  return readJob(reply, ask)
}

/** Results are kept for 30 minutes; after that, or when its `ttl` is over, a job is not known any more. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  if (reply.status !== 404) return readJob(reply, ask, job.jobId)
  const detail =
    'The job is not known any more: results are kept for 30 minutes, and a job that is not taken for a day is dropped.'
  const failure = providerFailure({ provider: PROVIDER, status: 404, class: 'invalid-request', detail })
  return failedReading(failure, { ...NOTHING_REPORTED, jobId: job.jobId })
}

/** `CANCELLED` confirms it; the other final states came before. */
export function readCancel(reply: Reply): 'stopped' | 'too-late' | 'unclear' {
  const parsed = parseJsonBody(reply.body, Job, MAXIMUM_ERROR_BYTES)
  if (reply.status >= 400 || !parsed.ok) return 'unclear'
  const { status } = parsed.value
  if (status === 'CANCELLED') return 'stopped'
  return ['COMPLETED', 'FAILED', 'TIMED_OUT'].includes(status) ? 'too-late' : 'unclear'
}

function readJob(reply: Reply, ask: Ask, jobId: string | null = null): Reading {
  const known = { ...NOTHING_REPORTED, jobId }
  if (reply.status !== 200) return failedReading(readError(reply, ask), known)
  const parsed = parsePictureReply(reply.body, Job)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), known)
  const job = parsed.value
  const reported = readReported(job)
  if (PENDING.has(job.status)) {
    return { state: 'pending', job: { jobId: job.id, statusUrl: null }, pollAfterMs: null, reported }
  }
  if (job.status !== 'COMPLETED') return failedReading(readEnd(job.status, reply, ask), reported)
  return readPictures(job, reply, ask, reported)
}

function readPictures(job: Job, reply: Reply, ask: Ask, reported: Reported): Reading {
  const own = findOwnWorker(ask.modelId)
  const pictures = readOutput(job.output, own?.kind === 'worker' ? deployedWorkflowOf(ask).output : null)
  if (pictures.length > 0) return { state: 'finished', pictures, reported }
  // A worker that hands on what a program behind it said may do so with an error, too.
  const told = failureInWords(readErrorText(reply, ask), 200)
  return failedReading(
    told ?? malformedReply(PROVIDER, 200, 'the job is COMPLETED, and its output holds no picture'),
    reported,
  )
}

/** A job that ended otherwise. It was taken, and the time until then may have been billed, so it is not sent again. */
function readEnd(status: string, reply: Reply, ask: Ask): ReadFailure {
  const failure = (failureClass: ReplyFailureClass, detail: string): ReadFailure =>
    providerFailure({ provider: PROVIDER, status: 200, class: failureClass, detail, retryable: false })
  if (status === 'TIMED_OUT')
    return failure('timeout', 'The job ran into its own time limit, or was not taken in time.')
  if (status === 'CANCELLED') return failure('server', 'The job was cancelled at RunPod.')
  if (status !== 'FAILED') return malformedReply(PROVIDER, 200, 'the state of the job is none of the documented ones')
  return failureInWords(readErrorText(reply, ask), 200) ?? failure('server', 'The job failed in its worker.')
}

/** What workers say, in lower case: neither codes nor classes are documented. */
const WORDS: readonly { pattern: RegExp; class: ReplyFailureClass; detail: string }[] = [
  {
    pattern: /out of memory|outofmemoryerror/,
    class: 'server',
    detail: 'The GPU ran out of memory: ask for a smaller picture, or take a larger GPU.',
  },
  {
    pattern: /workflow validation failed|missing 'workflow' parameter|invalid json format in input/,
    class: 'invalid-request',
    detail: 'The worker did not accept the workflow.',
  },
  {
    pattern: /safety checker|nsfw|content policy|moderation/,
    class: 'content-policy',
    detail: 'The worker’s own words speak of a content filter.',
  },
  {
    pattern: /invalid parameter|invalid image url/,
    class: 'invalid-request',
    detail: 'It names an invalid parameter.',
  },
]

function failureInWords(text: string, status: number): ReadFailure | null {
  const known = WORDS.find(({ pattern }) => pattern.test(text))
  if (known === undefined) return null
  const { class: failureClass, detail } = known
  return providerFailure({ provider: PROVIDER, status, class: failureClass, detail, retryable: false })
}

/** The bodies of errors vary: JSON with `error`, or text. */
function readError(reply: Reply, ask: Ask): ReadFailure {
  const { status } = reply
  const told = status === 400 ? failureInWords(readErrorText(reply, ask), status) : null
  if (told !== null) return told
  const retryAfterMs = readRetryAfterMs(reply.headers)
  return providerFailure({
    provider: PROVIDER,
    status,
    class: classifyStatus(status),
    ...(status === 404 && { detail: 'An endpoint id that does not exist is answered so.' }),
    retryAfterMs,
  })
}

/**
 * Whether the worker was cold is not said: `delayTime` holds the wait for a worker and its start alike. A cost is reported
 * only by the models that RunPod runs itself.
 */
function readReported(job: Job): Reported {
  const cost = CostOutput.safeParse(job.output)
  return {
    ...NOTHING_REPORTED,
    jobId: job.id,
    queueMs: job.delayTime ?? null,
    inferenceMs: job.executionTime ?? null,
    costMicros: job.status === 'COMPLETED' && cost.success ? microsFromUsd(cost.data.cost) : null,
    seed: job.status === 'COMPLETED' ? readSeed(job.output) : null,
  }
}

/** AUTOMATIC1111 tells it inside a text of JSON. */
function readSeed(output: unknown): string | null {
  const info = typeof output === 'object' && output !== null && 'info' in output ? output.info : null
  if (typeof info !== 'string') return null
  const parsed = parseJsonBody(new TextEncoder().encode(info), GenerationInfo, MAXIMUM_REPLY_BYTES)
  const seed = parsed.ok ? parsed.value.seed : null
  return seed === null || seed === undefined ? null : String(seed)
}
