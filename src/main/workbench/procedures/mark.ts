import { AssayError } from '#shared/errors.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { procedures } from './base.ts'

export const mark = {
  list: procedures.mark.list.handler(({ input: { trialId }, context: { store } }) => {
    if (store.trials.get(trialId) === null) throw noSuchTrial(trialId)
    return store.marks.ofTrial(trialId)
  }),
  set: procedures.mark.set.handler(({ input, context: { ports, store } }) => {
    if (!store.marks.put(input, ports.clock.now().toISOString())) {
      throw new AssayError('NOT_FOUND', `There is no sample ${input.sampleId}. Nothing was noted.`)
    }
    return input
  }),
}
