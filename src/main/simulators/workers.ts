import type { SimulatorClock } from './simulator-clock.ts'
import type { SimulatorProfile } from './simulator.ts'

/** A place at a worker. The times are what really passed, in milliseconds. */
export interface Turn {
  startedMs: number
  queueMs: number
  coldStartMs: number
}

/**
 * The workers of a provider: first come, first served. Whoever wakes a provider that stood idle pays its cold start;
 * whoever comes while it is starting waits in the queue until it is up.
 */
export class Workers {
  readonly #profile: SimulatorProfile
  readonly #clock: SimulatorClock
  readonly #queue: (() => void)[] = []
  #busy = 0
  /** When the last worker fell idle; before the first call, the provider has stood idle for ever. */
  #idleSinceMs = -Infinity
  #starting: Promise<void> | null = null

  constructor(profile: SimulatorProfile, clock: SimulatorClock) {
    this.#profile = profile
    this.#clock = clock
  }

  /**
   * Resolves when a worker is at hand. Each turn has to be given back with `leave`.
   * @param alwaysOn it meets no cold start, neither its own nor that of another
   */
  async enter(receivedMs: number, alwaysOn = false): Promise<Turn> {
    let coldStartMs = 0
    if (this.#busy === this.#profile.workers) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#queue.push(resolve)
      await promise
    } else {
      this.#busy += 1
      if (!alwaysOn && this.#busy === 1 && this.#isAsleep()) coldStartMs = await this.#wakeUp()
    }
    if (!alwaysOn && this.#starting !== null) await this.#starting
    const startedMs = this.#clock.nowMs()
    return { startedMs, coldStartMs, queueMs: startedMs - receivedMs - coldStartMs }
  }

  leave(): void {
    const next = this.#queue.shift()
    // The worker goes straight to the next in line: `busy` stays as it is.
    if (next !== undefined) return next()
    this.#busy -= 1
    if (this.#busy === 0) this.#idleSinceMs = this.#clock.nowMs()
  }

  #isAsleep(): boolean {
    return this.#profile.coldStartMs > 0 && this.#clock.nowMs() - this.#idleSinceMs >= this.#profile.idleAfterMs
  }

  async #wakeUp(): Promise<number> {
    const fromMs = this.#clock.nowMs()
    this.#starting = this.#clock.startTimer(this.#profile.coldStartMs).ended
    await this.#starting
    this.#starting = null
    return this.#clock.nowMs() - fromMs
  }
}
