import type { LaneProgress } from '#shared/domain/trial.ts'
import type { FailureClass } from '#shared/domain/sample.ts'
import { FAILURE_WORDS } from '../trial/trial-words.ts'

/** "3 rate limit, 2 timed out"; `null` where nothing went wrong. */
export function describeFailures(failures: LaneProgress['failures']): string | null {
  const parts = Object.entries(failures)
    .filter(([, count]) => count !== undefined && count > 0)
    .map(([failure, count]) => `${count} ${FAILURE_WORDS[failure as FailureClass]}`)
  return parts.length === 0 ? null : parts.join(', ')
}

/** Whether anything but a refusal went wrong. */
export function hasAlarm(failures: LaneProgress['failures']): boolean {
  return Object.entries(failures).some(
    ([failure, count]) => failure !== 'content-policy' && failure !== 'cancelled' && count !== undefined && count > 0,
  )
}
