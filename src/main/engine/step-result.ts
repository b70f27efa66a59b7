import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Attempt, Failure, SampleImage, SampleStep } from '#shared/domain/sample.ts'

/** What came of one try of a step. */
export interface AttemptResult {
  attempt: Attempt
  pictures: SampleImage[]
  warnings: ParameterWarning[]
  deliveredCount: number | null
  picturePixels: number[]
  pollingSlackMs: number | null
  /** From the last byte to the last picture kept; null where there was none. */
  digestMs: number | null
  retryable: boolean
  retryAfterMs: number | null
}

/** What came of a step. */
export interface StepResult extends SampleStep {
  results: AttemptResult[]
  warnings: ParameterWarning[]
  failure: Failure | null
  /** The last byte, or the moment it was given up. */
  finishedMs: number
  /** Time that was no latency: between attempts, at the account's gate, for a tunnel, on our own work on the input picture. */
  heldBackMs: number
  pollingSlackMs: number | null
  digestMs: number | null
}

/** What had come of a sample when a job of it was accepted. Plain data: it is kept with the job. */
export interface SampleSoFar {
  /** Steps of its pipeline that had ended. */
  steps: StepResult[]
  /** Attempts of the job's own step that had failed. */
  results: AttemptResult[]
}
