import type { RemoteJob } from '#main/providers/provider-adapter.ts'
import type { Attempt } from '#shared/domain/sample.ts'
import { plainFailure, startAttemptLog, type AttemptFailure } from './attempt-log.ts'
import { endAttempt, followJob, type AttemptTask } from './run-attempt.ts'
import type { AttemptResult } from './step-result.ts'

/**
 * Goes on with a job that an earlier sitting submitted and did not see end: asks after it by its id, and fetches what it drew. Nothing
 * is sent that could be paid for.
 */
export async function pickUpJob(
  task: AttemptTask,
  job: RemoteJob,
  { number, startedMs }: Pick<Attempt, 'number' | 'startedMs'>,
): Promise<AttemptResult> {
  const log = startAttemptLog(startedMs, task.lane.plan.timeoutMs)
  const requestUrl = job.statusUrl ?? task.step.planned.baseUrl
  const first = { state: 'pending', job, pollAfterMs: 0, ended: false, requestUrl, exchange: null } as const
  const result = await endAttempt(task, log, { number, startedMs }, followJob(task, log, first))
  const { attempt } = result
  if (attempt.failure === null) return result
  const lost = lostJob(attempt.failure, job)
  // What an earlier sitting had been told of it is not known here, so that it is never sent anew.
  return { ...result, retryable: false, attempt: { ...attempt, failure: lost ?? attempt.failure } }
}

/** What a provider says of a job that it does not know any more, or of a picture that it does not keep so long. */
const GONE: ReadonlySet<number> = new Set([403, 404, 410])

/**
 * A job that can't be found again was lost by us: the provider's failure is only what it says itself of a job that it knows.
 * @returns null where the failure is the provider's own, or a cancel
 */
function lostJob(failure: AttemptFailure['failure'], { jobId }: RemoteJob): AttemptFailure['failure'] | null {
  if (failure.class === 'cancelled') return null
  if (failure.status !== null && !GONE.has(failure.status)) return null
  const message = `Assay ended while this sample was in flight, and its job ${jobId} could not be picked up: ${failure.message}`
  return { ...plainFailure('interrupted', message).failure, status: failure.status, rawBody: failure.rawBody }
}
