/**
 * Steps of the trial's clock in one millisecond. A power of two, so that every reading is exact as a binary fraction.
 */
const STEPS_PER_MS = 1024

/**
 * Milliseconds from a start on, in steps of 1/1024 ms (0.98 µs). On this grid sums and differences of readings carry no
 * rounding error, so the phases of an exchange add up to its total exactly, not nearly.
 * @param monotonicMs a monotonic clock in milliseconds
 * @param offsetMs what it reads now: more than 0 where a trial goes on
 */
export function startTrialClock(monotonicMs: () => number, offsetMs = 0): () => number {
  const startSteps = Math.round((monotonicMs() - offsetMs) * STEPS_PER_MS)
  return () => (Math.round(monotonicMs() * STEPS_PER_MS) - startSteps) / STEPS_PER_MS
}
