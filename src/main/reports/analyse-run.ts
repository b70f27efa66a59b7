import type { RunSlice } from '#shared/domain/chart-analysis.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import { wasTimed } from './asked-samples.ts'

/** More can't be told apart in a chart of half a page. */
const MOST_SLICES = 12
/** Samples of each contender a slice should hold, so that most have a median with its interval. */
const WANTED_IN_A_SLICE = 12

/** The time in which samples of a trial were due, cut into stretches of equal length that all contenders share. */
export interface RunGrid {
  fromMs: number
  lengthMs: number
  sliceCount: number
}

/** @param lanes the samples asked of each contender @returns null where all were due at one moment, or none was */
export function runGrid(lanes: readonly (readonly SampleFigures[])[]): RunGrid | null {
  let [fromMs, toMs] = [Infinity, -Infinity]
  for (const { dueMs } of lanes.flat()) {
    fromMs = Math.min(fromMs, dueMs)
    toMs = Math.max(toMs, dueMs)
  }
  if (!(toMs > fromMs)) return null
  const fewest = Math.min(...lanes.map((rows) => rows.length).filter((count) => count > 0))
  const sliceCount = Math.min(MOST_SLICES, Math.max(2, Math.floor(fewest / WANTED_IN_A_SLICE)))
  return { fromMs, lengthMs: (toMs - fromMs) / sliceCount, sliceCount }
}

/**
 * A contender over the run, stretch by stretch. A sample belongs to the one it was due in: a slow one must not count for a later hour. One
 * whose time is not the provider's is asked and gave a picture, and is in no median.
 * @param asked of one contender
 */
export function analyseRun(asked: readonly SampleFigures[], grid: RunGrid | null): RunSlice[] {
  if (grid === null) return []
  const { fromMs, lengthMs, sliceCount } = grid
  const bySlice = Map.groupBy(asked, ({ dueMs }) => Math.min(sliceCount - 1, Math.floor((dueMs - fromMs) / lengthMs)))
  return Array.from({ length: sliceCount }, (_, index) => {
    const own = bySlice.get(index) ?? []
    const succeeded = own.filter(({ outcome }) => outcome === 'succeeded')
    return {
      fromMs: fromMs + index * lengthMs,
      toMs: fromMs + (index + 1) * lengthMs,
      asked: own.length,
      succeeded: succeeded.length,
      median: percentileEstimate(
        succeeded.filter(wasTimed).map(({ latencyMs }) => latencyMs),
        PERCENTILES.p50,
      ),
    }
  })
}
