import type { Ask, RemoteJob } from '#main/providers/provider-adapter.ts'
import type { Charge, Price } from '#shared/domain/price.ts'
import type { Attempt, Failure } from '#shared/domain/sample.ts'
import { priceAt } from '#shared/economics/price-at.ts'
import { volumeAssumed } from '#shared/economics/price-span.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { cancelledFailure, plainFailure, type AttemptFailure } from './attempt-log.ts'
import { chargeSample } from './charge-sample.ts'
import { encodeBody, encodeJson, needsEncoding, type InputPicture } from './http/encode-body.ts'
import { pauseUntil, type HeldPlace, type Lane, type LaneStep } from './lane.ts'
import { pickUpJob } from './pick-up-job.ts'
import { retryWaitMs } from './retry-wait.ts'
import { runAttempt, unsentAttempt, type AttemptTask, type Opening } from './run-attempt.ts'
import { serviceMsOf } from './service-time.ts'
import type { AttemptResult, StepResult } from './step-result.ts'
import { TunnelError } from './tunnel/tunnel-error.ts'

export interface StepTask {
  lane: Lane
  step: LaneStep
  ask: Ask
  /** The sample's place in its lane. */
  place: HeldPlace
  /** Whether the place may be left at the last byte: with a step to follow, the sample goes on as the same load. */
  isLast: boolean
  /** Number of its first attempt. */
  firstNumber: number
  /** @param results attempts of this step that came before */
  accepted: (job: RemoteJob, results: AttemptResult[]) => Promise<void>
  /** A job of this step that an earlier sitting submitted: its first attempt goes on with that. */
  pickedUp?: { job: RemoteJob; results: readonly AttemptResult[] }
}

/**
 * Runs one step of a sample to its end: attempts with pauses between them, and what they cost.
 * @param sinceMs when it could have begun, on the trial's clock: from then on time counts as held back until the first
 *   attempt is sent
 */
export async function runStep(task: StepTask, sinceMs: number): Promise<StepResult> {
  const { lane, step, ask, firstNumber } = task
  const { retry } = lane.plan
  const results: AttemptResult[] = [...(task.pickedUp?.results ?? [])]
  let heldBackMs = 0
  let waitingSinceMs = sinceMs
  const end = (failure: Failure | null, finishedMs: number): StepResult => {
    const last = results.at(-1)
    return {
      step: step.index,
      serviceMs: last === undefined ? 0 : serviceMsOf(last.attempt),
      charge: chargeNow(task, results),
      images: failure === null ? (last?.pictures ?? []) : [],
      results,
      warnings: last?.warnings ?? [],
      failure,
      finishedMs,
      heldBackMs,
      pollingSlackMs: last?.pollingSlackMs ?? null,
      digestMs: last?.digestMs ?? null,
    }
  }
  if (task.pickedUp !== undefined) {
    const number = firstNumber + results.length
    const last = await pickUp(task, task.pickedUp.job, { number, startedMs: sinceMs })
    results.push(last)
    return end(last.attempt.failure, last.attempt.finishedMs)
  }
  for (let tries = 1; ; tries += 1) {
    const attempted: StepTask = {
      ...task,
      ask: { ...ask, attemptId: lane.nextAttemptId() },
      accepted: (job) => task.accepted(job, [...results]),
    }
    const made = makeReady(attempted)
    const ready = made instanceof Promise ? await made : made
    // An ordinary sample begins at once, and is then held back by nothing, not by a little.
    const beganAtOnce = !(made instanceof Promise) && step.index === 0 && tries === 1
    const startedMs = beganAtOnce ? sinceMs : lane.now()
    heldBackMs += startedMs - waitingSinceMs
    if (ready.state === 'cancelled') return end(cancelledFailure().failure, startedMs)
    const place = { number: firstNumber + tries - 1, startedMs }
    const last =
      ready.state === 'refused'
        ? unsentAttempt(task, place, ready.failed)
        : await runAttempt(ready.task, ready.opening, place).finally(ready.leaveGate)
    results.push(last)
    const { failure, finishedMs } = last.attempt
    if (failure === null || !last.retryable || tries >= retry.maximumAttempts) return end(failure, finishedMs)

    const waitMs = retryWaitMs(retry, tries, last.retryAfterMs)
    if (waitMs === null) return end(askedToWait(failure, last.retryAfterMs), finishedMs)
    await pauseUntil(lane, finishedMs + waitMs)
    waitingSinceMs = finishedMs
    if (lane.signal.aborted) {
      const atMs = lane.now()
      heldBackMs += atMs - finishedMs
      return end(cancelledFailure().failure, atMs)
    }
  }
}

/**
 * What the attempts cost at the price of this moment: peak hours and the days on which it holds are its own rules. How much was
 * bought in the month is not known here, so that of volume tiers the first one counts, and the evidence says so.
 */
