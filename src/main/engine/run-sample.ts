import type { RemoteJob } from '#main/providers/provider-adapter.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Failure, Outcome, Sample, SampleStep } from '#shared/domain/sample.ts'
import { sumCharges } from '#shared/economics/sum-charges.ts'
import { askOfStep } from './ask-steps.ts'
import { cancelledFailure } from './attempt-log.ts'
import type { HeldPlace, Lane, LaneStep } from './lane.ts'
import type { OpenJob } from './ports.ts'
import { runStep } from './run-step.ts'
import type { SampleSoFar, StepResult } from './step-result.ts'

/** A sample that is due. */
export interface DueSample {
  planned: PlannedSample
  id: string
  /** On the trial's clock. */
  dueMs: number
  /** What passed since then in our own work. */
  heldBackMs: number
}

/**
 * Runs one sample to its end: its steps one after the other, each given the picture of the one before, and what came of it.
 * Failures are outcomes; whatever is thrown is a bug.
 */
export async function runSample(lane: Lane, due: DueSample, place: HeldPlace): Promise<Sample> {
  const startedAt = lane.clock.wallClock().toISOString()
  const startedMs = lane.now()
  const ended = await runSteps(lane, { ...due, place }, startedMs)
  return unlessAsleep(lane, ended, toSample(lane, due, ended, { startedAt, startedMs }))
}

/**
 * Goes on with a sample whose job an earlier sitting submitted, and with the steps that follow. The time in which nobody asked after it
 * is held back, and its latency says nothing of the provider.
 */
export async function pickUpSample(lane: Lane, open: OpenJob, place: HeldPlace): Promise<Sample> {
  const { planned, sampleId: id, sentMs, sentAt: startedAt } = open
  const due: DueSample = { planned, id, dueMs: sentMs, heldBackMs: 0 }
  const ended = await runSteps(lane, { ...due, place, open }, lane.now())
  return { ...toSample(lane, due, ended, { startedAt, startedMs: sentMs }), disturbance: 'picked-up' }
}

function toSample(
  lane: Lane,
  { planned, id, dueMs }: DueSample,
  { steps, last, failure, finishedMs, heldBackMs }: EndedSteps,
  { startedAt, startedMs }: Pick<Sample, 'startedAt' | 'startedMs'>,
): Sample {
  const slacks = steps.map(({ pollingSlackMs }) => pollingSlackMs).filter((slack) => slack !== null)
  return {
    ...baseOf(lane, planned, { id, dueMs }),
    warnings: steps.flatMap(({ warnings }) => warnings),
    startedAt,
    startedMs,
    finishedMs,
    latencyMs: finishedMs - dueMs - heldBackMs,
    serviceMs: sum(steps.map(({ serviceMs }) => serviceMs)),
    heldBackMs,
    pollingSlackMs: slacks.length === 0 ? null : sum(slacks),
    digestMs: last.digestMs,
    outcome: outcomeOf(failure),
    failure,
    attempts: steps.flatMap(({ results }) => results.map(({ attempt }) => attempt)),
    images: failure === null ? last.images : [],
    charge: sumCharges(steps.map(({ charge }) => charge)),
    steps: steps
      .filter(wasBegun)
      .map(({ step, serviceMs, charge, images }): SampleStep => ({ step, serviceMs, charge, images })),
  }
}

interface EndedSteps {
  /** Those that were begun. */
  steps: StepResult[]
  last: StepResult
  failure: Failure | null
  finishedMs: number
  heldBackMs: number
}

