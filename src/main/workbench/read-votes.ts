import type { Trial } from '#shared/domain/trial.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import type { RatedTrial } from '#shared/votes/rate-trial.ts'
import type { WorkbenchContext } from './context.ts'
import { evidenceOf, type EvidenceSources } from './evidence.ts'
import { noSuchTrial } from './no-such-trial.ts'

/** The votes on a trial that is only read: it may be one of a bundle. @throws AssayError NOT_FOUND */
export function readRatedVotes(trialId: string, sources: EvidenceSources): RatedTrial {
  const { trial, votes } = evidenceOf(trialId, sources)
  return ratedTrialOf(trial.plan, votes())
}

/** The votes on a trial of this data folder, to be gone on with. @throws AssayError NOT_FOUND */
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
