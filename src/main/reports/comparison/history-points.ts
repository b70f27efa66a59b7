import type { Estimate } from '#shared/domain/analysis.ts'
import type { HistoryPoint, ModelChoice } from '#shared/domain/contender-history.ts'
import { describeHeadline } from '#shared/domain/headline.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { costPerImage } from '#shared/economics/cost-per-image.ts'
import { costedSamples, splitByContender } from '../asked-samples.ts'
import { settingsText } from './settings-text.ts'

/**
 * What a trial measured of the contenders that are of one model: a pipeline that only begins with it is another thing, and left out.
 * @param medianOf latency by contender, as the table of the trial has it
 */
export function historyPoints(
  trial: Trial,
  { providerId, modelId, practice }: ModelChoice,
  { rows, medianOf }: { rows: readonly SampleFigures[]; medianOf: (contenderId: string) => Estimate },
): HistoryPoint[] {
  return splitByContender(trial, rows)
    .filter(
      ({ contender }) =>
        contender.providerId === providerId &&
        contender.modelId === modelId &&
        (contender.account === 'practice') === practice &&
        contender.furtherSteps.length === 0,
    )
    .map((lane) => ({
      trialId: trial.id,
      trialName: trial.plan.name,
      startedAt: trial.startedAt,
      status: trial.status,
      contenderId: lane.contender.id,
      contenderName: lane.contender.name,
      headline: describeHeadline(trial.plan),
      settings: settingsText(lane.contender),
      median: medianOf(lane.contender.id),
      costPerImageMicros: costPerImage(costedSamples(lane), { seed: trial.plan.seed }),
    }))
}
