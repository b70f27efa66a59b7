import type { TrialProgress } from '../domain/trial.ts'
import { figureText } from './count-text.ts'
import { formatWait } from './duration.ts'

/** `block 2 of 3`, or `block 2 of 3 begins in 3 h 40 min`; null for a plan without blocks. */
export function blockText({ block }: Pick<TrialProgress, 'block'>): string | null {
  if (block === null) return null
  const begins = block.beginsInMs === null ? '' : ` begins in ${formatWait(block.beginsInMs)}`
  return `block ${block.number} of ${block.count}${begins}`
}

/** `3 of 12 retried are back`; null where none are asked again. */
export function retriedText({ retried }: Pick<TrialProgress, 'retried'>): string | null {
  return retried === null ? null : `${figureText(retried.back)} of ${figureText(retried.asked)} retried are back`
}
