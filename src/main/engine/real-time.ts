import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineClock } from './ports.ts'

/** The clocks of this machine. */
export const REAL_TIME: EngineClock = {
  monotonicMs: () => performance.now(),
  wallClock: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal })
  },
}
