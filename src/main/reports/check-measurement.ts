import type { MeasurementChecks } from '#shared/domain/measurement-checks.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { effectiveCount } from '#shared/stats/effective-count.ts'
import { littlesLaw, steadyWindow } from '#shared/stats/littles-law.ts'
import { separateMedianDifference } from '#shared/stats/separate-median-difference.ts'
import { timeSlices, type TimedSample } from '#shared/stats/time-slices.ts'
import { wasTimed, type Lane } from './asked-samples.ts'
import { checkSeed } from './check-seed.ts'
import { stretchesOf } from './stretches.ts'

/** Beginning, middle and end; more slices of a run of the usual length would be too small to have a median. */
const SLICES = 3

/**
 * Whether the samples of a contender are what its numbers take them for: those of its headline latency, and for the seed all.
 * Of a ramp nothing that takes an even load for granted is judged: neither Little's law, nor its course, nor whether a latency resembles
 * the one before. Of a sweep they are those of the one stage that the headline is of, within which the load is even.
 */
export function checkMeasurement(
  lane: Lane,
  { plan, sittings }: { plan: Pick<FrozenPlan, 'load'>; sittings: readonly Sitting[] },
): MeasurementChecks {
  const timed = lane.headline.filter(wasTimed).toSorted((left, right) => left.dueMs - right.dueMs)
  const drawn = timed.filter(({ outcome }) => outcome === 'succeeded')
  const others = { firstOnSocket: checkSockets(drawn), seed: checkSeed(lane) }
  if (plan.load.kind === 'ramp') {
    return { notJudged: 'rising-load', effectiveCount: null, littlesLaw: null, timeSlices: null, ...others }
  }
  const stretches = stretchesOf(timed, sittings)
  return {
    notJudged: null,
    effectiveCount: effectiveCount(drawn.map(({ latencyMs }) => latencyMs)),
    littlesLaw: checkLittle(stretches),
    timeSlices: checkSlices(stretches),
    ...others,
  }
}

/** Over the steady parts of all stretches. */
function checkLittle(stretches: readonly SampleFigures[][]): MeasurementChecks['littlesLaw'] {
  const stays = stretches.map((within) => within.map(({ dueMs, finishedMs }) => ({ startedMs: dueMs, finishedMs })))
  const windows = stays.map(steadyWindow).filter((window) => window !== null)
  const found = littlesLaw(stays.flat(), windows)
  if (found === null) return null
  const { count, meanInFlight, throughputPerSecond, meanStayMs, relativeGap, isOff } = found
  return { count, meanInFlight, throughputPerSecond, meanStayMs, relativeGap, isOff }
}

/** Over the stretches laid end to end, each from the first that was due in it to the last. */
function checkSlices(stretches: readonly SampleFigures[][]): MeasurementChecks['timeSlices'] {
  let toMs = 0
  const samples: TimedSample[] = []
  for (const within of stretches) {
    // A refusal says nothing about the service, neither by its time nor as a failure.
    const kept = within.filter(({ outcome }) => outcome !== 'refused')
    const [first, last] = [kept[0], kept.at(-1)]
    if (first === undefined || last === undefined) continue
    const beforeMs = toMs - first.dueMs
    for (const { dueMs, latencyMs, outcome } of kept)
      samples.push({ dueMs: beforeMs + dueMs, latencyMs: outcome === 'succeeded' ? latencyMs : null })
    toMs = beforeMs + last.dueMs
  }
  return toMs > 0 ? timeSlices(samples, { fromMs: 0, toMs, sliceCount: SLICES }) : null
}

function checkSockets(drawn: readonly SampleFigures[]): MeasurementChecks['firstOnSocket'] {
  const latencies = (reused: boolean): number[] =>
    drawn.filter(({ socketReused }) => socketReused === reused).map(({ latencyMs }) => latencyMs)
  const [first, reused] = [latencies(false), latencies(true)]
  const differenceMs = separateMedianDifference(first, reused)
  return { firstCount: first.length, reusedCount: reused.length, differenceMs }
}
