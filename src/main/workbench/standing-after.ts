import type { Sitting, SittingKind } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** How a sitting ended, and why. */
export interface Verdict {
  status: NonNullable<Sitting['ending']>
  reason: string | null
}

/**
 * How a trial stands after a sitting, which is not always how that ended:
 * - A pause that came when nothing was left to ask leaves a finished trial.
 * - A retry asks nothing that had not been asked: a trial that had not been asked in full stands as it stood, and one that had is
 *   finished however the retry ended.
 * @param before how the trial stood before the sitting
 * @param left how many of its samples have no outcome
 */
export function standingAfter(
  kind: SittingKind,
  verdict: Verdict,
  { before, left }: { before: Pick<Trial, 'status' | 'statusReason'>; left: number },
): Verdict {
  const finished: Verdict = { status: 'finished', reason: null }
  if (verdict.status === 'failed') return verdict
  if (kind === 'retry') {
    if (left === 0) return finished
    const { status, statusReason: reason } = before
    return status === 'running' ? verdict : { status, reason }
  }
  return verdict.status === 'paused' && left === 0 ? finished : verdict
}
