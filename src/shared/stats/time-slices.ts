import type { Estimate } from '../domain/analysis.ts'
import { isToldApart } from './median-difference.ts'
import { percentileEstimate } from './percentile.ts'
import { separateMedianDifference } from './separate-median-difference.ts'
import { shareDifference } from './share-difference.ts'
import { wilsonEstimate } from './wilson.ts'

/** One sample of one contender. `dueMs` is counted from the start of the run; `latencyMs` is null where it did not succeed. */
export interface TimedSample {
  dueMs: number
  latencyMs: number | null
}

export interface TimeSlice {
  fromMs: number
  toMs: number
  /** All that were due in it, failures included. */
  count: number
  /** Median latency of those that succeeded, with its order-statistic interval. */
  median: Estimate
  successShare: Estimate
}

export interface TimeSlices {
  slices: TimeSlice[]
  /** Median of the last slice less that of the first, in milliseconds. */
  medianChange: Estimate
  /** Success share of the last slice less that of the first. */
  successChange: Estimate
  /** Whether an interval of either change leaves out 0. Null where it can't be told: too few in the first or in the last. */
  isChanged: boolean | null
}

/**
 * A run cut into slices of equal time, so that one can see whether a contender was another one at the end than at the beginning.
 * A sample belongs to the slice it was due in: a slow one must not count for a later hour. A slice begins at its start and ends
 * before that of the next; the last one includes its end. Only the first and the last are compared, once: two intervals of 95 %,
 * that of the median wider than need be (see `separateMedianDifference`), so an even contender is said to have changed in about
 * one of twenty runs.
 * @param samples in any order; those due outside of the run are left out
 * @param run `sliceCount` is a whole number from 2 on
 */
export function timeSlices(
  samples: readonly TimedSample[],
  run: { fromMs: number; toMs: number; sliceCount: number },
): TimeSlices {
  const { fromMs, toMs, sliceCount } = run
  if (!Number.isInteger(sliceCount) || sliceCount < 2 || !(toMs > fromMs))
    throw new RangeError(`A run from ${fromMs} to ${toMs} ms can't be cut into ${sliceCount} slices.`)
  const lengthMs = (toMs - fromMs) / sliceCount
  const held: TimedSample[][] = Array.from({ length: sliceCount }, () => [])
  for (const sample of samples) {
    if (sample.dueMs < fromMs || sample.dueMs > toMs) continue
    held[Math.min(sliceCount - 1, Math.floor((sample.dueMs - fromMs) / lengthMs))]?.push(sample)
  }
  const [first, last] = [held[0] as TimedSample[], held.at(-1) as TimedSample[]]
  const medianChange = separateMedianDifference(latencies(last), latencies(first))
  const successChange = shareDifference(successes(last), successes(first))
  const isTold = medianChange.state === 'known' && successChange.state === 'known'
  return {
    slices: held.map((within, index) => describe(within, fromMs + index * lengthMs, fromMs + (index + 1) * lengthMs)),
    medianChange,
    successChange,
    isChanged: isToldApart(medianChange) || isToldApart(successChange) ? true : isTold ? false : null,
  }
}

function describe(samples: readonly TimedSample[], fromMs: number, toMs: number): TimeSlice {
  const { successes: succeeded, count } = successes(samples)
  return {
    fromMs,
    toMs,
    count,
    median: percentileEstimate(latencies(samples), 0.5),
    successShare: wilsonEstimate(succeeded, count),
  }
}

function latencies(samples: readonly TimedSample[]): number[] {
  return samples.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]))
}

function successes(samples: readonly TimedSample[]): { successes: number; count: number } {
  return { successes: latencies(samples).length, count: samples.length }
}
