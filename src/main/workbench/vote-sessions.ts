import type { ShownBallot, VoteSessionSummary, VoteState } from '#shared/contract/vote.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { Ballot, Vote, VoteAnswer, VoteSession } from '#shared/domain/vote.ts'
import { AssayError } from '#shared/errors.ts'
import { mixSeeds } from '#shared/stats/random.ts'
import { rateContenders } from '#shared/stats/ratings/rate-contenders.ts'
import { openPairsOf } from '#shared/votes/fresh-pictures.ts'
import type { BallotSource } from '#shared/votes/ballot-source.ts'
import { neededVotes } from '#shared/votes/needed-votes.ts'
import { nextBallot } from '#shared/votes/next-ballot.ts'
import { pairVotesOf, votesOn } from '#shared/votes/pair-votes.ts'
import { rateTrial } from '#shared/votes/rate-trial.ts'
import type { WorkbenchContext } from './context.ts'
import type { EvidenceSources } from './evidence.ts'
import { readRatedVotes, readVotes } from './read-votes.ts'

type Context = Pick<WorkbenchContext, 'ports' | 'store'>

/** @throws AssayError NOT_FOUND; BAD_USAGE where no two pictures can be put side by side */
export function beginVotes(
  {
    trialId,
    reviewer,
    questions,
    shownAtOnce,
  }: Pick<VoteSession, 'trialId' | 'reviewer' | 'questions' | 'shownAtOnce'>,
  context: Context,
): VoteState {
  const { ports, store } = context
  const { trial, ...rated } = readVotes(trialId, context)
  const id = ports.ids.next('votes')
  const session: VoteSession = {
    id,
    trialId,
    reviewer,
    questions: [...new Set(questions)],
    shownAtOnce,
    // The id is random enough, and who has it can draw the same pairs again.
    seed: mixSeeds(...Buffer.from(id)),
    fileId: null,
    startedAt: ports.clock.now().toISOString(),
  }
  const source = { ...rated, session, sessions: [...rated.sessions, session] }
  if (nextBallot(source) === null) {
    throw openPairsOf({ ...source, votes: [] }) === 0
      ? nothingToCompare(trial)
      : new AssayError('BAD_USAGE', `${reviewer} has judged every pair of pictures of "${trial.plan.name}".`)
  }
  store.votes.begin(session)
  return stateOf(trial, source)
}

export function voteState(sessionId: string, context: Context): VoteState {
  const { trial, source } = readSession(sessionId, context)
  return stateOf(trial, source)
}

/** @throws AssayError CHANGED_MEANWHILE where something else is to be judged by now */
export function answerBallot(
  sessionId: string,
  given: {
    number: number
    /** SHA-256, as they were shown. */
    pictures: readonly string[]
    answer: VoteAnswer
    surround: Vote['surround']
    lookedMs: number
  },
  context: Context,
): VoteState {
  const { ports, store } = context
  const { source } = readSession(sessionId, context)
  const ballot = nextBallot(source)
  if (ballot === null || !isThat(ballot, given)) {
    const message = 'Something else is to be judged by now: this session was gone on with on another page.'
    throw new AssayError('CHANGED_MEANWHILE', message)
  }
  const { shown, ...asked } = ballot
  const now = ports.clock.now()
  store.votes.add({
    ...asked,
    sessionId,
    shown: shown.map(({ sampleId, contenderId }) => ({ sampleId, contenderId })),
    answer: given.answer,
    surround: given.surround,
    shownAt: new Date(now.getTime() - given.lookedMs).toISOString(),
    answeredAt: now.toISOString(),
    undoneAt: null,
  })
  return voteState(sessionId, context)
}

/**
 * Takes the last vote back.
 * @param number that of the vote, as whoever takes it back has seen it
 * @throws AssayError BAD_USAGE where there is nothing to take back, CHANGED_MEANWHILE where another vote is the last one by now
 */
export function undoVote(sessionId: string, number: number, context: Context): VoteState {
  const { ports, store } = context
  const { source } = readSession(sessionId, context)
  const last = standingIn(source).length
  if (last === 0) throw new AssayError('BAD_USAGE', 'There is no vote in this session that could be taken back.')
  if (last !== number) {
    const message = 'Another vote is the last one by now: this session was gone on with on another page.'
    throw new AssayError('CHANGED_MEANWHILE', message)
  }
  store.votes.undo(sessionId, number, ports.clock.now().toISOString())
  return voteState(sessionId, context)
}

export function listVoteSessions(trialId: string, sources: EvidenceSources): VoteSessionSummary[] {
  const { sessions, votes } = readRatedVotes(trialId, sources)
  return sessions.map((session) => {
    const own = votes.filter((vote) => vote.sessionId === session.id && vote.undoneAt === null)
    return { session, given: own.length, lastAt: own.at(-1)?.answeredAt ?? null }
  })
}

export function rateVotes(
  trialId: string,
  asked: Pick<RatingAnalysis, 'question' | 'reviewer'>,
  sources: EvidenceSources,
): RatingAnalysis {
  return rateTrial(readRatedVotes(trialId, sources), asked)
}

export function nothingToCompare({ plan }: Trial): AssayError {
  const message = `"${plan.name}" has no prompt of which two contenders have a picture, so there is nothing to compare.`
  return new AssayError('BAD_USAGE', message)
}

function readSession(sessionId: string, context: Context): { trial: Trial; source: BallotSource } {
  const session = context.store.votes.session(sessionId)
  if (session === null)
    throw new AssayError('NOT_FOUND', `There is no vote session "${sessionId}" in this data folder.`)
  if (session.fileId !== null) {
    const message = `${session.reviewer} gave these votes in a voting file, and goes on there: take in the answers that are saved from it.`
    throw new AssayError('BAD_USAGE', message)
  }
  const { trial, ...rated } = readVotes(session.trialId, context)
  return { trial, source: { ...rated, session } }
}

function stateOf(trial: Trial, source: BallotSource): VoteState {
  const ballot = nextBallot(source)
  const { votes, sessions, promptOf } = source
  const pairs = pairVotesOf(
    votesOn(ballot?.question ?? source.session.questions[0] ?? 'preferred', votes),
    sessions,
    promptOf,
  )
  return {
    session: source.session,
    trialName: trial.plan.name,
    ballot: ballot === null ? null : shownOf(ballot, trial),
    given: standingIn(source).length,
    openPairs: openPairsOf(source),
    neededVotes: neededVotes(rateContenders(pairs, source.contenderIds)),
  }
}

/** The votes of the session that count: numbered from 1 without a gap. */
function standingIn({ session, votes }: BallotSource): Vote[] {
  return votes.filter(({ sessionId, undoneAt }) => sessionId === session.id && undoneAt === null)
}

/** Without whatever tells whose the pictures are: ids of samples are in the order sent, so they stay behind as well. */
function shownOf({ number, question, caseIndex, shown }: Ballot, { plan }: Trial): ShownBallot {
  const asked = plan.cases[caseIndex]
  if (asked === undefined) throw new Error(`The frozen plan has no case ${caseIndex}.`)
  return {
    number,
    question,
    caseName: asked.name,
    prompt: asked.prompt,
    given: givenPicture(plan.contenders, asked),
    pictures: shown.map(({ image }) => image),
  }
}

function isThat(
  ballot: Ballot,
  { number, pictures, answer }: { number: number; pictures: readonly string[]; answer: VoteAnswer },
): boolean {
  return (
    ballot.number === number &&
    ballot.shown.length === pictures.length &&
    answer.ranks.length === pictures.length &&
    ballot.shown.every(({ image }, place) => image.sha256 === pictures[place])
  )
}
