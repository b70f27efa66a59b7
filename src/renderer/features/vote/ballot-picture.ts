/** A picture that is judged, wherever it comes from: the data folder, or the voting file that shows it. */
export interface BallotPicture {
  /** Tells it from the others. */
  name: string
  address: string
  width: number
  height: number
}

/** Longer side of the picture that was given with the prompt, in CSS pixels: it stands beside what is asked. */
export const GIVEN_PX = 88
