import type { Reported } from '#shared/domain/sample.ts'
import type { HttpWorkflow } from '#shared/domain/workflow.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { decodeBase64Picture } from '../kit/decode-base64-picture.ts'
import { hostAuthorization, hostOwnHeader } from '../kit/host-credentials.ts'
import { MAXIMUM_REPLY_BYTES, parsePictureReply } from '../kit/parse-json-body.ts'
import {
  classifyStatus,
  failedReading,
  malformedReply,
  NOTHING_REPORTED,
  providerFailure,
} from '../kit/provider-failure.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { Ask, PictureSource, Reading, RemoteJob, Reply } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { numberAtPath, textAtPath, valueAtPath } from './json-path.ts'
import { templateOf } from './request.ts'
import { AnyReply, JobId } from './schemas.ts'

const PROVIDER = descriptor.name

export function readSubmit(reply: Reply, ask: Ask): Reading {
  const template = templateOf(ask)
  const refused = readRefusal(reply, null)
  if (refused !== null) return refused
  if (template.job === null) return readPictures(reply, template, null)
  const parsed = parsePictureReply(reply.body, AnyReply)
  if (!parsed.ok) return malformed(reply, parsed.problem, null)
  const jobId = JobId.safeParse(textAtPath(parsed.value, template.job.idPath))
  if (!jobId.success) return malformed(reply, `there is no id of a job at ${nameOf(template.job.idPath)}`, null)
  return pending(template.job, jobId.data)
}

export function readPoll(reply: Reply, job: RemoteJob, ask: Ask): Reading {
  const template = templateOf(ask)
  const { jobId } = job
  const refused = readRefusal(reply, jobId)
  if (refused !== null) return refused
  if (template.job === null) return malformed(reply, 'the template has no job to ask after', jobId)
  const parsed = parsePictureReply(reply.body, AnyReply)
  if (!parsed.ok) return malformed(reply, parsed.problem, jobId)
  const { statePath, doneStates, failedStates } = template.job
  const state = textAtPath(parsed.value, statePath)
  if (state === null) return malformed(reply, `there is no state at ${nameOf(statePath)}`, jobId)
  if (doneStates.includes(state)) return readPictures(reply, template, jobId, parsed.value)
  if (!failedStates.includes(state)) return pending(template.job, jobId)
  // It was taken, and may have been paid for: submitting it again may be paid again.
  const failure = providerFailure({
    provider: PROVIDER,
    status: reply.status,
    class: 'server',
    detail: 'The job ended in a state that the template counts as failed.',
    retryable: false,
  })
  return failedReading(failure, readReported(parsed.value, template, jobId))
}

/** An answer to a cancel says nothing that a template could tell: only that it was accepted. */
export function readCancel({ status }: Reply): 'asked' | 'unclear' {
  return status >= 200 && status <= 299 ? 'asked' : 'unclear'
}

/** Null for a success. 204 has nothing to read. */
function readRefusal(reply: Reply, jobId: string | null): Reading | null {
  const { status } = reply
  if (status >= 200 && status <= 299 && status !== 204) return null
  const failure = providerFailure({
    provider: PROVIDER,
    status,
    class: classifyStatus(status),
    retryAfterMs: readRetryAfterMs(reply.headers),
  })
  return failedReading(failure, { ...NOTHING_REPORTED, jobId })
}

function pending({ pollIntervalMs }: NonNullable<HttpWorkflow['job']>, jobId: string): Reading {
  const reported = { ...NOTHING_REPORTED, jobId }
  return { state: 'pending', job: { jobId, statusUrl: null }, pollAfterMs: pollIntervalMs, reported }
}

/** @param json of the reply, where it has been parsed already */
function readPictures(reply: Reply, template: HttpWorkflow, jobId: string | null, json?: unknown): Reading {
  const { picture } = template
  if (picture.form === 'body') return readBody(reply, jobId)
  const parsed = json === undefined ? parsePictureReply(reply.body, AnyReply) : { ok: true as const, value: json }
  if (!parsed.ok) return malformed(reply, parsed.problem, jobId)
  const reported = readReported(parsed.value, template, jobId)
  const found = valueAtPath(parsed.value, picture.path)
  const values: unknown[] = Array.isArray(found) ? found : [found]
  const sources = values.map((value) => (picture.form === 'url' ? addressed(value) : decoded(value)))
  const pictures = sources.filter((source) => source !== null)
  if (pictures.length > 0 && pictures.length === sources.length) return { state: 'finished', pictures, reported }
  const what = picture.form === 'url' ? 'address' : 'base64'
  const problem = `there is no ${what} of a picture at ${nameOf(picture.path)}`
  return failedReading(malformedReply(PROVIDER, reply.status, problem), reported)
}

/** The reply is the picture; whether it can be drawn is found out where it is kept. */
function readBody({ status, headers, body }: Reply, jobId: string | null): Reading {
  const reported: Reported = { ...NOTHING_REPORTED, jobId }
  const type = (headers['content-type'] ?? '').toLowerCase()
  const isText = type.startsWith('text/') || type.startsWith('application/json')
  const problem =
    body.byteLength === 0
      ? 'it is empty instead of a picture'
      : body.byteLength > MAXIMUM_REPLY_BYTES
        ? 'it weighs more than any picture'
        : isText
          ? 'it is text instead of a picture'
          : null
  return problem === null
    ? { state: 'finished', pictures: [{ kind: 'bytes', bytes: body }], reported }
    : failedReading(malformedReply(PROVIDER, status, problem), reported)
}

/** A path of the same server is fetched with the account's credentials; a whole address without any. */
function addressed(value: unknown): PictureSource | null {
  if (value instanceof Uint8Array) return { kind: 'bytes', bytes: value }
  if (typeof value !== 'string' || value === '') return null
  if (value.startsWith('data:')) return decoded(value)
  if (/^https?:\/\//i.test(value)) return URL.canParse(value) ? { kind: 'url', url: value } : null
  // `//host/…` would be another server, and so would what some parsers make of `/\host`.
  if (/^[a-z][a-z0-9+.-]*:|^[/\\]{2}/i.test(value)) return null
  const path = value.startsWith('/') ? value : `/${value}`
  const request = { method: 'GET', path, headers: hostAuthorization, ownHeader: hostOwnHeader, body: null } as const
  return { kind: 'fetch', request }
}

function decoded(value: unknown): PictureSource | null {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return null
  const bytes = value.length === 0 ? null : decodeBase64Picture(value)
  return bytes === null ? null : { kind: 'bytes', bytes }
}

function readReported(json: unknown, { reported: paths }: HttpWorkflow, jobId: string | null): Reported {
  const cost = numberAtPath(json, paths.costUsdPath)
  return {
    ...NOTHING_REPORTED,
    jobId,
    inferenceMs: numberAtPath(json, paths.inferenceMsPath),
    queueMs: numberAtPath(json, paths.queueMsPath),
    costMicros: cost === null ? null : microsFromUsd(cost),
    seed: paths.seedPath === null ? null : textAtPath(json, paths.seedPath),
  }
}

function malformed(reply: Reply, problem: string, jobId: string | null): Reading {
  return failedReading(malformedReply(PROVIDER, reply.status, problem), { ...NOTHING_REPORTED, jobId })
}

/** A path is the template's and no text of the reply, so it may be shown. */
function nameOf(path: string): string {
  return path === '' ? 'the top of the reply' : path
}
