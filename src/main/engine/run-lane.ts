import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Ask } from '#main/providers/provider-adapter.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { dearestPrice } from '#shared/economics/price-at.ts'
import type { Micros } from '#shared/units/money.ts'
import { expectedAsks } from './ask-steps.ts'
import { NEVER_SENT } from './charge-sample.ts'
import { holdPlace, type HeldPlace, type Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import { baseOf, runSample, type DueSample } from './run-sample.ts'

/**
 * Runs a contender's samples in their order, as many at once as its concurrency allows (a closed loop). A sample is due
 * when a place comes free for it. After a cancel no sample starts; those in flight end, and then this does.
 * @param fail told of whatever breaks a sample other than a failure, which is a bug; must end the trial
 */
export async function runLane(
  lane: Lane,
  samples: readonly PlannedSample[],
  fail: (error: Error) => void,
): Promise<void> {
  const places = createPlaces(lane.contender.concurrency, lane.now)
  const running = new Set<Promise<void>>()
  for (const planned of samples) {
    const dueMs = await places.take()
    if (lane.signal.aborted) break
    const place = holdPlace(places)
    const run = runPlanned(lane, planned, dueMs, place)
      .catch((error: unknown) => fail(inContext(error, planned)))
      .finally(() => {
        place.leave()
        running.delete(run)
      })
    running.add(run)
  }
  await Promise.all(running)
}

async function runPlanned(lane: Lane, planned: PlannedSample, dueMs: number, place: HeldPlace): Promise<void> {
  const { budget, listener } = lane
  const due: DueSample = { planned, dueMs }
  const worstCaseMicros = worstCaseOf(lane, planned)
  const { contenderId, position } = planned
  const held = budget.hold(worstCaseMicros)
  listener.sampleStarted({ position, contenderId, worstCaseMicros: held.ok ? worstCaseMicros : 0 })
  if (!held.ok) {
    listener.sampleFinished(withheld(lane, due, held.message))
    // Thousands may be refused in a row: the loop must come round to the samples in flight in between.
    await turnOfTheLoop()
    return
  }
  const sample = await runSample(lane, due, place)
  held.hold.settle(sample.charge.amountMicros)
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
function withheld(lane: Lane, due: DueSample, message: string): Sample {
  const atMs = lane.now()
  return {
    ...baseOf(lane, due.planned, { id: lane.nextSampleId(), dueMs: due.dueMs }),
    warnings: [],
    startedAt: lane.clock.wallClock().toISOString(),
    startedMs: atMs,
    finishedMs: atMs,
    latencyMs: atMs - due.dueMs,
    serviceMs: 0,
    heldBackMs: 0,
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
