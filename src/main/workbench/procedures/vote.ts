import { exportVotingFile } from '../export-voting-file.ts'
import { importVotingAnswers } from '../import-voting-answers.ts'
import { answerBallot, beginVotes, listVoteSessions, rateVotes, undoVote, voteState } from '../vote-sessions.ts'
import { evidenceOf } from '../evidence.ts'
import { procedures } from './base.ts'

export const vote = {
  begin: procedures.vote.begin.handler(({ input, context }) => beginVotes(input, context)),
  sessions: procedures.vote.sessions.handler(({ input, context }) => listVoteSessions(input.trialId, context)),
  list: procedures.vote.list.handler(({ input: { trialId }, context }) => {
    const { sessions, votes } = evidenceOf(trialId, context).votes()
    return { sessions, votes }
  }),
  state: procedures.vote.state.handler(({ input, context }) => voteState(input.sessionId, context)),
  answer: procedures.vote.answer.handler(({ input: { sessionId, ...given }, context }) =>
    answerBallot(sessionId, given, context),
  ),
  undo: procedures.vote.undo.handler(({ input, context }) => undoVote(input.sessionId, input.number, context)),
  exportFile: procedures.vote.exportFile.handler(({ input, context }) => exportVotingFile(input, context)),
  importAnswers: procedures.vote.importAnswers.handler(({ input, context }) => importVotingAnswers(input, context)),
  rate: procedures.vote.rate.handler(({ input: { trialId, ...asked }, context }) => rateVotes(trialId, asked, context)),
}
