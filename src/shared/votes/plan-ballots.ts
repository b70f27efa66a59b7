import type { Ballot, Vote } from '../domain/vote.ts'
import type { BallotSource } from './ballot-source.ts'
import { nextBallot } from './next-ballot.ts'

/**
 * The ballots of a session, drawn before anybody has answered one of them. Each is what `nextBallot` would give if every one before it had
 * ended in a tie, the answer that tells least; votes that others have given count as they are.
 * @returns fewer than asked for where there are no more pairs of pictures
 */
export function planBallots(source: BallotSource, count: number): Ballot[] {
  const ballots: Ballot[] = []
  const votes: Vote[] = [...source.votes]
  while (ballots.length < count) {
    const ballot = nextBallot({ ...source, votes })
    if (ballot === null) break
    ballots.push(ballot)
    votes.push(tieOn(ballot, source))
  }
  return ballots
}

function tieOn({ shown, ...asked }: Ballot, { session }: BallotSource): Vote {
  return {
    ...asked,
    sessionId: session.id,
    shown: shown.map(({ sampleId, contenderId }) => ({ sampleId, contenderId })),
    answer: { ranks: shown.map(() => 1), noneIsGood: false },
    surround: 'mid',
    shownAt: session.startedAt,
    answeredAt: session.startedAt,
    undoneAt: null,
  }
}
