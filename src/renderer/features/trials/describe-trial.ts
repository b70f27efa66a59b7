import type { TrialSummary } from '#shared/domain/trial.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { STATUS_WORDS } from '../trial/trial-words.ts'

/** Where a trial stands: "Running, 669 of 1,080 samples", "Finished 6 Nov". */
export function stateTrial(trial: TrialSummary): string {
  if (trial.status === 'running')
    return `Running, ${figureText(trial.doneCount)} of ${countText(trial.sampleCount, 'sample')}`
  const day = formatDay(trial.finishedAt ?? trial.startedAt)
  if (trial.doneCount < trial.sampleCount) {
    return `${STATUS_WORDS[trial.status]} ${day}, ${figureText(trial.doneCount)} of ${countText(trial.sampleCount, 'sample')}`
  }
  return `${STATUS_WORDS[trial.status]} ${day}`
}

/** What can be said of a trial from its counts alone. */
export function countTrial(trial: TrialSummary): string {
  if (trial.doneCount === 0) return 'Nothing has come back yet.'
  const pictures = `${countText(trial.succeededCount, 'picture')} from ${countText(trial.doneCount, 'finished sample')}.`
  return trial.status === 'running' || trial.succeededCount > 0
    ? pictures
    : `${pictures} The reasons are kept with each.`
}

/** `6 Nov`, or `6 Nov 2025` for another year than the current one. */
export function formatDay(isoDate: string, now: Date = new Date()): string {
  const date = new Date(isoDate)
  const sameYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** `14:07` in the time of this machine. */
export function formatTime(isoDate: string): string {
  return new Date(isoDate).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
