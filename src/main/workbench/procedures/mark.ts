import { AssayError } from '#shared/errors.ts'
import { evidenceOf } from '../evidence.ts'
import { procedures } from './base.ts'

export const mark = {
  list: procedures.mark.list.handler(({ input: { trialId }, context }) => evidenceOf(trialId, context).marks()),
  set: procedures.mark.set.handler(({ input, context: { ports, store } }) => {
    if (!store.marks.put(input, ports.clock.now().toISOString())) {
      throw new AssayError('NOT_FOUND', `There is no sample ${input.sampleId}. Nothing was noted.`)
    }
    return input
  }),
}
