import type { Ask } from '#main/providers/provider-adapter.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { PlannedSamples } from '#shared/domain/planned-order.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { dearestPrice } from '#shared/economics/price-at.ts'
import type { Micros } from '#shared/units/money.ts'
import { NEVER_SENT } from '#shared/economics/sum-charges.ts'
import { expectedAsks } from './ask-steps.ts'
import { holdPlace, type HeldPlace, type Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import { baseOf, runSample, type DueSample } from './run-sample.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * Runs samples of a contender in their order, as many at once as its concurrency allows (a closed loop). A sample is due
 * when a place has come free for it and it may be sent. After a pause or a cancel, or a rule that stops the lane, no sample starts; those in flight
 * end, and then this does.
 * @param fail told of whatever breaks a sample other than a failure, which is a bug; must end the trial
 */
export async function runLane(
  lane: Lane,
  samples: PlannedSamples,
  fail: (error: Error) => void,
  concurrency = lane.contender.concurrency,
): Promise<void> {
  const places = createPlaces(concurrency)
  const running = new Set<Promise<void>>()
  for (const planned of samples) {
    await places.take()
    if (lane.noMore.aborted || lane.stop.found() !== null) break
    const place = holdPlace(places)
    const run = runPlanned(lane, planned, { place, fail, dueMs: null }).finally(() => running.delete(run))
    running.add(run)
  }
  await Promise.all(running)
}

interface PlannedRun {
  /** Left in the end. */
  place: HeldPlace
  fail: (error: Error) => void
  /** When it was due; null where it is due as soon as it may be sent. */
  dueMs: number | null
}

/** Runs one sample to its end, unless it may not be sent. Never rejects: what breaks is told to `fail`. */
export async function runPlanned(
  lane: Lane,
  planned: PlannedSample,
  { place, fail, dueMs }: PlannedRun,
): Promise<void> {
  try {
    await admitAndRun(lane, planned, { place, dueMs })
  } catch (error) {
    fail(inContext(error, planned))
  } finally {
    place.leave()
  }
}

async function admitAndRun(
  lane: Lane,
  planned: PlannedSample,
  { place, dueMs }: Omit<PlannedRun, 'fail'>,
): Promise<void> {
  const { listener, noMore, stop } = lane
  const askedMs = lane.now()
  stop.sent(planned, dueMs ?? askedMs)
  const { contenderId, position } = planned
  const id = lane.nextSampleId()
  const request = { sampleId: id, contenderId, position, worstCaseMicros: worstCaseOf(lane, planned) }
  const admission = await unlessAborted(listener.admit(request), noMore).catch((error: unknown) => {
    if (noMore.aborted) return null
    throw error
  })
  if (admission === null || noMore.aborted) return
  // What is written down for it first is our own work: it is due from now on, or was held back for so long.
  const nowMs = lane.now()
  const due: DueSample =
    dueMs === null ? { planned, id, dueMs: nowMs, heldBackMs: 0 } : { planned, id, dueMs, heldBackMs: nowMs - askedMs }
  const sample = admission.ok ? await runSample(lane, due, place) : withheld(lane, due, admission.message)
  stop.ended(sample)
  listener.sampleFinished(sample)
}

function asksOf({ plan, contender, steps }: Lane, { caseIndex }: PlannedSample): Ask[] {
  const asked = plan.cases[caseIndex]
  if (asked === undefined) throw new Error(`The frozen plan has no case ${caseIndex}.`)
  return expectedAsks(contender, asked, (providerId) => {
    const step = steps.find(({ planned }) => planned.providerId === providerId)
    if (step === undefined) throw new Error(`No step of "${contender.id}" is with the provider ${providerId}.`)
    return step.adapter
  })
}

/**
 * The most that a sample can cost, or null: the sum over its steps. A managed provider is only asked again where it does not
 * charge for the first try; a rented machine costs its time with every try.
 */
function worstCaseOf(lane: Lane, planned: PlannedSample): Micros | null {
  const asks = asksOf(lane, planned)
  let sumMicros = 0
  for (const [index, { adapter, planned: step }] of lane.steps.entries()) {
    const ask = asks[index]
    if (ask === undefined) throw new Error(`The contender "${lane.contender.id}" has more steps than its plan.`)
    const perTryMicros =
      adapter.estimateSample(ask, step.price && dearestPrice(step.price)).amountMicros ?? step.ceilingMicros
    if (perTryMicros === null) return null
    sumMicros += perTryMicros * (adapter.descriptor.kind === 'host' ? lane.plan.retry.maximumAttempts : 1)
  }
  return sumMicros
}

/** A sample that the budget did not allow to send. */
function withheld(lane: Lane, { planned, id, dueMs, heldBackMs }: DueSample, message: string): Sample {
  const atMs = lane.now()
  return {
    ...baseOf(lane, planned, { id, dueMs }),
    warnings: [],
    startedAt: lane.clock.wallClock().toISOString(),
    startedMs: atMs,
    finishedMs: atMs,
    latencyMs: atMs - dueMs - heldBackMs,
    serviceMs: 0,
    heldBackMs,
    pollingSlackMs: null,
    digestMs: null,
    outcome: 'failed',
    failure: { class: 'budget', message, status: null, rawBody: null },
    attempts: [],
    images: [],
    charge: NEVER_SENT,
    steps: [],
  }
}

function inContext(error: unknown, { position, contenderId, caseIndex, repeat }: PlannedSample): Error {
  const what = error instanceof Error ? error.message : String(error)
  const where = `sample ${position} (contender ${contenderId}, case ${caseIndex}, repeat ${repeat})`
  return new Error(`Assay itself broke while it ran ${where}: ${what}`, { cause: error })
}
