import type { Ask, RemoteJob } from '#main/providers/provider-adapter.ts'
import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Charge } from '#shared/domain/price.ts'
import type { Failure, SampleStep } from '#shared/domain/sample.ts'
import { priceAt } from '#shared/economics/price-at.ts'
import { volumeAssumed } from '#shared/economics/price-span.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { cancelledFailure, plainFailure, type AttemptFailure } from './attempt-log.ts'
import { chargeSample } from './charge-sample.ts'
import { encodeBody, encodeJson, needsEncoding, type InputPicture } from './http/encode-body.ts'
import { pauseUntil, type HeldPlace, type Lane, type LaneStep } from './lane.ts'
import { retryWaitMs } from './retry-wait.ts'
import { runAttempt, unsentAttempt, type AttemptResult, type AttemptTask, type Opening } from './run-attempt.ts'
import { serviceMsOf } from './service-time.ts'
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
  accepted: (job: RemoteJob) => Promise<void>
}

/** What came of a step. */
export interface StepResult extends SampleStep {
  results: AttemptResult[]
  warnings: ParameterWarning[]
  failure: Failure | null
  /** The last byte, or the moment it was given up. */
  finishedMs: number
  /** Time that was no latency: between attempts, at the account's gate, for a tunnel, on our own work on the input picture. */
  heldBackMs: number
  pollingSlackMs: number | null
  digestMs: number | null
}

/**
 * Runs one step of a sample to its end: attempts with pauses between them, and what they cost.
 * @param sinceMs when it could have begun, on the trial's clock: from then on time counts as held back until the first
 *   attempt is sent
 */
export async function runStep(task: StepTask, sinceMs: number): Promise<StepResult> {
  const { lane, step, ask, firstNumber } = task
  const { retry } = lane.plan
  const results: AttemptResult[] = []
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
  for (let tries = 1; ; tries += 1) {
    const made = makeReady({ ...task, ask: { ...ask, attemptId: lane.nextAttemptId() } })
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
function chargeNow({ lane, step, ask }: StepTask, results: readonly AttemptResult[]): Charge {
  const { price: planned } = step.planned
  const at = lane.clock.wallClock()
  const price = planned && priceAt(planned, { at, unitsBefore: 0 })
  const charge = chargeSample(results, { adapter: step.adapter, ask, price })
  const counted = charge.amountMicros !== null && charge.amountMicros > 0 && charge.priceId === planned?.id
  const volume = planned !== null && counted ? volumeAssumed(planned, at) : null
  return volume === null ? charge : { ...charge, evidence: `${charge.evidence}; ${volume}` }
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
  const { lane, step, ask, place, isLast, accepted } = task
  let inside = true
  const leaveGate = (): void => {
    if (inside) step.gate.leave()
    inside = false
  }
  const lastByteIn = (): void => {
    leaveGate()
    if (isLast) place.leave()
  }
  const attempt: AttemptTask = { lane, step, ask, lastByteIn, accepted, picture: inputPicture(task) }
  return { state: 'ready', task: attempt, opening, leaveGate }
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
