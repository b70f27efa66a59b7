import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { describeLoad } from '#shared/domain/describe-load.ts'
import { describeHeadline } from '#shared/domain/headline.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { fairnessLedger } from '#shared/fairness/fairness-ledger.ts'
import { analyseContender } from './analyse-contender.ts'
import { splitByContender, wasTimed } from './asked-samples.ts'
import { compareNeighbours } from './compare-neighbours.ts'
import { composeFindings } from './findings/compose-findings.ts'
import { thinPoints } from './thin-points.ts'

/**
 * Turns the rows of a trial into its numbers and findings. Pure: the same trial and rows give the same analysis, to the last digit;
 * what is resampled is seeded with the trial's own seed.
 * @param rows finished samples of the trial in any order; of a running trial, those there are so far
 * @param sittings in their order; empty where none was written down: pauses then count as time
 */
export function analyseTrial(
  trial: Trial,
  rows: readonly SampleFigures[],
  sittings: readonly Sitting[] = [],
): TrialAnalysis {
  const lanes = splitByContender(trial, rows, sittings)
  const contenders = lanes.map((lane) => analyseContender(lane, trial.plan, sittings))
  const fairness = fairnessLedger(
    lanes.map(({ contender, asked }) => ({ contender, rows: asked })),
    trial.plan.cases,
  )
  const total = (pick: (contender: (typeof contenders)[number]) => number): number =>
    contenders.reduce((sum, contender) => sum + pick(contender), 0)
  return {
    trialId: trial.id,
    load: describeLoad(trial.plan),
    headline: describeHeadline(trial.plan),
    contenders,
    points: thinPoints(
      lanes.flatMap((lane) => lane.asked).filter((row) => wasTimed(row) || row.outcome !== 'succeeded'),
    ),
    findings: composeFindings(trial, { lanes, analyses: contenders, fairness }),
    fairness,
    medianRatios: compareNeighbours(lanes, contenders, { seed: trial.plan.seed }),
    spentMicros: total((contender) => contender.spentMicros),
    unknownChargeCount: total((contender) => contender.unknownChargeCount),
    asked: total((contender) => contender.asked),
    succeeded: total((contender) => contender.succeeded),
  }
}
