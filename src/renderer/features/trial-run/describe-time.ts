import type { TrialProgress } from '#shared/domain/trial.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { formatWait } from '#shared/units/duration.ts'

type Timed = Pick<TrialProgress, 'status' | 'elapsedMs' | 'toGoMs' | 'toGoRangeMs' | 'inFlight' | 'succeeded'>

/**
 * How long it has taken, and will take.
 * @param pauses whether there are any, which the time leaves out: it is then called time at work, as beside what happened
 */
export function describeTime(progress: Timed, pauses: boolean): string {
  const { status, toGoMs, toGoRangeMs: range, inFlight, succeeded } = progress
  const elapsed = formatWait(progress.elapsedMs)
  if (status !== 'running') {
    return `${pauses ? `${sentence(elapsed)} at work` : `Took ${elapsed}`}. ${countText(succeeded, 'picture')}.`
  }
  const gone = pauses ? `${sentence(elapsed)} at work` : `${elapsed} gone`
  if (toGoMs === null) return `${gone}. ${figureText(inFlight)} in flight.`
  const within = range === null ? '' : ` (${formatWait(range.lowMs)} to ${formatWait(range.highMs)})`
  return `${gone}, about ${formatWait(toGoMs)} to go${within}. ${figureText(inFlight)} in flight.`
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
