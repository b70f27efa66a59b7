import { AssayError } from '#shared/errors.ts'
import { evidenceOf } from '../evidence.ts'
import { procedures } from './base.ts'

export const sample = {
  rows: procedures.sample.rows.handler(({ input, context }) => evidenceOf(input.trialId, context).rows()),
  get: procedures.sample.get.handler(({ input, context: { store } }) => {
    const found = store.samples.get(input.sampleId)
    if (found === null) throw new AssayError('NOT_FOUND', `There is no sample "${input.sampleId}" in this data folder.`)
    return found
  }),
}
