import type { Reported } from '#shared/domain/sample.ts'
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
import { betweenInstants } from '../kit/run-record.ts'
import type { Ask, ProviderAdapter, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { fetchAsset, graphOf } from './request.ts'
import { Asset, ErrorReply, Job, NodeErrors } from './schemas.ts'

const PROVIDER = descriptor.name

/** Codes of the error envelope. Several stand for one status, and the server's differ a little from the reference's. */
const CLASS_BY_CODE: ReadonlyMap<string, ReplyFailureClass> = new Map([
  ['unauthorized', 'authentication'],
  ['forbidden', 'authentication'],
  ['insufficient_credits', 'payment'],
  ['not_found', 'invalid-request'],
  ['job_not_found', 'invalid-request'],
  ['asset_not_found', 'invalid-request'],
  ['blob_not_found', 'invalid-request'],
  ['hash_mismatch', 'invalid-request'],
  ['invalid_workflow', 'invalid-request'],
  ['workflow_format_ui', 'invalid-request'],
  ['missing_asset', 'invalid-request'],
  ['idempotency_key_reuse', 'invalid-request'],
  ['deployment_stopped', 'invalid-request'],
  ['queue_full', 'rate-limit'],
  ['deployment_not_ready', 'rate-limit'],
  ['rate_limited', 'rate-limit'],
  ['upstream_error', 'server'],
])

export const readUpload: NonNullable<ProviderAdapter['readUpload']> = (reply, ask) => {
  // 200 where the bytes were there already.
  if (reply.status !== 200 && reply.status !== 201) return { ok: false, failure: readError(reply, ask) }
  const parsed = parseJsonBody(reply.body, Asset, MAXIMUM_ERROR_BYTES)
  return parsed.ok
    ? { ok: true, uploaded: parsed.value.id }
    : { ok: false, failure: malformedReply(PROVIDER, reply.status, parsed.problem) }
}

export function readSubmit(reply: Reply, ask: Ask): Reading {
  return readJob(reply, null, ask)
}

/** A question that failed may be asked again; a job that failed is not sent again: its GPU seconds are billed. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  return readJob(reply, job, ask)
}

function readJob(reply: Reply, asked: RemoteJob | null, ask: Ask): Reading {
  const { status } = reply
  const known = { ...NOTHING_REPORTED, jobId: asked?.jobId ?? null }
  if (status !== 200 && status !== 201) return failedReading(readError(reply, ask), known)
  const parsed = parseJsonBody(reply.body, Job, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, status, parsed.problem), known)
  const job = parsed.value
  const reported = readReported(job)
  const ended = (kind: ReplyFailureClass, detail: string): Reading =>
    failedReading(providerFailure({ provider: PROVIDER, status, class: kind, detail, retryable: false }), reported)
  switch (job.status) {
    case 'queued':
    case 'running':
    case 'canceling': {
      const statusUrl = asked?.statusUrl ?? job.urls?.self ?? null
      return { state: 'pending', job: { jobId: job.id, statusUrl }, pollAfterMs: null, reported }
    }
    case 'succeeded':
      return readPictures(job, status, ask, reported)
    case 'failed':
      return ended('server', `The job failed${placeOf(job.error?.node_id, ask)}.`)
    case 'expired':
      return ended('timeout', 'The job expired before it was finished.')
    case 'canceled':
      return ended('server', 'The job was cancelled there.')
    default:
      return failedReading(
        malformedReply(PROVIDER, status, 'the state of the job is none of the documented ones'),
        reported,
      )
  }
}

/** What the answer to a cancel, the job itself, says of it. */
export function readCancel(reply: Reply): 'stopped' | 'asked' | 'too-late' | 'unclear' {
  const parsed = parseJsonBody(reply.body, Job, MAXIMUM_REPLY_BYTES)
  if (reply.status !== 200 || !parsed.ok) return 'unclear'
  const { status } = parsed.value
  if (status === 'canceled') return 'stopped'
  if (status === 'canceling') return 'asked'
  return ['succeeded', 'failed', 'expired'].includes(status) ? 'too-late' : 'unclear'
}

function readPictures({ outputs }: Job, status: number, ask: Ask, reported: Reported): Reading {
  const { outputNodeId } = graphOf(ask)
  const images = (outputs ?? []).filter(
    ({ type, node_id: nodeId }) => type === 'image' && (outputNodeId === null || nodeId === outputNodeId),
  )
  if (images.length > 0) {
    return {
      state: 'finished',
      pictures: images.map(({ id }) => ({ kind: 'fetch', request: fetchAsset(id) })),
      reported,
    }
  }
  const where =
    outputNodeId === null ? 'the job succeeded without a picture' : `no picture came from node ${outputNodeId}`
  return failedReading(malformedReply(PROVIDER, status, where), reported)
}

function readError(reply: Reply, ask: Ask): ReadFailure {
  const { status } = reply
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  const { code, details } = parsed.ok ? parsed.value.error : { code: '', details: null }
  const known = CLASS_BY_CODE.get(code)
  return providerFailure({
    provider: PROVIDER,
    status,
    class: known ?? classifyStatus(status),
    ...(known !== undefined && { detail: `Code: ${code}.${describeNodes(details, ask)}` }),
    retryAfterMs: readRetryAfterMs(reply.headers),
  })
}

/** Which inputs of which nodes are wrong. Named are those of our own graph; the reasons may repeat the prompt, and stay with the attempt. */
function describeNodes(details: unknown, ask: Ask): string {
  const parsed = NodeErrors.safeParse(details)
  if (!parsed.success || ask.workflow?.kind !== 'comfyui') return ''
  const { graph } = ask.workflow
  const places = Object.entries(parsed.data.node_errors).flatMap(([nodeId, errors]) => {
    const node = Object.hasOwn(graph, nodeId) ? graph[nodeId] : undefined
    if (node === undefined) return []
    const fields = errors.flatMap(({ field }) => (typeof field === 'string' && field in node.inputs ? [field] : []))
    return [`node ${nodeId} (${node.class_type})${fields.length === 0 ? '' : `: ${fields.join(', ')}`}`]
  })
  return places.length === 0 ? '' : ` Not accepted: ${places.join('; ')}.`
}

function placeOf(nodeId: string | null | undefined, ask: Ask): string {
  if (typeof nodeId !== 'string' || ask.workflow?.kind !== 'comfyui') return ''
  const { graph } = ask.workflow
  return Object.hasOwn(graph, nodeId) ? ` at node ${nodeId} (${graph[nodeId]?.class_type})` : ''
}

/** The metrics of the job; where there are none, its time stamps. */
function readReported({
  id,
  metrics,
  created_at: created,
  started_at: started,
  completed_at: completed,
}: Job): Reported {
  return {
    ...NOTHING_REPORTED,
    jobId: id,
    queueMs: metrics?.queue_ms ?? betweenInstants(created, started),
    inferenceMs: metrics?.execution_ms ?? betweenInstants(started, completed),
  }
}
