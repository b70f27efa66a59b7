import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { mostInFlight } from '#shared/domain/lane-load.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { groupPlanned, type PlannedSamples } from '#shared/domain/planned-order.ts'
import { cachedLookup, type Resolve } from './http/cached-lookup.ts'
import { isPrivateAddress } from './http/private-address.ts'
import type { Lane } from './lane.ts'
import { createLaneStop } from './lane-stop.ts'
import { createPlaces } from './places.ts'
import { pickUpJobs } from './pick-up-jobs.ts'
import type { EngineClock, EngineListener, HostAccess, OpenJob, PictureDesk } from './ports.ts'
import { createSleepWatch, NEVER_SLEEPS } from './sleep-watch.ts'
import { createStepBuilder } from './step-builder.ts'
import { rehearse } from './rehearse.ts'
import { runLanes } from './run-lanes.ts'
import { startTrialClock } from './trial-clock.ts'

export interface TrialRun {
  trialId: string
  plan: FrozenPlan
  /** The samples still to do, in their order. */
  order: PlannedSamples
  /** Jobs of earlier sittings that are asked after first; none where absent. */
  openJobs?: readonly OpenJob[]
  /** What the trial's clock reads at the beginning, in milliseconds; 0 where absent. */
  offsetMs?: number
  /** How much of `offsetMs` nobody was at work, between two sittings; 0 where absent. */
  pausedMs?: number
  /** A gap between two looks at the clocks that is longer than this is a sleep; not watched for where absent. */
  sleepBoundMs?: number
  /** @throws Error for an unknown provider */
  adapters: (providerId: string) => ProviderAdapter
  /** @param step place in the contender's pipeline, from 0 */
  access: (contender: Contender, step: number) => HostAccess
  desk: PictureDesk
  clock: EngineClock
  nextSampleId: () => string
  /** A UUID for each try of a step. */
  nextAttemptId: () => string
  listener: EngineListener
  /**
   * Aborted to cancel: no new sample starts, those in flight end as `cancelled` as soon as their jobs were told to stop (some
   * seconds at most, all at the same time), those never started are not told.
   */
  signal: AbortSignal
  /** Aborted to pause: no new sample starts, those in flight end as they end. */
  pause?: AbortSignal
  /** Names to addresses; the operating system's resolver if absent. */
  resolve?: Resolve
}

/**
 * Runs a trial: one lane for each contender. Failures of providers and networks are outcomes
 * of samples.
 * @throws Error where Assay itself is at fault (an adapter or a listener threw), with the sample in the message; all
 *   other samples in flight have ended as `cancelled` by then
 */
export async function runTrial(run: TrialRun): Promise<{ status: 'finished' | 'paused' | 'cancelled' }> {
  const {
    trialId,
    plan,
    order,
    openJobs = [],
    clock,
    desk,
    listener,
    nextSampleId,
    nextAttemptId,
    resolve,
    signal,
  } = run
  const lots = groupPlanned(order, ({ contenderId }) => contenderId)
  const asked = [...lots.keys(), ...openJobs.map(({ planned }) => planned.contenderId)]
  const stranger = asked.find((contenderId) => !plan.contenders.some(({ id }) => id === contenderId))
  if (stranger !== undefined) throw new Error(`The frozen plan has no contender "${stranger}".`)
  const now = startTrialClock(() => clock.monotonicMs(), run.offsetMs)
  const resolver = resolve === undefined ? { now } : { now, resolve }
  const stop = new AbortController()
  const noMore = AbortSignal.any([stop.signal, ...(run.pause === undefined ? [] : [run.pause])])
  const bugs: unknown[] = []
  const fail = (error: unknown): void => {
    bugs.push(error)
    stop.abort(error)
  }
  const cancel = (): void => stop.abort(signal.reason)
  const builder = createStepBuilder({
    trialId,
    adapters: run.adapters,
    access: run.access,
    clock,
    now,
    lookup: cachedLookup(resolver),
    publicLookup: cachedLookup({ ...resolver, refuse: isPrivateAddress }),
    connections: (contender) => Math.max(contender.concurrency, mostInFlight(plan, contender)),
    hostKeySeen: (seen) => listener.hostKeySeen(seen),
    fail,
  })
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  const { sleepBoundMs } = run
  const sleepWatch =
    sleepBoundMs === undefined
      ? NEVER_SLEEPS
      : createSleepWatch({ clock, now, boundMs: sleepBoundMs, told: (sleep) => listener.slept(sleep) })
  const looking = sleepBoundMs === undefined ? undefined : setInterval(() => sleepWatch.look(), sleepBoundMs / 10)
  try {
    const lanes = plan.contenders.map((contender): Lane => {
      const steps = builder.steps(contender)
      const deskPlaces = createPlaces(mostInFlight(plan, contender))
      const shared = {
        trialId,
        plan,
        desk,
        clock,
        now,
        listener,
        nextSampleId,
        nextAttemptId,
        sleepWatch,
        noMore,
        stop: createLaneStop(plan, now, run.pausedMs),
        signal: stop.signal,
      }
      return { ...shared, contender, steps, deskPlaces }
    })
    const shares = lanes.map(({ contender }): PlannedSamples => lots.get(contender.id) ?? [])
    await rehearse(lanes, shares)
    await builder.ready(stop.signal)
    // First, so that they and what is new never come to more in flight than the plan says.
    const pickUp = (lane: Lane): Promise<void> =>
      pickUpJobs(
        lane,
        openJobs.filter(({ planned }) => planned.contenderId === lane.contender.id),
        fail,
      )
    await runLanes(lanes, shares, { fail, first: pickUp })
  } finally {
    clearInterval(looking)
    signal.removeEventListener('abort', cancel)
    await builder.close()
  }
  const [firstBug] = bugs
  if (firstBug !== undefined) throw firstBug
  if (signal.aborted) return { status: 'cancelled' }
  return { status: noMore.aborted ? 'paused' : 'finished' }
}
