import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialStatus } from '#shared/domain/trial.ts'

/** Whether a trial has samples left that were never asked. One that its own rules stopped early is finished, and is not taken up. */
export function canResume({ status }: { status: TrialStatus }, left: number): boolean {
  return status !== 'running' && status !== 'finished' && left > 0
}

/** How many samples a retry asks again: those without a picture, but for refusals and warm-ups. */
export function countRetries(rows: readonly SampleRow[]): number {
  return rows.filter(({ outcome, role }) => (outcome === 'failed' || outcome === 'cancelled') && role !== 'warm-up')
    .length
}
