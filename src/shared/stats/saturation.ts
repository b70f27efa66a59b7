import type { Estimate } from '../domain/analysis.ts'
import { linearSlope } from './linear-slope.ts'

/** Fewer that have finished are not judged: a run that starts with nothing in flight grows at first, whatever its load. */
export const NEEDED_FOR_SATURATION = 50

/** One sample of a load. `startedMs` is when it was due; `finishedMs` is null while it is in flight. */
export interface LoadSample {
  startedMs: number
  finishedMs: number | null
}

export interface Saturation {
  /** Null for fewer than `NEEDED_FOR_SATURATION` that have finished. */
  isSaturated: boolean | null
  /** Milliseconds of latency gained each second of the run. */
  latencySlope: Estimate
  /** Samples in flight gained each second of the run. */
  inFlightSlope: Estimate
}

/**
 * Whether a load is more than what serves it can take: both latency and the number in flight grow over time, each with a slope
 * whose 95 % t-interval lies above 0. Source: the over-saturation stop of GuideLLM, docs/guides/over_saturation_stopping.md.
 * Unlike there, the slopes are corrected for samples that resemble the one before (`linearSlope` in order): a queue has a memory,
 * and taken for independent its waves look like growth.
 *
 * May be asked again and again during a run, with what there is so far. A sample counts where it finished, not where it was due:
 * of those due last only the quick ones have finished. For the same reason those in flight must be given, or the number in
 * flight seems to fall.
 *
 * Error, simulated with a queue of Poisson arrivals, 1 to 16 workers and log-normal service (deviation 0.3), one look at 100 finished: at
 * half load up to one in 50, at 80 % one in 12, at 90 % one in six; a load of 130 % is found in 60 to 80 of 100, one of 200 % in 78 to
 * 93. Each further look may err again: looks at 50, 100 and 200 err in up to 6 of 100 runs at half load and 25 at 80 %, and find
 * 130 % in 86 and more. So look when the number has doubled, not after every sample. In a closed loop the number in flight is
 * set, and nothing is ever saturated by this rule.
 * @param samples in any order; not changed
 */
export function saturation(samples: readonly LoadSample[]): Saturation {
  const finished = samples
    .flatMap(({ startedMs, finishedMs }) => (finishedMs === null ? [] : [{ startedMs, finishedMs }]))
    .sort((left, right) => left.finishedMs - right.finishedMs)
  const started = Float64Array.from(samples, ({ startedMs }) => startedMs).sort()
  let begun = 0
  const inFlight = finished.map(({ finishedMs }, index) => {
    while (begun < started.length && (started[begun] as number) <= finishedMs) begun += 1
    return { x: finishedMs / 1000, y: begun - index - 1 }
  })
  const latencySlope = linearSlope(
    finished.map(({ startedMs, finishedMs }) => ({ x: finishedMs / 1000, y: finishedMs - startedMs })),
    { inOrder: true },
  )
  const inFlightSlope = linearSlope(inFlight, { inOrder: true })
  const isSaturated =
    finished.length < NEEDED_FOR_SATURATION ? null : isAboveZero(latencySlope) && isAboveZero(inFlightSlope)
  return { isSaturated, latencySlope, inFlightSlope }
}

function isAboveZero(slope: Estimate): boolean {
  return slope.state === 'known' && slope.low > 0
}
