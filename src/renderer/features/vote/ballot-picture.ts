/** A picture that is judged, wherever it comes from: the data folder, or the voting file that shows it. */
export interface BallotPicture {
  /** Tells it from the others. */
  name: string
  address: string
  width: number
  height: number
}
