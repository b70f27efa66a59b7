import { setTimeout as sleep } from 'node:timers/promises'
import type { RentalClock } from '#main/rentals/ports.ts'

/**
 * A clock on which an hour takes 3,600 ÷ `factor` seconds.
 * @param beganMs when it told the right time, in epoch milliseconds: the same for all processes that share a data folder
 */
export function quickClock(factor: number, beganMs = Date.now()): RentalClock {
  return {
    now: () => new Date(beganMs + (performance.timeOrigin + performance.now() - beganMs) * factor),
    sleep: async (milliseconds, signal) => {
      await sleep(Math.max(1, milliseconds / factor), undefined, { signal }).catch(() => undefined)
    },
  }
}
