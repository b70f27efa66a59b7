import { checkAgreement } from '#shared/votes/check-agreement.ts'
import { evidenceOf } from '../evidence.ts'
import { noSuchTrial } from '../no-such-trial.ts'
import { procedures } from './base.ts'

export const check = {
  ofTrial: procedures.check.ofTrial.handler(async ({ input, context: { analyst } }) => {
    const checks = await analyst.checks(input.trialId)
    if (checks === null) throw noSuchTrial(input.trialId)
    return checks
  }),
  values: procedures.check.values.handler(({ input, context }) => evidenceOf(input.trialId, context).sampleMeasures()),
  agreement: procedures.check.agreement.handler(({ input: { trialId, question, reviewer }, context }) => {
    const evidence = evidenceOf(trialId, context)
    const { sessions, votes } = evidence.votes()
    const own = sessions.filter((session) => reviewer === null || session.reviewer === reviewer)
    const ids = new Set(own.map(({ id }) => id))
    const counted = votes.filter(({ sessionId }) => ids.has(sessionId))
    return checkAgreement(counted, evidence.votedPictures(), question)
  }),
  ofPicture: procedures.check.ofPicture.handler(({ input: { trialId, sha256 }, context }) =>
    evidenceOf(trialId, context).pictureMeasures(sha256),
  ),
}
