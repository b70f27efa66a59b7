import type { RentalClock } from '#main/rentals/ports.ts'

interface Sleeper {
  atMs: number
  wake: () => void
}

/** Time that passes only when everybody sleeps. */
export class VirtualClock implements RentalClock {
  #nowMs = Date.parse('2026-11-22T12:00:00Z')
  readonly #sleepers = new Set<Sleeper>()

  now(): Date {
    return new Date(this.#nowMs)
  }

  get nowMs(): number {
    return this.#nowMs
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve()
        return
      }
      const sleeper: Sleeper = {
        atMs: this.#nowMs + Math.max(0, milliseconds),
        wake: () => {
          this.#sleepers.delete(sleeper)
          signal.removeEventListener('abort', sleeper.wake)
          resolve()
        },
      }
      signal.addEventListener('abort', sleeper.wake)
      this.#sleepers.add(sleeper)
    })
  }

  /** Lets the time pass, from one sleeper's end to the next, until it has come or the condition holds. */
  async pass(milliseconds: number, until: () => boolean = () => false): Promise<void> {
    const endMs = this.#nowMs + milliseconds
    for (;;) {
      await settle()
      if (until()) return
      const next = [...this.#sleepers].reduce<Sleeper | null>(
        (first, sleeper) => (first === null || sleeper.atMs < first.atMs ? sleeper : first),
        null,
      )
      if (next === null || next.atMs > endMs) break
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.wake()
    }
    this.#nowMs = endMs
    await settle()
  }

  /** Those who slept in a process that was killed never wake. */
  forgetSleepers(): void {
    this.#sleepers.clear()
  }
}

/** Everything that can go on without time passing has gone on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
