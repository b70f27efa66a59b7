import type { Ballot, Vote, VoteAnswer, VoteSession } from '#shared/domain/vote.ts'
import type { BallotSource } from '#shared/votes/ballot-source.ts'
import { nextBallot } from '#shared/votes/next-ballot.ts'
import type { VotablePicture } from '#shared/votes/votable-picture.ts'

export function exampleSession(changes: Partial<VoteSession> = {}): VoteSession {
  return {
    id: 'votes-1',
    trialId: 'trial-1',
    reviewer: 'Ada',
    questions: ['preferred'],
    shownAtOnce: 2,
    seed: 1,
    fileId: null,
    startedAt: '2026-11-14T10:00:00.000Z',
    ...changes,
  }
}

/** Of each contender a picture at each place of the grid. */
export function picturesOf(contenderIds: readonly string[], cases: number, repeats = 1): VotablePicture[] {
  return Array.from({ length: cases }, (_, caseIndex) =>
    Array.from({ length: repeats }, (_, repeat) =>
      contenderIds.map((contenderId) => {
        const sampleId = `${contenderId}-${caseIndex}-${repeat}`
        return {
          sampleId,
          contenderId,
          caseIndex,
          repeat,
          image: { sha256: sampleId.padEnd(64, '0'), format: 'png' as const, width: 64, height: 64, sizeBytes: 1000 },
        }
      }),
    ).flat(),
  ).flat()
}

export function voteOn(ballot: Ballot, answer: VoteAnswer, changes: Partial<Vote> = {}): Vote {
  const { shown, ...asked } = ballot
  return {
    ...asked,
    sessionId: 'votes-1',
    shown: shown.map(({ sampleId, contenderId }) => ({ sampleId, contenderId })),
    answer,
    surround: 'mid',
    shownAt: '2026-11-14T10:00:00.000Z',
    answeredAt: '2026-11-14T10:00:01.000Z',
    undoneAt: null,
    ...changes,
  }
}

/** Goes on until nothing is left or there are so many votes. @returns what was shown, in order */
export function judge(
  source: Omit<BallotSource, 'votes'>,
  most: number,
  answer: (ballot: Ballot) => VoteAnswer = () => ({ ranks: [1, 2], noneIsGood: false }),
): { ballots: Ballot[]; votes: Vote[] } {
  const ballots: Ballot[] = []
  const votes: Vote[] = []
  while (votes.length < most) {
    const ballot = nextBallot({ ...source, votes })
    if (ballot === null) break
    ballots.push(ballot)
    votes.push(voteOn(ballot, answer(ballot), { sessionId: source.session.id }))
  }
  return { ballots, votes }
}
