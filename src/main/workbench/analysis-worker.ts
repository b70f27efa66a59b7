import { workerData } from 'node:worker_threads'
import { lowerPriority } from '#main/images/lower-priority.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { openReader } from '#main/store/open-reader.ts'
import type { ContenderLatency, TrialAnalysis } from '#shared/domain/analysis.ts'
import { undecidedPictures } from '#shared/fairness/seed-pairs.ts'

/** What the thread is asked. */
export interface AnalysisTask {
  trialId: string
  want: 'all' | 'latencies' | 'undecided'
}

lowerPriority()
const reader = openReader((workerData as { dataDirectory: string }).dataDirectory)

/** @returns null where there is no such trial */
export default function work({ trialId, want }: AnalysisTask): TrialAnalysis | ContenderLatency[] | string[] | null {
  if (want === 'undecided') {
    const lanes = Map.groupBy(reader.figures(trialId), ({ contenderId }) => contenderId)
    return [...lanes.values()].flatMap(undecidedPictures)
  }
  const trial = reader.trials.get(trialId)
  if (trial === null) return null
  return want === 'latencies' ? reader.latencies(trialId, trial.plan) : analyseTrial(trial, reader.figures(trialId))
}
