import { z } from 'zod'
import { Sleep } from './sleep.ts'
import { Environment, TrialStatus } from './trial.ts'

/**
 * Why a trial was sat down to. `resume`: what had not been asked · `retry`: what had given no picture, once more · `extend`: what was
 * added to its plan.
 */
export const SittingKind = z.enum(['start', 'resume', 'retry', 'extend'])
export type SittingKind = z.infer<typeof SittingKind>

/**
 * One stretch of a trial in one process. Its samples stand on the trial's time line, which goes on while nobody sits: a sitting begins
 * there at `offsetMs`, never before the last sample of the one before.
 */
export const Sitting = z.strictObject({
  /** From 1. */
  number: z.int().min(1),
  kind: SittingKind,
  startedAt: z.iso.datetime(),
  /** null while it goes on. Of one whose process died: its last sign of life. */
  endedAt: z.iso.datetime().nullable(),
  /** Where the trial's clock stood at its beginning. */
  offsetMs: z.number().min(0),
  processId: z.int(),
  environment: Environment,
  /** How it ended, which is not always how the trial stands: a retry that was cancelled leaves a finished trial. null while it goes on. */
  ending: TrialStatus.exclude(['running']).nullable(),
  /** Why, for people; null where there is nothing to say. */
  reason: z.string().nullable(),
  sleeps: z.array(Sleep),
})
export type Sitting = z.infer<typeof Sitting>