function chargeNow({ lane, step, ask, pickedUp }: StepTask, results: readonly AttemptResult[]): Charge {
  const { price: planned } = step.planned
  const at = lane.clock.wallClock()
  const price = planned && priceAt(planned, { at, unitsBefore: 0 })
  if (pickedUp !== undefined && price !== null && isByOurTime(price, results)) return UNTIMED
  const charge = chargeSample(results, { adapter: step.adapter, ask, price })
  const counted = charge.amountMicros !== null && charge.amountMicros > 0 && charge.priceId === planned?.id
  const volume = planned !== null && counted ? volumeAssumed(planned, at) : null
  return volume === null ? charge : { ...charge, evidence: `${charge.evidence}; ${volume}` }
}

/** Goes on with a job. It takes the account's place that it had where that is free, and waits for none: it is at the provider already. */
async function pickUp(
  task: StepTask,
  job: RemoteJob,
  place: Pick<Attempt, 'number' | 'startedMs'>,
): Promise<AttemptResult> {
  const { lane, step } = task
  try {
    await step.tunnel?.ready(lane.signal)
  } catch (error) {
    if (error instanceof TunnelError) return unsentAttempt(task, place, plainFailure('interrupted', error.message))
    if (!lane.signal.aborted) throw error
  }
  const inside = step.gate.tryEnter()
  const { task: attempt, leaveGate } = atTheGate(task, inside)
  // It is written down since it was submitted, with what came before it.
  const known = { ...attempt, accepted: () => Promise.resolve() }
  return await pickUpJob(known, job, place).finally(leaveGate)
}

/** What machine time costs is reckoned from our own clock where the provider reports none: of a job that was picked up it lacks the beginning. */
function isByOurTime({ unit }: Price, results: readonly AttemptResult[]): boolean {
  const reported = results.at(-1)?.attempt.reported
  const isTime = unit === 'compute-second' || unit === 'instance-hour'
  return isTime && reported?.inferenceMs == null && reported?.costMicros == null
}

const UNTIMED: Charge = {
  amountMicros: null,
  basis: 'estimated',
  priceId: null,
  evidence: 'not reported, and only its end was measured',
}

type Ready =
  | { state: 'ready'; task: AttemptTask; opening: Opening; leaveGate: () => void }
  | { state: 'refused'; failed: AttemptFailure }
  | { state: 'cancelled' }

/**
 * Takes the places that an attempt needs and writes its first request. Where there is nothing to wait for it does not wait, so
 * that an ordinary sample is not held back by a turn of the loop.
 */
function makeReady(task: StepTask): Ready | Promise<Ready> {
  const { step, ask } = task
  const request = firstRequest(step, ask)
  const mustEncode = needsEncoding(request.template)
  if (mustEncode || step.tunnel !== null || !task.place.isHeld() || !step.gate.tryEnter()) {
    return makeReadyPatiently(task, request)
  }
  return ready(task, { ...request, body: encodeJson(request.template.body) })
}

async function makeReadyPatiently(task: StepTask, request: Omit<Opening, 'body'>): Promise<Ready> {
  const { lane, step, place } = task
  const { signal } = lane
  try {
    // Read first: a place that is held meanwhile would lower the load on the provider.
    const body = await encodeBody(request.template, inputPicture(task))
    await step.tunnel?.ready(signal)
    await place.enter()
    const entered = await step.gate.enter(signal)
    if (!entered.ok) return { state: 'refused', failed: plainFailure('rate-limit', entered.message) }
    return ready(task, { ...request, body })
  } catch (error) {
    if (signal.aborted) return { state: 'cancelled' }
    if (error instanceof TunnelError) return { state: 'refused', failed: plainFailure('network', error.message) }
    throw error
  }
}

function ready(task: StepTask, opening: Opening): Ready {
  return { state: 'ready', opening, ...atTheGate(task, true) }
}

/** @param entered whether the account's gate was passed, and is to be left */
function atTheGate(task: StepTask, entered: boolean): { task: AttemptTask; leaveGate: () => void } {
  const { lane, step, ask, place, isLast } = task
  let inside = entered
  const leaveGate = (): void => {
    if (inside) step.gate.leave()
    inside = false
  }
  const lastByteIn = (): void => {
    leaveGate()
    if (isLast) place.leave()
  }
  const accepted = (job: RemoteJob): Promise<void> => task.accepted(job, [])
  return { task: { lane, step, ask, lastByteIn, accepted, picture: inputPicture(task) }, leaveGate }
}

function firstRequest({ adapter }: LaneStep, ask: Ask): Omit<Opening, 'body'> {
  const upload = adapter.buildUpload?.(ask) ?? null
  if (upload !== null) return { purpose: 'upload', template: upload, warnings: [] }
  const { request: template, warnings } = adapter.buildSubmit(ask)
  return { purpose: 'submit', template, warnings }
}

function inputPicture({ lane: { desk }, ask: { picture: image } }: StepTask): InputPicture | null {
  return image === null ? null : { format: image.format, read: (form) => desk.readPicture({ image, form }) }
}

function askedToWait(failure: Failure, retryAfterMs: number | null): Failure {
  if (retryAfterMs === null) return failure
  const wish = formatDuration(retryAfterMs)
  return { ...failure, message: `${failure.message} The provider asks to wait ${wish}, so it was not tried again.` }
}
