import { pauseUntil, type Lane } from './lane.ts'

/** The longest that a timer can be set for: 24.8 days. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1

/**
 * Waits until a time on the trial's clock, be it days, for a lane that has something to send then.
 * @returns false where that must not be sent any more: the trial was paused or cancelled, or a rule has stopped the lane
 */
export async function waitUntil(lane: Lane, atMs: number): Promise<boolean> {
  const untilMs = Math.min(atMs, lane.stop.untilMs)
  while (lane.now() < untilMs) {
    await pauseUntil(lane, Math.min(untilMs, lane.now() + LONGEST_SLEEP_MS), lane.noMore)
    if (lane.noMore.aborted) return false
  }
  return !lane.noMore.aborted && lane.stop.found() === null
}
