import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { EventLoopLag } from '#shared/domain/calibration.ts'

const EVERY_MS = 10
const NANOSECONDS = 1e6

/** Watches this thread's event loop with a timer of 10 ms. */
export function watchEventLoop(): { start(): void; lag(): EventLoopLag | null } {
  const monitor = monitorEventLoopDelay({ resolution: EVERY_MS })
  return {
    start: () => void monitor.enable(),
    /** null where it was not watched for as long as one timer takes. */
    lag() {
      monitor.disable()
      if (monitor.count === 0) return null
      return { p50Ms: late(monitor.percentile(50)), p99Ms: late(monitor.percentile(99)), maxMs: late(monitor.max) }
    },
  }
}

/** The histogram holds the whole time between two timers; what came on top of the interval is the lag. */
function late(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANOSECONDS - EVERY_MS)
}
