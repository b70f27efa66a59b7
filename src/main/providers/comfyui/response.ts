import { summariseProblems } from '../kit/comfy/node-problem.ts'
import { readNodeErrors } from '../kit/comfy/read-node-errors.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
} from '../kit/provider-failure.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, ReadFailure, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { readEntry } from './read-entry.ts'
import { graphOf } from './request.ts'
import { HistoryReply, PromptError, PromptReply, UploadReply } from './schemas.ts'

const PROVIDER = descriptor.name

export function readUpload(reply: Reply): { ok: true; uploaded: string } | { ok: false; failure: ReadFailure } {
  if (reply.status !== 200) {
    const detail = reply.status === 413 ? 'The picture is larger than the server takes (--max-upload-size).' : undefined
    return { ok: false, failure: refusal(reply, detail) }
  }
  const parsed = parseJsonBody(reply.body, UploadReply, MAXIMUM_ERROR_BYTES)
  if (!parsed.ok) return { ok: false, failure: malformedReply(PROVIDER, 200, parsed.problem) }
  const { name, subfolder } = parsed.value
  return { ok: true, uploaded: subfolder == null || subfolder === '' ? name : `${subfolder}/${name}` }
}

/**
 * A graph that was taken is a job. Some of its outputs may have failed validation all the same: that shows when the job has
 * ended without the picture that was meant.
 */
export function readSubmit(reply: Reply, ask: Ask): Reading {
  if (reply.status !== 200) return failedReading(readRejection(reply, ask))
  const parsed = parseJsonBody(reply.body, PromptReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem))
  const { prompt_id: jobId } = parsed.value
  return {
    state: 'pending',
    job: { jobId, statusUrl: null },
    pollAfterMs: null,
    reported: { ...NOTHING_REPORTED, jobId },
  }
}

/** An empty history means that the job has not ended. A failed question about a job is not a failed job. */
export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  const known = { ...NOTHING_REPORTED, jobId: job.jobId }
  if (reply.status !== 200) return failedReading(refusal(reply), known)
  const parsed = parseJsonBody(reply.body, HistoryReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return failedReading(malformedReply(PROVIDER, 200, parsed.problem), known)
  const entry = Object.hasOwn(parsed.value, job.jobId) ? parsed.value[job.jobId] : undefined
  if (entry !== undefined) return readEntry(entry, job, ask)
  if (Object.keys(parsed.value).length > 0) {
    return failedReading(malformedReply(PROVIDER, 200, 'the history is about other jobs'), known)
  }
  return { state: 'pending', job, pollAfterMs: null, reported: known }
}

/** Neither of the two calls says whether anything was stopped. */
export function readCancel(reply: Reply): 'asked' | 'unclear' {
  return reply.status === 200 ? 'asked' : 'unclear'
}

function readRejection(reply: Reply, ask: Ask): ReadFailure {
  if (reply.status !== 400) return refusal(reply)
  const parsed = parseJsonBody(reply.body, PromptError, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return refusal(reply)
  const { graph } = graphOf(ask)
  const problems = readNodeErrors(parsed.value.node_errors ?? {}, graph)
  if (problems.length > 0) return refusal(reply, summariseProblems(problems))
  const { error } = parsed.value
  const type = typeof error === 'string' ? '' : error.type
  return refusal(reply, GRAPH_PROBLEMS[type])
}

/** What is wrong with a graph as a whole. A class that is unknown is told without its node by most servers. */
const GRAPH_PROBLEMS: Readonly<Record<string, string>> = {
  no_prompt: 'It found no graph in the request.',
  invalid_prompt: 'The server lacks the class of one of the nodes: check the workflow against the server.',
  missing_node_type: 'The server lacks the class of one of the nodes: check the workflow against the server.',
  prompt_no_outputs: 'No node of the workflow gives a result: add one that saves the picture, such as SaveImage.',
  prompt_outputs_failed_validation: 'No output of the workflow passed the server’s own checks.',
}

function refusal(reply: Reply, detail?: string): ReadFailure {
  const { status } = reply
  return providerFailure({
    provider: PROVIDER,
    status,
    class: classifyStatus(status),
    retryAfterMs: readRetryAfterMs(reply.headers),
    ...(detail !== undefined && { detail }),
  })
}
