import type { MeasurementChecks } from '#shared/domain/measurement-checks.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { effectiveCount } from '#shared/stats/effective-count.ts'
import { littlesLaw, steadyWindow } from '#shared/stats/littles-law.ts'
import { separateMedianDifference } from '#shared/stats/separate-median-difference.ts'
import { timeSlices } from '#shared/stats/time-slices.ts'
import { wasTimed, type Lane } from './asked-samples.ts'
import { checkSeed } from './check-seed.ts'

/** Beginning, middle and end; more slices of a run of the usual length would be too small to have a median. */
const SLICES = 3

/** Whether the samples of a contender are what its numbers take them for: those of its headline latency, and for the seed all. */
export function checkMeasurement(lane: Lane): MeasurementChecks {
  const timed = lane.headline.filter(wasTimed).toSorted((left, right) => left.dueMs - right.dueMs)
  const drawn = timed.filter(({ outcome }) => outcome === 'succeeded')
  return {
    effectiveCount: effectiveCount(drawn.map(({ latencyMs }) => latencyMs)),
    littlesLaw: checkLittle(timed),
    timeSlices: checkSlices(timed),
    firstOnSocket: checkSockets(drawn),
    seed: checkSeed(lane),
  }
}

function checkLittle(timed: readonly SampleFigures[]): MeasurementChecks['littlesLaw'] {
  const stays = timed.map(({ dueMs, finishedMs }) => ({ startedMs: dueMs, finishedMs }))
  const window = steadyWindow(stays)
  const found = window === null ? null : littlesLaw(stays, window)
  if (found === null) return null
  const { count, meanInFlight, throughputPerSecond, meanStayMs, relativeGap, isOff } = found
  return { count, meanInFlight, throughputPerSecond, meanStayMs, relativeGap, isOff }
}

function checkSlices(timed: readonly SampleFigures[]): MeasurementChecks['timeSlices'] {
  // A refusal says nothing about the service, neither by its time nor as a failure.
  const samples = timed
    .filter(({ outcome }) => outcome !== 'refused')
    .map(({ dueMs, latencyMs, outcome }) => ({ dueMs, latencyMs: outcome === 'succeeded' ? latencyMs : null }))
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.dueMs <= first.dueMs) return null
  return timeSlices(samples, { fromMs: first.dueMs, toMs: last.dueMs, sliceCount: SLICES })
}

function checkSockets(drawn: readonly SampleFigures[]): MeasurementChecks['firstOnSocket'] {
  const latencies = (reused: boolean): number[] =>
    drawn.filter(({ socketReused }) => socketReused === reused).map(({ latencyMs }) => latencyMs)
  const [first, reused] = [latencies(false), latencies(true)]
  const differenceMs = separateMedianDifference(first, reused)
  return { firstCount: first.length, reusedCount: reused.length, differenceMs }
}
