import type { ChargesByBasis, ContenderCharts, ProbePoint, TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { coldStart } from '#shared/stats/cold-start.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import { analyseAttempts, analyseHeldBack, countTries, type CountedAttempts } from './analyse-attempts.ts'
import { coldAndWarm } from './analyse-cold-start.ts'
import { countInBins, latencyBins } from './analyse-distribution.ts'
import { analyseRun, runGrid } from './analyse-run.ts'
import { latencyObservations, splitByContender, wasTimed, type Lane } from './asked-samples.ts'

/** More marks of one contender lie on each other. */
const MOST_PROBES = 200

/** What is counted where tries and charges are kept. */
export interface Tallies {
  attempts: readonly (CountedAttempts & { contenderId: string })[]
  charges: readonly (ChargesByBasis & { contenderId: string })[]
}

/**
 * What charts show beyond `analyseTrial`: of the same samples, by the same rules of what was asked, timed and of the headline's load. Pure.
 * @param rows finished samples of the trial in any order
 */
export function analyseCharts(trial: Trial, rows: readonly SampleFigures[], tallies: Tallies): TrialCharts {
  const lanes = splitByContender(trial, rows)
  const latencies = lanes.map((lane) => latencyObservations(lane).map(({ value }) => value))
  const binEdgesMs = latencyBins(latencies.flat())
  const grid = runGrid(lanes.map(({ asked }) => asked))
  return {
    trialId: trial.id,
    binEdgesMs,
    contenders: lanes.map((lane, index) => ({
      contenderId: lane.contender.id,
      latencyCounts: countInBins(latencies[index] ?? [], binEdgesMs),
      answeredOf: lane.headline.filter(wasTimed).length,
      slices: analyseRun(lane.asked, grid),
      ...analyseProbes(trial.plan, lane),
      tries: countTries(lane.asked),
      attempts: analyseAttempts(tallies.attempts.filter(({ contenderId }) => contenderId === lane.contender.id)),
      heldBack: analyseHeldBack(lane.asked),
      charges: tallies.charges.flatMap(({ contenderId, ...charges }) =>
        contenderId === lane.contender.id ? charges : [],
      ),
    })),
  }
}

/** Each probe with its gap, and both latencies beside each other. */
function analyseProbes(plan: FrozenPlan, lane: Lane): Pick<ContenderCharts, 'probes' | 'coldMs' | 'warmMs'> {
  if (plan.coldProbes === null) return { probes: [], coldMs: null, warmMs: null }
  const { probes, warmMs } = coldAndWarm(plan, lane.rows, lane.headline)
  const { states } = coldStart(probes, warmMs)
  const points = probes.map(({ gapMs, latencyMs }, index): ProbePoint => ({
    gapMs,
    latencyMs,
    state: states[index] ?? 'unknown',
  }))
  const cold = points.filter(({ state }) => state === 'cold').map(({ latencyMs }) => latencyMs)
  const kept = Math.min(MOST_PROBES, points.length)
  return {
    probes: Array.from(
      { length: kept },
      (_, index) => points[Math.floor((index * points.length) / kept)] as ProbePoint,
    ),
    coldMs: percentileEstimate(cold, PERCENTILES.p50),
    warmMs: percentileEstimate(warmMs, PERCENTILES.p50),
  }
}
