import type { Credentials, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Contender, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { createBudget } from './budget.ts'
import { cachedLookup, type Resolve } from './http/cached-lookup.ts'
import { createHttpClient } from './http/http-client.ts'
import { isPrivateAddress } from './http/private-address.ts'
import { warmUp } from './http/warm-up.ts'
import type { Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import type { EngineClock, EngineListener, PictureDesk } from './ports.ts'
import { createRedact } from './redact-secrets.ts'
import { rehearse, runLane } from './run-lane.ts'
import { startTrialClock } from './trial-clock.ts'

/** Where neither the reply nor the model names a pause between two polls. */
const DEFAULT_POLL_INTERVAL_MS = 1000

export interface TrialRun {
  trialId: string
  plan: FrozenPlan
  /** The samples still to do, in their order. */
  order: readonly PlannedSample[]
  /** @throws Error for an unknown provider */
  adapters: (providerId: string) => ProviderAdapter
  credentials: (contender: Contender) => Credentials
  desk: PictureDesk
  clock: EngineClock
  nextSampleId: () => string
  listener: EngineListener
  /**
   * Aborted to cancel: no new sample starts, those in flight end as `cancelled` at once, those never started are not
   * told.
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
  const { plan, order, clock, resolve, signal } = run
  const stranger = order.find(({ contenderId }) => !plan.contenders.some(({ id }) => id === contenderId))
  if (stranger !== undefined) throw new Error(`The frozen plan has no contender "${stranger.contenderId}".`)
  await warmUp()
  const now = startTrialClock(() => clock.monotonicMs())
  const resolver = resolve === undefined ? { now } : { now, resolve }
  const lookup = cachedLookup(resolver)
  const publicLookup = cachedLookup({ ...resolver, refuse: isPrivateAddress })
  const budget = createBudget(plan.budgetMicros)
  const stop = new AbortController()
  const lanes = plan.contenders.map((contender): Lane => {
    const { concurrency: connections, modelId } = contender
    const adapter = run.adapters(contender.providerId)
    const model = adapter.descriptor.models.find(({ id }) => id === modelId)
    const credentials = run.credentials(contender)
    return {
      trialId: run.trialId,
      plan,
      contender,
      adapter,
      base: new URL(contender.baseUrl),
      credentials,
      redact: createRedact(credentials),
      pollIntervalMs: model?.pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS,
      ownHost: createHttpClient({ connections, now, lookup }),
      elsewhere: createHttpClient({ connections, now, lookup: publicLookup }),
      desk: run.desk,
      deskPlaces: createPlaces(connections, now),
      budget,
      clock,
      now,
      listener: run.listener,
      nextSampleId: run.nextSampleId,
      signal: stop.signal,
    }
  })

  const bugs: Error[] = []
  const fail = (error: Error): void => {
    bugs.push(error)
    stop.abort(error)
  }
  const cancel = (): void => stop.abort(signal.reason)
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  try {
    const shares = lanes.map((lane) => order.filter(({ contenderId }) => contenderId === lane.contender.id))
    for (const [index, lane] of lanes.entries()) rehearse(lane, shares[index] ?? [])
    await Promise.all(lanes.map((lane, index) => runLane(lane, shares[index] ?? [], fail)))
  } finally {
    signal.removeEventListener('abort', cancel)
    await Promise.all(lanes.flatMap(({ ownHost, elsewhere }) => [ownHost.close(), elsewhere.close()]))
  }
  const [firstBug] = bugs
  if (firstBug !== undefined) throw firstBug
  return { status: signal.aborted ? 'cancelled' : 'finished' }
}
