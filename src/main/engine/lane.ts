import type { Credentials, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { Budget } from './budget.ts'
import type { HttpClient } from './http/http-client.ts'
import type { Places } from './places.ts'
import type { EngineClock, EngineListener, PictureDesk } from './ports.ts'
import type { Redact } from './redact-secrets.ts'

/** What all samples of one contender share in one trial. */
export interface Lane {
  trialId: string
  plan: FrozenPlan
  contender: Contender
  adapter: ProviderAdapter
  /** The contender's base URL, parsed once. */
  base: URL
  credentials: Credentials
  redact: Redact
  /** Pause between two polls where a reply does not name one. */
  pollIntervalMs: number
  /** For the account's own host. */
  ownHost: HttpClient
  /** For pictures on other hosts: refuses private addresses. */
  elsewhere: HttpClient
  desk: PictureDesk
  /**
   * Pictures of this lane that may be with the desk at once, so that memory stays bounded where the disk is slower than
   * the network.
   */
  deskPlaces: Places
  budget: Budget
  clock: EngineClock
  /** Milliseconds of the trial's clock. */
  now: () => number
  listener: EngineListener
  nextSampleId: () => string
  signal: AbortSignal
}

/**
 * A sample's place among its lane's requests in flight. It is left at the last byte of the picture: looking at pictures
 * must not lower the load on the provider.
 */
export interface HeldPlace {
  /** Takes a place again after it was left; does nothing while it is held. */
  enter(): Promise<void>
  leave(): void
}

/** @param places of which one has just been taken */
export function holdPlace(places: Places): HeldPlace {
  let held = true
  return {
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
 * @returns false where the trial was cancelled meanwhile
 */
export async function pauseUntil(lane: Lane, untilMs: number): Promise<boolean> {
  const waitMs = untilMs - lane.now()
  if (waitMs > 0 && !lane.signal.aborted) {
    try {
      await lane.clock.sleep(Math.ceil(waitMs), lane.signal)
    } catch (error) {
      if (!lane.signal.aborted) throw error
    }
  }
  return !lane.signal.aborted
}
