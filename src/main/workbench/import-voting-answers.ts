import { isDeepStrictEqual } from 'node:util'
import type { TakenAnswers } from '#shared/contract/vote.ts'
import type { VoteSession, Vote } from '#shared/domain/vote.ts'
import type { TakenBackAnswer, VotingAnswer, VotingAnswers, VotingFile } from '#shared/domain/voting-file.ts'
import { AssayError } from '#shared/errors.ts'
import type { VotingCopy } from '#main/store/voting-file-store.ts'
import type { WorkbenchContext } from './context.ts'
import { checkAnswers, readVotingAnswers } from './read-voting-answers.ts'

/**
 * Takes in the answers of a voting file: all of them or, where anything does not fit, none. The same answers again change nothing; newer
 * ones of the same copy take the place of the earlier ones, which stay written down as taken back. So does what the reviewer took back
 * before saving: it is kept as it was given, and counts for nothing.
 * @param replace takes them in although a reviewer of the same name has answered the file in another browser, in the place of those
 * @throws AssayError BAD_USAGE where they do not fit, are older than those that were taken in, or belong to no voting file of this data
 * folder; CHANGED_MEANWHILE where a reviewer of the same name has answered elsewhere
 */
export async function importVotingAnswers(
  { file, replace }: { file: Blob; replace: boolean },
  { ports, store }: Pick<WorkbenchContext, 'ports' | 'store'>,
): Promise<TakenAnswers> {
  const given = await readVotingAnswers(file)
  return store.together(() => {
    const voting = store.votingFiles.get(given.fileId)
    const trial = voting === null ? null : store.trials.get(voting.trialId)
    if (voting === null || trial === null) {
      const message =
        'These answers belong to a voting file that was not exported from this data folder. Nothing was changed.'
      throw new AssayError('BAD_USAGE', message)
    }
    checkAnswers(given, voting)
    const now = ports.clock.now().toISOString()
    const copies = store.votingFiles.copies(voting.id)
    const copy = copies.find(({ copyId }) => copyId === given.copyId)
    const others = copies.filter(
      ({ copyId, sessionId }) => copyId !== given.copyId && store.votes.session(sessionId)?.reviewer === given.reviewer,
    )
    const before = store.votes.ofTrial(voting.trialId)
    const standing = before.filter(({ undoneAt }) => undoneAt === null)
    const ofOthers = standing.filter((vote) => others.some(({ sessionId }) => sessionId === vote.sessionId))
    if (ofOthers.length > 0 && !replace) throw sameName(given)
    for (const { sessionId, number } of ofOthers) store.votes.undo(sessionId, number, now)

    const sessionId = copy?.sessionId ?? ports.ids.next('votes')
    const own = new Map(standing.filter((vote) => vote.sessionId === sessionId).map((vote) => [vote.number, vote]))
    const votes = votesFrom(given.answers, voting, sessionId)
    const differing = votes.filter((vote) => !isDeepStrictEqual(own.get(vote.number), vote))
    const answered = new Set(votes.map(({ number }) => number))
    const gone = [...own.values()].filter(({ number }) => !answered.has(number))
    const takenBack = new Map(votesFrom(given.takenBack, voting, sessionId).map((vote) => [identityOf(vote), vote]))
    const known = new Set(before.filter((vote) => vote.sessionId === sessionId).map(identityOf))
    const noted = [...takenBack].filter(([identity]) => !known.has(identity)).map(([, vote]) => vote)
    const isNews = differing.length + gone.length + noted.length > 0
    if (copy === undefined) store.votes.begin(sessionOf(given, voting, { sessionId, now }))
    else if (isNews && !mayReplace(given, copy, own.size)) throw notNewer(given, copy)
    for (const vote of [...gone, ...differing.flatMap(({ number }) => own.get(number) ?? [])])
      store.votes.undo(sessionId, vote.number, takenBack.get(identityOf(vote))?.undoneAt ?? now)
    for (const vote of [...differing, ...noted]) store.votes.add(vote)
    if (copy === undefined || isNewer(given, copy)) {
      store.votes.rename(sessionId, given.reviewer)
      store.votingFiles.noteCopy(voting.id, { copyId: given.copyId, sessionId, savedAt: given.savedAt })
    }
    const changed = differing.filter(({ number }) => own.has(number)).length
    return {
      trialId: voting.trialId,
      trialName: trial.plan.name,
      reviewer: given.reviewer,
      added: differing.length - changed,
      changed,
      takenBack: gone.length + ofOthers.length,
      unchanged: votes.length - differing.length,
      noted: noted.length,
    }
  })
}

function sessionOf(
  { reviewer, answers, takenBack }: VotingAnswers,
  { id, trialId, questions, shownAtOnce, seed }: VotingFile,
  { sessionId, now }: { sessionId: string; now: string },
): VoteSession {
  const startedAt = [...answers, ...takenBack].map(({ shownAt }) => shownAt).toSorted()[0] ?? now
  return { id: sessionId, trialId, reviewer, questions, shownAtOnce, seed, fileId: id, startedAt }
}

function votesFrom(
  answers: readonly (VotingAnswer & Partial<TakenBackAnswer>)[],
  { ballots }: VotingFile,
  sessionId: string,
): Vote[] {
  const byNumber = new Map(ballots.map((ballot) => [ballot.number, ballot]))
  return answers.flatMap(({ ballot, undoneAt = null, ...said }) => {
    const asked = byNumber.get(ballot)
    return asked === undefined ? [] : [{ ...asked, sessionId, ...said, undoneAt }]
  })
}

/** Of a vote within its copy, whether it still stands or not: nobody answers a ballot twice in one millisecond. */
function identityOf({ number, answeredAt }: Pick<Vote, 'number' | 'answeredAt'>): string {
  return `${number} ${answeredAt}`
}

/** Those that were taken in last may come again as well, where the votes of another copy have taken their place. */
function mayReplace(given: VotingAnswers, copy: VotingCopy, standingCount: number): boolean {
  return isNewer(given, copy) || (standingCount === 0 && given.savedAt === copy.savedAt)
}

function isNewer(given: Pick<VotingAnswers, 'savedAt'>, copy: VotingCopy): boolean {
  return Date.parse(given.savedAt) > Date.parse(copy.savedAt)
}

function notNewer({ reviewer, savedAt }: VotingAnswers, copy: VotingCopy): AssayError {
  return new AssayError(
    'BAD_USAGE',
    `Answers of ${reviewer} saved at ${copy.savedAt} have been taken in already; these are other ones, saved at ${savedAt}. Nothing was changed.`,
  )
}

function sameName({ reviewer }: VotingAnswers): AssayError {
  return new AssayError(
    'CHANGED_MEANWHILE',
    `${reviewer} has answered this voting file in another browser, and those votes count already. Somebody else needs another name; if it is the same person who has begun anew, these can take the place of those. Nothing was changed.`,
  )
}
