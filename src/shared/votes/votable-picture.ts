import type { ShownPicture } from '../domain/vote.ts'

/** A picture with its place in the grid of a trial. */
export interface VotablePicture extends ShownPicture {
  caseIndex: number
  repeat: number
}
