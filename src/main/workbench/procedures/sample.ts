import { AssayError } from '#shared/errors.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { procedures } from './base.ts'

export const sample = {
  rows: procedures.sample.rows.handler(({ input, context: { store } }) => {
    if (store.trials.get(input.trialId) === null) throw noSuchTrial(input.trialId)
    return store.samples.rows(input.trialId)
  }),
  get: procedures.sample.get.handler(({ input, context: { store } }) => {
    const found = store.samples.get(input.sampleId)
    if (found === null) throw new AssayError('NOT_FOUND', `There is no sample "${input.sampleId}" in this data folder.`)
    return found
  }),
}
