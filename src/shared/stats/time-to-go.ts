import type { Estimate } from '../domain/analysis.ts'
import { NEEDED_FOR_PREDICTION, predictSum } from './prediction.ts'

export interface LaneProgress {
  startedMs: number
  nowMs: number
  /** When each sample of the lane ended, failures included, in any order; on one clock with the others. */
  finishedMs: readonly number[]
  /** Samples that have not ended, those in flight included. */
  leftCount: number
}

/**
 * Milliseconds until a lane is done, with a 95 % prediction interval. The model is its pace: the gaps between one end and the next,
 * the first counted from the lane's start, come from one law and do not depend on each other; `leftCount` more of them are to come
 * (`predictSum`). Waits for a rate limit or another contender are in the gaps, as they will be in those to come.
 *
 * The gap that is open now counts as one that was long already: it shortens the time left by as much as has passed of it, to
 * one mean gap at most, and once it is longer than that it is taken in with the others. A lane that stands still so gets a time
 * that grows, not one that stays at 0.
 *
 * With one sample at a time the interval holds as often as it says. With several the ends come in bursts, and it is wider than need
 * be: simulated lanes of 100 with 2 to 8 at once were done within it in 98 of 100 and more. Their time is too long at first, since a
 * lane has nothing to show for its first latency: with 8 at once by 38 % after a tenth of the time, by 11 % after a quarter. And the
 * last few, which have fewer beside them, can take up to one latency longer than the pace says.
 * @returns `count` is how many have ended; `too-few` below `NEEDED_FOR_PREDICTION`; `exact` 0 where nothing is left
 */
export function timeToGo({ startedMs, nowMs, finishedMs, leftCount }: LaneProgress): Estimate {
  const count = finishedMs.length
  if (leftCount === 0) return { state: 'known', value: 0, low: 0, high: 0, count, method: 'exact' }
  const ends = Float64Array.from(finishedMs).sort()
  const gaps = Array.from(ends, (endMs, index) => endMs - (index === 0 ? startedMs : (ends[index - 1] as number)))
  const openMs = Math.max(0, nowMs - (ends.at(-1) ?? startedMs))
  const meanMs = gaps.reduce((sum, gap) => sum + gap, 0) / count
  if (openMs > meanMs) gaps.push(openMs)
  const prediction = count < NEEDED_FOR_PREDICTION ? null : predictSum(gaps, leftCount)
  if (prediction === null) return { state: 'too-few', count, neededCount: NEEDED_FOR_PREDICTION }
  const passedMs = Math.min(openMs, prediction.value / leftCount)
  const left = (milliseconds: number): number => Math.max(0, milliseconds - passedMs)
  return {
    state: 'known',
    value: left(prediction.value),
    low: left(prediction.low),
    high: left(prediction.high),
    count,
    method: 'prediction',
  }
}
