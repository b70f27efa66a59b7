import type { Ask, RemoteJob } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import { askProvider, noPolling, type Answer } from './ask-provider.ts'
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
import { pauseUntil, type HeldPlace, type Lane } from './lane.ts'

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

/**
 * Asks after a job until it ends or the attempt's time is over.
 * @param accepted told of the job, and waited for, before the first poll
 */
export async function awaitJob(
  task: { lane: Lane; ask: Ask; place: HeldPlace; accepted: (job: RemoteJob) => Promise<void> },
  log: AttemptLog,
  first: Pending,
): Promise<Ended> {
  const { lane, ask } = task
  const { buildPoll, descriptor } = lane.adapter
  if (buildPoll === null) throw noPolling(descriptor.id)

  const located = locate(first, lane.contender.baseUrl)
  if (!located.ok) return located.ended
  let { job } = located
  await task.accepted(job)

  let waitMs = first.pollAfterMs ?? lane.pollIntervalMs
  let previous = first.exchange
  let failedPolls = 0
  for (;;) {
    const nextMs = Math.max(endOf(previous) + waitMs, earliestNext(previous))
    const goesOn = await pauseUntil(lane, Math.min(nextMs, log.deadlineMs))
    if (!goesOn) return giveUp(log, lane.now(), cancelledFailure())
    if (isOutOfTime(log, lane.now())) return giveUp(log, lane.now(), outOfTimeFailure(lane.plan.timeoutMs))

    const answer = await askProvider(task, log, { kind: 'poll', job }, buildPoll(job, ask))
    if (answer.state === 'finished') {
      log.pollingSlackMs = slackBetween(previous, log.exchanges.at(-1))
      return answer
    }
    if (answer.state === 'failed') {
      const onlyThePoll = isOnlyThePoll(answer.failed, log)
      failedPolls += 1
      if (answer.exchange === null || !onlyThePoll || failedPolls === MOST_FAILED_POLLS) {
        // Submitting again is for a job that the provider says has failed. One that was only lost from sight is still
        // paid for.
        const retryable = answer.failed.retryable && answer.failed.failure.status !== null && !onlyThePoll
        return { ...answer, failed: { ...answer.failed, retryable } }
      }
      waitMs = Math.max(lane.pollIntervalMs, answer.failed.retryAfterMs ?? 0)
      previous = answer.exchange
      continue
    }
    const moved = locate(answer, lane.contender.baseUrl)
    if (!moved.ok) return moved.ended
    ;({ job } = moved)
    failedPolls = 0
    waitMs = answer.pollAfterMs ?? lane.pollIntervalMs
    previous = answer.exchange
  }
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
  { job, requestUrl }: Pending,
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

/** From the reply that still said "pending" to the sending of the question that was answered with "finished". */
function slackBetween(pending: Exchange, finished: Exchange | undefined): number | null {
  const sentMs = finished === undefined ? null : firstByteOutMs(finished)
  return sentMs === null ? null : sentMs - endOf(pending)
}

function giveUp(log: AttemptLog, atMs: number, failed: AttemptFailure): Ended {
  log.lastByteMs = atMs
  return { state: 'failed', failed, exchange: null }
}
