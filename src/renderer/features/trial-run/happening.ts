/** Something that befell a sample, or the whole trial, and is worth a line. */
export interface Happening {
  /** Of the sample, or of what befell the whole trial. */
  id: string
  /** null for what befell the whole trial. */
  contenderId: string | null
  /** Milliseconds at work since the start of the trial; while it is made, on the trial’s time line. */
  atMs: number
  text: string
  /** True for what went wrong; a refusal or a flag is only worth knowing. */
  alarm: boolean
}
