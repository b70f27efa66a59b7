import type { Ask, BuiltRequest } from '#main/providers/provider-adapter.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Failure, Outcome, Sample } from '#shared/domain/sample.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { cancelledFailure } from './attempt-log.ts'
import { chargeSample } from './charge-sample.ts'
import { pauseUntil, type HeldPlace, type Lane } from './lane.ts'
import { retryWaitMs } from './retry-wait.ts'
import { runAttempt, type AttemptResult, type AttemptTask } from './run-attempt.ts'
import { serviceMsOf } from './service-time.ts'

/** A sample that is due. */
export interface DueSample {
  planned: PlannedSample
  ask: Ask
  /** When its lane's place came free for it, on the trial's clock. */
  dueMs: number
}

/**
 * Runs one sample to its end: attempts with pauses between them, and what came of it. Failures are outcomes; whatever
 * is thrown is a bug.
 */
export async function runSample(lane: Lane, due: DueSample, place: HeldPlace): Promise<Sample> {
  const { planned, ask, dueMs } = due
  const { contenderId, caseIndex, repeat, position } = planned
  const { trialId, adapter, contender, clock, listener } = lane
  const id = lane.nextSampleId()
  const startedAt = clock.wallClock().toISOString()
  const startedMs = lane.now()
  const built = adapter.buildSubmit(ask)
  const task: AttemptTask = {
    lane,
    ask,
    submit: built.request,
    place,
    accepted: (job) => {
      const submittedAt = clock.wallClock().toISOString()
      return listener.jobSubmitted({
        trialId,
        sampleId: id,
        contenderId,
        caseIndex,
        repeat,
        position,
        job,
        submittedAt,
      })
    },
  }
  const { results, last, failure, finishedMs, heldBackMs } = await runAttempts(task, startedMs)
  return {
    ...baseOf(lane, due, id, built),
    startedAt,
    startedMs,
    finishedMs,
    latencyMs: finishedMs - dueMs - heldBackMs,
    serviceMs: serviceMsOf(last.attempt),
    heldBackMs,
    pollingSlackMs: last.pollingSlackMs,
    digestMs: last.digestMs,
    outcome: outcomeOf(failure),
    failure,
    attempts: results.map(({ attempt }) => attempt),
    images: last.pictures,
    charge: chargeSample(results, { adapter, ask, price: contender.price }),
  }
}

interface Attempts {
  results: AttemptResult[]
  last: AttemptResult
  failure: Failure | null
  finishedMs: number
  /** Time between attempts. */
  heldBackMs: number
}

async function runAttempts(task: AttemptTask, startedMs: number): Promise<Attempts> {
  const { lane, place } = task
  const { retry } = lane.plan
  const results: AttemptResult[] = []
  let attemptStartedMs = startedMs
  let heldBackMs = 0
  for (let number = 1; ; number += 1) {
    const last = await runAttempt(task, number, attemptStartedMs)
    results.push(last)
    const { failure, finishedMs } = last.attempt
    const ended = { results, last, failure, finishedMs, heldBackMs }
    if (failure === null || !last.retryable || number >= retry.maximumAttempts) return ended

    const waitMs = retryWaitMs(retry, number, last.retryAfterMs)
    if (waitMs === null) return { ...ended, failure: askedToWait(failure, last.retryAfterMs) }
    const goesOn = await pauseUntil(lane, finishedMs + waitMs)
    if (goesOn) await place.enter()
    attemptStartedMs = lane.now()
    heldBackMs += attemptStartedMs - finishedMs
    if (lane.signal.aborted) {
      return { ...ended, failure: cancelledFailure().failure, finishedMs: attemptStartedMs, heldBackMs }
    }
  }
}

function askedToWait(failure: Failure, retryAfterMs: number | null): Failure {
  if (retryAfterMs === null) return failure
  const wish = formatDuration(retryAfterMs)
  return { ...failure, message: `${failure.message} The provider asks to wait ${wish}, so it was not tried again.` }
}

function outcomeOf(failure: Failure | null): Outcome {
  if (failure === null) return 'succeeded'
  if (failure.class === 'content-policy') return 'refused'
  return failure.class === 'cancelled' ? 'cancelled' : 'failed'
}

/** What is known of a sample before it is sent. */
export function baseOf(
  { trialId }: Lane,
  { planned, dueMs }: DueSample,
  id: string,
  { warnings }: Pick<BuiltRequest, 'warnings'>,
): Pick<
  Sample,
  'id' | 'trialId' | 'contenderId' | 'caseIndex' | 'repeat' | 'position' | 'seed' | 'dueMs' | 'warnings'
> {
  const { contenderId, caseIndex, repeat, position, seed } = planned
  return { id, trialId, contenderId, caseIndex, repeat, position, seed, dueMs, warnings }
}
