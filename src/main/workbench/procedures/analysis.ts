import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { rowsWithPixels } from '../settle-seed-pairs.ts'
import { noSuchTrial } from '../trial-runner.ts'
import { procedures } from './base.ts'

export const analysis = {
  get: procedures.analysis.get.handler(async ({ input, context }) => {
    const trial = context.store.trials.get(input.trialId)
    if (trial === null) throw noSuchTrial(input.trialId)
    return analyseTrial(trial, await rowsWithPixels(input.trialId, context))
  }),
}
