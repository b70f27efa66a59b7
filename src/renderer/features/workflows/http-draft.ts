import type { HttpWorkflow } from '#shared/domain/workflow.ts'
import type { Problem } from '#shared/errors.ts'
import { readHeaders, writeHeaders } from './read-lines.ts'

export const METHODS = ['POST', 'GET', 'PUT'] as const
type Method = (typeof METHODS)[number]

export interface CallDraft {
  method: Method
  path: string
  /** `Name: value`, one a line. */
  headers: string
}

/** A template of calls while someone types it. Empty paths mean "not told". */
export interface HttpDraft {
  submit: CallDraft & { body: string }
  pictureForm: HttpWorkflow['picture']['form']
  picturePath: string
  /** Whether the first answer is a job that has to be asked after. */
  withJob: boolean
  idPath: string
  poll: CallDraft
  statePath: string
  /** Words with commas between them. */
  doneStates: string
  failedStates: string
  pollIntervalMs: string
  withCancel: boolean
  cancel: CallDraft
  inferenceMsPath: string
  queueMsPath: string
  costUsdPath: string
  seedPath: string
}

/** A call that answers with the picture: the shape of most small servers, and of the practice API. */
const FIRST_BODY = {
  prompt: '{{prompt}}',
  seed: '{{seed}}',
  width: '{{width}}',
  height: '{{height}}',
  steps: '{{steps}}',
}

export function draftOfHttp(content: HttpWorkflow | null): HttpDraft {
  const job = content?.job ?? null
  const { picture } = content ?? { picture: { form: 'base64' as const, path: 'image' } }
  return {
    submit: {
      ...draftOfCall(content?.submit, { method: 'POST', path: '/draw' }),
      body:
        content === null ? writeJson(FIRST_BODY) : content.submit.body === null ? '' : writeJson(content.submit.body),
    },
    pictureForm: picture.form,
    picturePath: picture.form === 'body' ? '' : picture.path,
    withJob: job !== null,
    idPath: job?.idPath ?? 'id',
    poll: draftOfCall(job?.poll, { method: 'GET', path: '/jobs/{{jobId}}' }),
    statePath: job?.statePath ?? 'status',
    doneStates: job?.doneStates.join(', ') ?? 'succeeded, done',
    failedStates: job?.failedStates.join(', ') ?? 'failed',
    pollIntervalMs: String(job?.pollIntervalMs ?? 1000),
    withCancel: job !== null && job.cancel !== null,
    cancel: draftOfCall(job?.cancel, { method: 'POST', path: '/jobs/{{jobId}}/cancel' }),
    inferenceMsPath: content?.reported.inferenceMsPath ?? '',
    queueMsPath: content?.reported.queueMsPath ?? '',
    costUsdPath: content?.reported.costUsdPath ?? '',
    seedPath: content?.reported.seedPath ?? '',
  }
}

function draftOfCall(
  call: { method: Method; path: string; headers: Record<string, string> } | null | undefined,
  usual: { method: Method; path: string },
): CallDraft {
  return call === null || call === undefined
    ? { ...usual, headers: '' }
    : { method: call.method, path: call.path, headers: writeHeaders(call.headers) }
}

export type HttpFromDraft = { content: HttpWorkflow; problems: [] } | { content: null; problems: Problem[] }

/** What can be read of the draft; the workbench judges the rest. Problems stand at their place in what is sent. */
export function httpFromDraft(draft: HttpDraft): HttpFromDraft {
  const problems: Problem[] = []
  const call = (one: CallDraft, path: string) => {
    if (one.path.trim() === '') problems.push({ path: `${path}.path`, message: 'Type a path, such as /generate' })
    return { method: one.method, path: one.path.trim(), headers: readHeaders(one.headers, `${path}.headers`, problems) }
  }
  const content: HttpWorkflow = {
    kind: 'http',
    submit: { ...call(draft.submit, 'content.submit'), body: readBody(draft.submit.body, problems) },
    picture:
      draft.pictureForm === 'body' ? { form: 'body' } : { form: draft.pictureForm, path: draft.picturePath.trim() },
    job: draft.withJob ? readJob(draft, call, problems) : null,
    reported: {
      inferenceMsPath: orNull(draft.inferenceMsPath),
      queueMsPath: orNull(draft.queueMsPath),
      costUsdPath: orNull(draft.costUsdPath),
      seedPath: orNull(draft.seedPath),
    },
  }
  return problems.length === 0 ? { content, problems: [] } : { content: null, problems }
}

function readJob(
  draft: HttpDraft,
  call: (one: CallDraft, path: string) => { method: Method; path: string; headers: Record<string, string> },
  problems: Problem[],
): NonNullable<HttpWorkflow['job']> {
  const interval = /^\d+$/.test(draft.pollIntervalMs.trim()) ? Number(draft.pollIntervalMs.trim()) : 0
  if (interval < 50 || interval > 60_000) {
    problems.push({ path: 'content.job.pollIntervalMs', message: 'Type whole milliseconds from 50 to 60,000' })
  }
  const doneStates = readWords(draft.doneStates)
  if (doneStates.length === 0) {
    problems.push({ path: 'content.job.doneStates', message: 'Type at least one word for a job that is done' })
  }
  return {
    idPath: draft.idPath.trim(),
    poll: call(draft.poll, 'content.job.poll'),
    statePath: draft.statePath.trim(),
    doneStates,
    failedStates: readWords(draft.failedStates),
    pollIntervalMs: interval,
    cancel: draft.withCancel ? call(draft.cancel, 'content.job.cancel') : null,
  }
}

function readBody(text: string, problems: Problem[]): HttpWorkflow['submit']['body'] {
  if (text.trim() === '') return null
  try {
    const body: unknown = JSON.parse(text)
    if (isRecord(body)) return body
    problems.push({ path: 'content.submit.body', message: 'Expected a JSON object, in braces' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    problems.push({ path: 'content.submit.body', message: `This is not JSON: ${reason}` })
  }
  return null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readWords(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function writeJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
