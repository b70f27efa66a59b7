import {
  compareRuns,
  SMALLEST_LATENCY_RATIO,
  SMALLEST_PRICE_RATIO,
  type TrialWithRows,
} from '#main/reports/compare-runs.ts'
import type { WatchDrift } from '#shared/domain/drift.ts'
import type { WorkbenchContext } from './context.ts'
import { findWatch } from './watches.ts'

/**
 * Holds every finished run of a watch against the first one.
 * @throws AssayError NOT_FOUND
 */
export function watchDrift(watchId: string, context: Pick<WorkbenchContext, 'store'>): WatchDrift {
  const { store } = context
  findWatch(watchId, context)
  const finished = store.watches.runs(watchId).flatMap(({ number, trialId }) => {
    const trial = trialId === null ? null : store.trials.get(trialId)
    return trial?.status === 'finished' ? [{ number, trial }] : []
  })
  const withRows = (trial: TrialWithRows['trial']): TrialWithRows => ({ trial, rows: store.samples.rows(trial.id) })
  const [first] = finished
  const baseline = first === undefined ? null : withRows(first.trial)
  return {
    baselineNumber: first?.number ?? null,
    smallestLatencyRatio: SMALLEST_LATENCY_RATIO,
    smallestPriceRatio: SMALLEST_PRICE_RATIO,
    runs:
      baseline === null
        ? []
        : finished.map(({ number, trial }) => ({
            number,
            trialId: trial.id,
            contenders: compareRuns(baseline, withRows(trial)),
          })),
  }
}
