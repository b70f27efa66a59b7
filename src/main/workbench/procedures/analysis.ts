import { noSuchTrial } from '../no-such-trial.ts'
import { procedures } from './base.ts'

export const analysis = {
  get: procedures.analysis.get.handler(async ({ input, context }) => {
    const { analyst, examiner, store } = context
    // While a trial is measured nothing is decoded for the numbers of another.
    if (store.trials.runningIds().length === 0) {
      const undecided = await analyst.undecidedPictures(input.trialId)
      if (undecided.length > 0) await examiner.hashPixels(undecided)
    }
    const analysis = await analyst.analyse(input.trialId)
    if (analysis === null) throw noSuchTrial(input.trialId)
    return analysis
  }),
  latency: procedures.analysis.latency.handler(async ({ input, context: { analyst } }) => {
    const table = await analyst.latencies(input.trialId)
    if (table === null) throw noSuchTrial(input.trialId)
    return table
  }),
}
