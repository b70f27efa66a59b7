import type { VotingBallot } from '#shared/domain/voting-file.ts'

/** A voting file before its pictures are put in. It crosses between threads. */
export interface PlannedVotingFile {
  fileId: string
  ballots: VotingBallot[]
  /** SHA-256 of each picture that came with a prompt, by the name that it has in the ballots. */
  given: { name: string; sha256: string }[]
  /** SHA-256 of each picture that is judged, by the name that it has in the ballots. */
  pictures: { name: string; sha256: string }[]
}
