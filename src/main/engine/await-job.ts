import type { RemoteJob } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import { askProvider, noPolling, type Answer, type Asking } from './ask-provider.ts'
import {
  cancelledFailure,
  isOutOfTime,
  outOfTimeFailure,
  plainFailure,
  type AttemptFailure,
  type AttemptLog,
} from './attempt-log.ts'
import { firstByteOutMs } from './http/phases.ts'
import { checkStatusUrl } from './http/url-policy.ts'
import { pauseUntil } from './lane.ts'
import type { Progress } from './progress.ts'

/**
 * Failed polls in a row before a job is given up. The job itself goes on: one lost question must not lose paid work.
 */
const MOST_FAILED_POLLS = 4

/**
 * From one poll to the next, at the least: a provider that holds the line sets no pause, and may one day not hold it.
 */
const SHORTEST_POLL_CYCLE_MS = 50

type Pending = Extract<Answer, { state: 'pending' }>
type Ended = Exclude<Answer, Pending>

/** A job that is to be waited for. `exchange` is null where an earlier sitting submitted it: then the first question is due at once. */
export type PendingJob = Omit<Pending, 'exchange'> & { exchange: Exchange | null }

/**
 * Asks after a job until it ends or the attempt's time is over. Where the provider's progress socket tells that the job has
 * ended, the next question comes at once; the answer alone decides.
 * @param accepted told of the job, and waited for, before the first poll
 */
export async function awaitJob(
  asking: Asking & { accepted: (job: RemoteJob) => Promise<void> },
  log: AttemptLog,
  first: PendingJob,
): Promise<Ended> {
  const { lane, step, ask } = asking
  const { buildPoll, descriptor } = step.adapter
  if (buildPoll === null) throw noPolling(descriptor.id)

  log.openJob = first.job
  const located = locate(first, step.planned.baseUrl)
  if (!located.ok) return located.ended
  let { job } = located
  log.openJob = job
  await asking.accepted(job)

  let waitMs = first.pollAfterMs ?? step.pollIntervalMs
  let previous: Exchange | null = first.exchange
  let failedPolls = 0
  /** Where the result takes a call of its own: the reply that told of the end, and the one before it. */
  let end: { pending: Exchange | null; told: Exchange } | null = null
  /** Questions since the socket told of the end. */
  let questionsAfterEnd = 0
  for (;;) {
    const nextMs = previous === null ? lane.now() + waitMs : Math.max(endOf(previous) + waitMs, earliestNext(previous))
    const goesOn = await pauseUntilEnded(asking, job, Math.min(nextMs, log.deadlineMs), questionsAfterEnd)
    if (toldEndedMs(step.progress, job) !== null) questionsAfterEnd += 1
    if (!goesOn) return giveUp(log, lane.now(), cancelledFailure())
    if (isOutOfTime(log, lane.now())) return giveUp(log, lane.now(), outOfTimeFailure(lane.plan.timeoutMs))

    const answer = await askProvider(asking, log, { kind: 'poll', job }, { template: buildPoll(job, ask) })
    if (answer.state === 'finished') {
      log.openJob = null
      const { pending, told } = end ?? { pending: previous, told: log.exchanges.at(-1) }
      log.pollingSlackMs = slackBetween(pending, told, toldEndedMs(step.progress, job))
      return answer
    }
    if (answer.state === 'failed') {
      const onlyThePoll = isOnlyThePoll(answer.failed, log)
      failedPolls += 1
      if (answer.exchange === null || !onlyThePoll || failedPolls === MOST_FAILED_POLLS) {
        // Submitting again is for a job that the provider says has failed. One that was only lost from sight is still
        // paid for.
        const retryable = answer.failed.retryable && answer.failed.failure.status !== null && !onlyThePoll
        if (isItsEnd(answer.failed, onlyThePoll)) log.openJob = null
        return { ...answer, failed: { ...answer.failed, retryable } }
      }
      waitMs = Math.max(step.pollIntervalMs, answer.failed.retryAfterMs ?? 0)
      previous = answer.exchange
      continue
    }
    const moved = locate(answer, step.planned.baseUrl)
    if (!moved.ok) return moved.ended
    ;({ job } = moved)
    log.openJob = job
    failedPolls = 0
    end = answer.ended ? (end ?? { pending: previous, told: answer.exchange }) : null
    waitMs = answer.pollAfterMs ?? step.pollIntervalMs
    previous = answer.exchange
  }
}

