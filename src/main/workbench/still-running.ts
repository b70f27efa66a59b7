import type { FrozenPlan } from '#shared/domain/plan.ts'
import { AssayError } from '#shared/errors.ts'

/** A trial is run by one process at a time, whichever door it was started from. */
export function stillRunning({ name }: Pick<FrozenPlan, 'name'>): AssayError {
  return new AssayError('STILL_RUNNING', `"${name}" is running. Pause or cancel it first.`)
}
