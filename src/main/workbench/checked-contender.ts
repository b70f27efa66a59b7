import type { PlannedContender } from '#shared/domain/planned-contender.ts'
import type { CheckedStep } from './check-step.ts'

/** A contender of a plan of which every step has been found. */
export interface CheckedContender {
  planned: PlannedContender
  name: string
  position: number
  /** At least one. */
  steps: [CheckedStep, ...CheckedStep[]]
}
