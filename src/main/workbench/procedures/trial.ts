import { AssayError } from '#shared/errors.ts'
import { evidenceOf } from '../evidence.ts'
import { extendTrial, resumeTrial, retryTrial } from '../sit-down.ts'
import { startTrial } from '../start-trial.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { procedures } from './base.ts'

export const trial = {
  start: procedures.trial.start.handler(async ({ input, context }) => {
    const started = await startTrial(input, context)
    return { trialId: started.id }
  }),
  list: procedures.trial.list.handler(({ input, context }) => context.store.trials.list(input)),
  get: procedures.trial.get.handler(({ input, context }) => evidenceOf(input.trialId, context).trial),
  progress: procedures.trial.progress.handler(({ input, context }) => context.runner.progress(input.trialId)),
  watch: procedures.trial.watch.handler(({ input, context, signal }) => context.runner.watch(input.trialId, signal)),
  sittings: procedures.trial.sittings.handler(({ input, context }) => evidenceOf(input.trialId, context).sittings()),
  resume: procedures.trial.resume.handler(async ({ input: { trialId }, context }) => {
    await resumeTrial(trialId, context)
    return { trialId }
  }),
  retry: procedures.trial.retry.handler(async ({ input: { trialId, ...choice }, context }) => {
    await retryTrial(trialId, choice, context)
    return { trialId }
  }),
  extend: procedures.trial.extend.handler(async ({ input: { trialId, plan }, context }) => {
    await extendTrial(trialId, plan, context)
    return { trialId }
  }),
  pause: procedures.trial.pause.handler(({ input, context }) => {
    if (context.store.trials.get(input.trialId) === null) throw noSuchTrial(input.trialId)
    if (!context.runner.pause(input.trialId)) {
      throw new AssayError('NOT_RUNNING', `The trial ${input.trialId} is not running here, so it can’t be paused.`)
    }
    return { pausing: true }
  }),
  cancel: procedures.trial.cancel.handler(({ input, context }) => {
    if (context.store.trials.get(input.trialId) === null) throw noSuchTrial(input.trialId)
    if (!context.runner.cancel(input.trialId)) {
      throw new AssayError(
        'NOT_RUNNING',
        `The trial ${input.trialId} is not running here, so there is nothing to cancel.`,
      )
    }
    return { cancelled: true }
  }),
}
