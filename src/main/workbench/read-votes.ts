import type { Trial } from '#shared/domain/trial.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import type { RatedTrial } from '#shared/votes/rate-trial.ts'
import type { WorkbenchContext } from './context.ts'
import { noSuchTrial } from './no-such-trial.ts'

/** @throws AssayError NOT_FOUND */
export function readVotes(trialId: string, { store }: Pick<WorkbenchContext, 'store'>): RatedTrial & { trial: Trial } {
  const trial = store.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  const rated = ratedTrialOf(trial.plan, {
    sessions: store.votes.sessions(trialId),
    votes: store.votes.ofTrial(trialId),
    pictures: store.votablePictures(trialId),
  })
  return { trial, ...rated }
}
