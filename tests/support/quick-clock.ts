import { setTimeout as sleep } from 'node:timers/promises'
import type { RentalClock } from '#main/rentals/ports.ts'

/** A clock on which an hour takes 3,600 ÷ `factor` seconds, from now on. */
export function quickClock(factor: number): RentalClock {
  const startedMs = Date.now()
  const beganMs = performance.now()
  return {
    now: () => new Date(startedMs + (performance.now() - beganMs) * factor),
    sleep: async (milliseconds, signal) => {
      await sleep(Math.max(1, milliseconds / factor), undefined, { signal }).catch(() => undefined)
    },
  }
}
