import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Ask, RemoteJob, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Attempt } from '#shared/domain/sample.ts'
import { askProvider, type Answer, type Asking } from './ask-provider.ts'
import { startAttemptLog, type AttemptFailure, type AttemptLog } from './attempt-log.ts'
import { awaitJob, type PendingJob } from './await-job.ts'
import { collectPictures, type Collected } from './collect-pictures.ts'
import { encodeBody, type EncodedBody, type InputPicture } from './http/encode-body.ts'
import type { AttemptResult } from './step-result.ts'
import { stopJob } from './stop-job.ts'
import { uploadPicture } from './upload-picture.ts'

/** The first request of an attempt, ready to be sent. */
export interface Opening {
  purpose: 'upload' | 'submit'
  template: RequestTemplate
  body: EncodedBody | null
  warnings: ParameterWarning[]
}

export interface AttemptTask extends Asking {
  /** null for an ask without one. */
  picture: InputPicture | null
  accepted: (job: RemoteJob) => Promise<void>
}

/**
 * One try of a step: upload, submit, polls, downloads, desk. Its exchanges and what the provider reported stay, however it
 * ends. A job that is left behind is told to stop.
 */
export async function runAttempt(
  task: AttemptTask,
  opening: Opening,
  { number, startedMs }: Pick<Attempt, 'number' | 'startedMs'>,
): Promise<AttemptResult> {
  const log = startAttemptLog(startedMs, task.lane.plan.timeoutMs)
  return await endAttempt(task, log, { number, startedMs }, carryOut(task, opening, log))
}

/** What an attempt came to, once it is over. */
export async function endAttempt(
  task: AttemptTask,
  log: AttemptLog,
  { number, startedMs }: Pick<Attempt, 'number' | 'startedMs'>,
  goingOn: Promise<CarriedOut>,
): Promise<AttemptResult> {
  const { lane, step } = task
  const carriedOut = await goingOn.catch(async (bug: unknown) => {
    // Nobody will ask after the job any more.
    if (log.openJob !== null) await stopJob(step, log.openJob, task.ask)
    throw bug
  })
  const { collected, ask, warnings } = carriedOut
  const failed: AttemptFailure | null = collected.ok ? null : collected.failed
  const digestMs = collected.ok ? lane.now() - log.lastByteMs : null
  const left = log.openJob ?? unansweredCall(task, log, failed)
  const stopped = left === null ? null : await stopJob(step, left, ask)
  const pictures = collected.ok ? collected.pictures : []
  return {
    attempt: {
      number,
      step: step.index,
      startedMs,
      finishedMs: log.lastByteMs,
      failure: failed?.failure ?? null,
      reported: log.reported,
      answer: log.answer,
      cancellation: stopped?.cancellation ?? null,
      exchanges: [...log.exchanges, ...(stopped?.exchanges ?? [])],
    },
    pictures,
    warnings,
    deliveredCount: log.deliveredCount,
    picturePixels: pictures.map(({ image }) => image.width * image.height),
    pollingSlackMs: log.pollingSlackMs,
    digestMs,
    // What the provider has finished is paid for: asking for it again would be paid twice.
    retryable: failed !== null && failed.retryable && log.deliveredCount === null,
    retryAfterMs: failed?.retryAfterMs ?? null,
  }
}

/** What a provider without jobs is still busy with: a call that went out, and on which we hung up. */
function unansweredCall(
  { step }: Pick<AttemptTask, 'step'>,
  { exchanges }: AttemptLog,
  failed: AttemptFailure | null,
): RemoteJob | null {
  const last = exchanges.at(-1)
  const hungUp = failed?.failure.class === 'cancelled' || failed?.failure.class === 'timeout'
  if (step.adapter.cancelsUnansweredCalls !== true || !hungUp || last?.purpose !== 'submit') return null
  return last.status === null && last.phases.sendMs !== null ? { jobId: '', statusUrl: null } : null
}

/** An attempt that ended before anything could be sent. */
export function unsentAttempt(
  { step }: Pick<AttemptTask, 'step'>,
  { number, startedMs }: Pick<Attempt, 'number' | 'startedMs'>,
  { failure, retryable, retryAfterMs }: AttemptFailure,
): AttemptResult {
  return {
    attempt: {
      number,
      step: step.index,
      startedMs,
      finishedMs: startedMs,
      failure,
      reported: NOTHING_REPORTED,
      answer: null,
      cancellation: null,
      exchanges: [],
    },
    pictures: [],
    warnings: [],
    deliveredCount: null,
    picturePixels: [],
    pollingSlackMs: null,
    digestMs: null,
    retryable,
    retryAfterMs,
  }
}

export interface CarriedOut {
  collected: Collected
  /** As it was submitted. */
  ask: Ask
  warnings: ParameterWarning[]
}

async function carryOut(task: AttemptTask, opening: Opening, log: AttemptLog): Promise<CarriedOut> {
  if (opening.purpose === 'submit') return await submit(task, opening, log)
  const uploaded = await uploadPicture(task, log, opening)
  if (!uploaded.ok) return { collected: uploaded, ask: task.ask, warnings: [] }
  const { ask } = uploaded
  const { request: template, warnings } = task.step.adapter.buildSubmit(ask)
  const body = await encodeBody(template, task.picture)
  return await submit({ ...task, ask }, { template, body, warnings }, log)
}

async function submit(
  task: AttemptTask,
  { template, body, warnings }: Omit<Opening, 'purpose'>,
  log: AttemptLog,
): Promise<CarriedOut> {
  const submitted = await askProvider(task, log, { kind: 'submit' }, { template, body })
  if (submitted.state !== 'pending') return await collect(task, log, submitted, warnings)
  return await collect(task, log, await awaitJob(task, log, submitted), warnings)
}

/** Waits for a job that was accepted before, and collects what it drew. */
export async function followJob(task: AttemptTask, log: AttemptLog, first: PendingJob): Promise<CarriedOut> {
  return await collect(task, log, await awaitJob(task, log, first), [])
}

async function collect(
  task: AttemptTask,
  log: AttemptLog,
  answer: Exclude<Answer, { state: 'pending' }>,
  warnings: ParameterWarning[],
): Promise<CarriedOut> {
  const collected: Collected =
    answer.state === 'failed' ? { ok: false, failed: answer.failed } : await collectPictures(task, log, answer.pictures)
  // What only the reply tells stands behind what the request already said.
  const told = answer.state === 'finished' ? answer.warnings : []
  return { collected, ask: task.ask, warnings: [...warnings, ...told] }
}
