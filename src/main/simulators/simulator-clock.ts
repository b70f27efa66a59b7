/** A wait that can be cut short. */
export interface Timer {
  ended: Promise<void>
  finish(): void
}

/** The simulators' time: milliseconds of a monotonic clock, and the wall clock that belongs to them. */
export interface SimulatorClock {
  nowMs(): number
  wallMs(atMs: number): number
  startTimer(durationMs: number): Timer
  /** Forgets every timer: what waits then waits for ever. */
  stop(): void
}

/** The clock of this thread: `performance.now()` and `setTimeout`. */
export function createSimulatorClock(): SimulatorClock {
  const running = new Set<NodeJS.Timeout>()
  return {
    nowMs: () => performance.now(),
    wallMs: (atMs) => performance.timeOrigin + atMs,
    startTimer(durationMs) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timeout = setTimeout(finish, durationMs)
      running.add(timeout)
      return { ended: promise, finish }

      function finish(): void {
        clearTimeout(timeout)
        running.delete(timeout)
        resolve()
      }
    },
    stop() {
      for (const timeout of running) clearTimeout(timeout)
      running.clear()
    },
  }
}
