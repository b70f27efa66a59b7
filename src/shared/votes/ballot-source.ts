import type { VoteSession } from '../domain/vote.ts'
import type { RatedTrial } from './rate-trial.ts'

/** What it takes to say what comes next in a session. */
export interface BallotSource extends RatedTrial {
  session: VoteSession
}
