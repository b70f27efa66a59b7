import { checkAgreement } from '#shared/votes/check-agreement.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { procedures } from './base.ts'

export const check = {
  ofTrial: procedures.check.ofTrial.handler(async ({ input, context: { analyst } }) => {
    const checks = await analyst.checks(input.trialId)
    if (checks === null) throw noSuchTrial(input.trialId)
    return checks
  }),
  values: procedures.check.values.handler(({ input, context: { store } }) => {
    if (store.trials.get(input.trialId) === null) throw noSuchTrial(input.trialId)
    return store.trialMeasures.bySample(input.trialId)
  }),
  agreement: procedures.check.agreement.handler(({ input: { trialId, question, reviewer }, context: { store } }) => {
    if (store.trials.get(trialId) === null) throw noSuchTrial(trialId)
    const own = store.votes.sessions(trialId).filter((session) => reviewer === null || session.reviewer === reviewer)
    const ids = new Set(own.map(({ id }) => id))
    const votes = store.votes.ofTrial(trialId).filter(({ sessionId }) => ids.has(sessionId))
    return checkAgreement(votes, store.trialMeasures.ofVoted(trialId), question)
  }),
  ofPicture: procedures.check.ofPicture.handler(({ input, context: { store } }) =>
    store.pictureChecks.measuresOf(input.sha256),
  ),
}
