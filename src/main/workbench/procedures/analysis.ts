import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { noSuchTrial } from '../trial-runner.ts'
import { procedures } from './base.ts'

export const analysis = {
  get: procedures.analysis.get.handler(({ input, context: { store } }) => {
    const trial = store.trials.get(input.trialId)
    if (trial === null) throw noSuchTrial(input.trialId)
    return analyseTrial(trial, store.samples.rows(input.trialId))
  }),
}
