import type { Ask, RemoteJob, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Attempt } from '#shared/domain/sample.ts'
import { askProvider } from './ask-provider.ts'
import { startAttemptLog, type AttemptFailure, type AttemptLog } from './attempt-log.ts'
import { awaitJob } from './await-job.ts'
import { collectPictures, type Collected } from './collect-pictures.ts'
import type { HeldPlace, Lane } from './lane.ts'
import type { KeptPicture } from './ports.ts'

export interface AttemptTask {
  lane: Lane
  ask: Ask
  submit: RequestTemplate
  place: HeldPlace
  accepted: (job: RemoteJob) => Promise<void>
}

export interface AttemptResult {
  attempt: Attempt
  pictures: KeptPicture[]
  deliveredCount: number | null
  pollingSlackMs: number | null
  /** From the last byte to the last picture kept; null where there was none. */
  digestMs: number | null
  retryable: boolean
  retryAfterMs: number | null
}

/**
 * One try of a sample: submit, polls, downloads, desk. Its exchanges and what the provider reported stay, however it
 * ends.
 */
export async function runAttempt(task: AttemptTask, number: number, startedMs: number): Promise<AttemptResult> {
  const { lane } = task
  const log = startAttemptLog(startedMs, lane.plan.timeoutMs)
  const collected = await carryOut(task, log)
  const failed: AttemptFailure | null = collected.ok ? null : collected.failed
  return {
    attempt: {
      number,
      startedMs,
      finishedMs: log.lastByteMs,
      failure: failed?.failure ?? null,
      reported: log.reported,
      exchanges: log.exchanges,
    },
    pictures: collected.ok ? collected.pictures : [],
    deliveredCount: log.deliveredCount,
    pollingSlackMs: log.pollingSlackMs,
    digestMs: collected.ok ? lane.now() - log.lastByteMs : null,
    // What the provider has finished is paid for: asking for it again would be paid twice.
    retryable: failed !== null && failed.retryable && log.deliveredCount === null,
    retryAfterMs: failed?.retryAfterMs ?? null,
  }
}

async function carryOut(task: AttemptTask, log: AttemptLog): Promise<Collected> {
  const submitted = await askProvider(task, log, { kind: 'submit' }, task.submit)
  const answer = submitted.state === 'pending' ? await awaitJob(task, log, submitted) : submitted
  if (answer.state === 'failed') return { ok: false, failed: answer.failed }
  return collectPictures(task, log, answer.pictures)
}