/**
 * Until the next question is due, or the socket tells that the job has ended. Where it had told so and the provider's answer
 * does not know it yet, questions come quickly at first and then ever more slowly.
 */
async function pauseUntilEnded(
  { lane, step: { progress } }: Asking,
  job: RemoteJob,
  untilMs: number,
  questionsAfterEnd: number,
): Promise<boolean> {
  if (progress === null) return await pauseUntil(lane, untilMs)
  const toldMs = progress.endedMs(job.jobId)
  if (toldMs !== null) {
    const soonMs = questionsAfterEnd === 0 ? toldMs : lane.now() + SHORTEST_POLL_CYCLE_MS * 2 ** (questionsAfterEnd - 1)
    return await pauseUntil(lane, Math.min(untilMs, soonMs))
  }
  const wake = new AbortController()
  const stopListening = progress.onEnded(job.jobId, () => wake.abort())
  try {
    return await pauseUntil(lane, untilMs, wake.signal)
  } finally {
    stopListening()
  }
}

function toldEndedMs(progress: Progress | null, { jobId }: RemoteJob): number | null {
  return progress?.endedMs(jobId) ?? null
}

/** Whether a failed question says that the job is over. One that was lost from sight, or not understood, may go on. */
function isItsEnd({ failure }: AttemptFailure, onlyThePoll: boolean): boolean {
  return failure.status !== null && !onlyThePoll && failure.class !== 'malformed-reply'
}

/** Whether the question failed and not the job: no whole reply came, or the door said "not now". */
function isOnlyThePoll({ failure, retryable }: AttemptFailure, log: AttemptLog): boolean {
  if (failure.status === null) {
    return (failure.class === 'network' || failure.class === 'timeout') && !isOutOfTime(log, log.lastByteMs)
  }
  return retryable && (failure.status === 429 || failure.status >= 500)
}

/** The job with the place to ask made absolute, checked to be the account's own. */
function locate(
  { job, requestUrl }: Pick<Pending, 'job' | 'requestUrl'>,
  baseUrl: string,
): { ok: true; job: RemoteJob } | { ok: false; ended: Ended } {
  if (job.statusUrl === null) return { ok: true, job }
  const checked = checkStatusUrl(job.statusUrl, { baseUrl, requestUrl })
  if (checked.ok) return { ok: true, job: { ...job, statusUrl: checked.url.href } }
  const failed = plainFailure('malformed-reply', checked.message)
  return { ok: false, ended: { state: 'failed', failed, exchange: null } }
}

function endOf({ startedMs, totalMs }: Exchange): number {
  return startedMs + totalMs
}

function earliestNext({ purpose, startedMs }: Exchange): number {
  return purpose === 'poll' ? startedMs + SHORTEST_POLL_CYCLE_MS : 0
}

/**
 * From the reply that still said "pending", or the moment when the socket told of the end, to the sending of the question
 * that was answered with "finished".
 */
function slackBetween(pending: Exchange | null, finished: Exchange | undefined, toldMs: number | null): number | null {
  const sentMs = finished === undefined ? null : firstByteOutMs(finished)
  return sentMs === null || pending === null ? null : sentMs - Math.max(endOf(pending), Math.min(toldMs ?? 0, sentMs))
}

function giveUp(log: AttemptLog, atMs: number, failed: AttemptFailure): Ended {
  log.lastByteMs = atMs
  return { state: 'failed', failed, exchange: null }
}
