import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Contender, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { cachedLookup, type Resolve } from './http/cached-lookup.ts'
import { isPrivateAddress } from './http/private-address.ts'
import type { Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import type { EngineClock, EngineListener, HostAccess, PictureDesk } from './ports.ts'
import { createStepBuilder } from './step-builder.ts'
import { rehearse } from './rehearse.ts'
import { runLane } from './run-lane.ts'
import { startTrialClock } from './trial-clock.ts'

export interface TrialRun {
  trialId: string
  plan: FrozenPlan
  /** The samples still to do, in their order. */
  order: readonly PlannedSample[]
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
  /** Names to addresses; the operating system's resolver if absent. */
  resolve?: Resolve
}

/**
 * Runs a trial: one lane for each contender, none waiting for another. Failures of providers and networks are outcomes
 * of samples.
 * @throws Error where Assay itself is at fault (an adapter or a listener threw), with the sample in the message; all
 *   other samples in flight have ended as `cancelled` by then
 */
export async function runTrial(run: TrialRun): Promise<{ status: 'finished' | 'cancelled' }> {
  const { trialId, plan, order, clock, desk, listener, nextSampleId, nextAttemptId, resolve, signal } = run
  const stranger = order.find(({ contenderId }) => !plan.contenders.some(({ id }) => id === contenderId))
  if (stranger !== undefined) throw new Error(`The frozen plan has no contender "${stranger.contenderId}".`)
  const now = startTrialClock(() => clock.monotonicMs())
  const resolver = resolve === undefined ? { now } : { now, resolve }
  const stop = new AbortController()
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
    hostKeySeen: (seen) => listener.hostKeySeen(seen),
    fail,
  })
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  try {
    const lanes = plan.contenders.map((contender): Lane => {
      const steps = builder.steps(contender)
      const deskPlaces = createPlaces(contender.concurrency)
      const shared = {
        trialId,
        plan,
        desk,
        clock,
        now,
        listener,
        nextSampleId,
        nextAttemptId,
        signal: stop.signal,
      }
      return { ...shared, contender, steps, deskPlaces }
    })
    const shares = lanes.map((lane) => order.filter(({ contenderId }) => contenderId === lane.contender.id))
    await rehearse(lanes, shares)
    await builder.ready(stop.signal)
    await Promise.all(lanes.map((lane, index) => runLane(lane, shares[index] ?? [], fail)))
  } finally {
    signal.removeEventListener('abort', cancel)
    await builder.close()
  }
  const [firstBug] = bugs
  if (firstBug !== undefined) throw firstBug
  return { status: signal.aborted ? 'cancelled' : 'finished' }
}
