import type { ProviderAdapter, Credentials } from '#main/providers/provider-adapter.ts'
import type { Contender, ContenderStep, FrozenPlan } from '#shared/domain/plan.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { AccountGate } from './account-gate.ts'
import type { HttpClient } from './http/http-client.ts'
import type { LaneStop } from './lane-stop.ts'
import type { Places } from './places.ts'
import type { EngineClock, EngineListener, PictureDesk } from './ports.ts'
import type { Progress } from './progress.ts'
import type { Redact } from './redact-secrets.ts'
import type { SleepWatch } from './sleep-watch.ts'
import type { Tunnel } from './tunnel/tunnel.ts'

/** What all samples of one contender share in one trial. */
export interface Lane {
  trialId: string
  plan: FrozenPlan
  contender: Contender
  /** At least one; more for a pipeline. */
  steps: readonly LaneStep[]
  desk: PictureDesk
  /**
   * Pictures of this lane that may be with the desk at once, so that memory stays bounded where the disk is slower than
   * the network.
   */
  deskPlaces: Places
  clock: EngineClock
  /** Milliseconds of the trial's clock. */
  now: () => number
  listener: EngineListener
  nextSampleId: () => string
  nextAttemptId: () => string
  sleepWatch: SleepWatch
  stop: LaneStop
  /** Aborted when no new sample may start: at a pause, and with `signal`. What is in flight goes on. */
  noMore: AbortSignal
  /** Aborted when what is in flight is given up. */
  signal: AbortSignal
}

/** One step of a contender with all that it takes to be asked: steps of one pipeline may be with different providers. */
export interface LaneStep {
  /** Place in the pipeline, from 0. */
  index: number
  planned: ContenderStep
  adapter: ProviderAdapter
  /** null where the provider does not describe the model of the plan. */
  model: Model | null
  /** The account's base URL, parsed once. */
  base: URL
  credentials: Credentials
  redact: Redact
  /** Pause between two polls where a reply does not name one. */
  pollIntervalMs: number
  /** For the account's own host. */
  ownHost: HttpClient
  /** For pictures on other hosts: refuses private addresses. */
  elsewhere: HttpClient
  /** Shared by all steps of the trial that use the account. */
  gate: AccountGate
  /** null where the host is reached directly. */
  tunnel: Tunnel | null
  /** null where the provider tells nothing of jobs while they run. */
  progress: Progress | null
}

/**
 * A sample's place among its lane's requests in flight. It is left at the last byte of the picture: looking at pictures
 * must not lower the load on the provider.
 */
export interface HeldPlace {
  isHeld(): boolean
  /** Takes a place again after it was left; does nothing while it is held. */
  enter(): Promise<void>
  leave(): void
}

/** @param places of which one has just been taken */
export function holdPlace(places: Places): HeldPlace {
  let held = true
  return {
    isHeld: () => held,
    enter: async () => {
      if (held) return
      await places.take()
      held = true
    },
    leave: () => {
      if (!held) return
      held = false
      places.give()
    },
  }
}

/**
 * Waits until a time on the trial's clock.
 * @param wake ends the wait early, without harm
 * @returns false where the trial was cancelled meanwhile
 */
export async function pauseUntil(lane: Lane, untilMs: number, wake?: AbortSignal): Promise<boolean> {
  const waitMs = untilMs - lane.now()
  const signal = wake === undefined ? lane.signal : AbortSignal.any([lane.signal, wake])
  if (waitMs > 0 && !signal.aborted) {
    try {
      await lane.clock.sleep(Math.ceil(waitMs), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  return !lane.signal.aborted
}