async function runSteps(
  lane: Lane,
  { planned, id, dueMs, heldBackMs: heldBackBeforeMs, place, open }: DueSample & { place: HeldPlace; open?: OpenJob },
  startedMs: number,
): Promise<EndedSteps> {
  const { caseIndex, seed } = planned
  const asked = lane.plan.cases[caseIndex]
  if (asked === undefined) throw new Error(`The frozen plan has no case ${caseIndex}.`)
  const steps: StepResult[] = [...(open?.soFar.steps ?? [])]
  let given: ImageRecord | null = steps.at(-1)?.images[0]?.image ?? asked.picture
  let sinceMs = startedMs
  let heldBackMs = open === undefined ? heldBackBeforeMs : startedMs - dueMs
  for (const step of lane.steps.slice(steps.length)) {
    const pickedUp = step.index === open?.step ? { job: open.job, results: open.soFar.results } : undefined
    const last = await runStep(
      {
        lane,
        step,
        place,
        ask: askOfStep(step.planned, {
          prompt: asked.prompt,
          seed,
          given,
          clientId: step.progress?.clientId ?? null,
          caseParameters: step.index === 0 ? asked.parameters : {},
        }),
        isLast: step === lane.steps.at(-1),
        firstNumber: steps.reduce((count, { results }) => count + results.length, 1),
        accepted: (job, results) =>
          tellAccepted(lane, planned, { id, step, job, soFar: { steps: [...steps], results } }),
        ...(pickedUp !== undefined && { pickedUp }),
      },
      sinceMs,
    )
    steps.push(last)
    heldBackMs += last.heldBackMs
    const { failure, finishedMs, images } = last
    const picture = images[0]
    if (failure !== null || step === lane.steps.at(-1) || picture === undefined) {
      return { steps, last, failure: inStep(lane, step, failure), finishedMs, heldBackMs }
    }
    // From its last byte on, the picture of this step was with us and not with the provider.
    given = picture.image
    sinceMs = finishedMs
    if (lane.signal.aborted) {
      const atMs = lane.now()
      heldBackMs += atMs - finishedMs
      return { steps, last, failure: cancelledFailure().failure, finishedMs: atMs, heldBackMs }
    }
  }
  throw new Error(`The contender "${lane.contender.id}" has no step.`)
}

function tellAccepted(
  { trialId, clock, listener }: Lane,
  { contenderId, caseIndex, repeat, position }: PlannedSample,
  { id, step, job, soFar }: { id: string; step: LaneStep; job: RemoteJob; soFar: SampleSoFar },
): Promise<void> {
  const submittedAt = clock.wallClock().toISOString()
  const { index } = step
  return listener.jobSubmitted({
    trialId,
    sampleId: id,
    contenderId,
    caseIndex,
    repeat,
    position,
    step: index,
    job,
    submittedAt,
    soFar,
  })
}

/** A sample that was in flight while the machine stood still says nothing of the time; where it broke off, nothing of the provider. */
function unlessAsleep({ sleepWatch }: Lane, { failure }: EndedSteps, sample: Sample): Sample {
  if (!sleepWatch.during(sample.startedMs, sample.finishedMs)) return sample
  const { outcome } = sample
  if (failure === null) return { ...sample, disturbance: 'sleep' }
  if (outcome !== 'failed' || (failure.class !== 'timeout' && failure.class !== 'network')) return sample
  const message = `This machine stood still while the sample was in flight: ${failure.message}`
  return { ...sample, disturbance: 'sleep', failure: { ...failure, class: 'interrupted', message } }
}

/** A failure of a pipeline says where it happened. */
function inStep({ steps }: Lane, { index, planned }: LaneStep, failure: Failure | null): Failure | null {
  if (failure === null || steps.length === 1) return failure
  const { providerName, modelName } = planned
  const message = `Step ${index + 1} of ${steps.length} (${providerName}, ${modelName}): ${failure.message}`
  return { ...failure, message }
}

function outcomeOf(failure: Failure | null): Outcome {
  if (failure === null) return 'succeeded'
  if (failure.class === 'content-policy') return 'refused'
  return failure.class === 'cancelled' ? 'cancelled' : 'failed'
}

/** Where it was cancelled before anything was tried, it was not. */
function wasBegun({ results }: StepResult): boolean {
  return results.length > 0
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What is known of a sample before it is sent. */
export function baseOf(
  { trialId }: Lane,
  { arrivalMs: _arrivalMs, ...planned }: PlannedSample,
  { id, dueMs }: Pick<Sample, 'id' | 'dueMs'>,
): PlannedFields & Pick<Sample, 'id' | 'trialId' | 'dueMs' | 'disturbance'> {
  return { id, trialId, ...planned, dueMs, disturbance: null }
}

type PlannedFields = Omit<PlannedSample, 'arrivalMs'>
