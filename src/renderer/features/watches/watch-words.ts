import type { WatchSummary, WatchedRun } from '#shared/contract/watch.ts'
import type { ContenderDrift, DriftVerdict } from '#shared/domain/drift.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { formatMoment } from '../../ui/format-time.ts'

const MS_PER_MINUTE = 60_000

export function everyText(everyMinutes: number): string {
  return `every ${formatDuration(everyMinutes * MS_PER_MINUTE)}`
}

/** When a watch is due, or why it is not. */
export function dueText({ state, nextAt }: Pick<WatchSummary, 'state' | 'nextAt'>, now: Date): string {
  if (nextAt === null) return state === 'paused' ? 'paused' : 'over'
  return Date.parse(nextAt) <= now.getTime() ? 'due now' : `next ${formatMoment(nextAt, now)}`
}

/** What became of a run. */
export function runText({ status, problem }: WatchedRun): string {
  if (problem !== null) return `Not started. ${problem}`
  return status ?? 'Not started: Assay ended before.'
}

const VERDICTS: Record<DriftVerdict, string> = {
  changed: 'changed',
  unchanged: 'as before',
  'cannot-tell': 'can’t tell',
}

/** What is known of a contender in a run, kind by kind, for the cell of a table. */
export function verdictsText({ latency, price, output }: ContenderDrift): string {
  const kinds = [
    ['latency', latency.verdict],
    ['price', price.verdict],
    ['pictures', output.verdict],
  ] as const
  return kinds.map(([kind, verdict]) => `${kind} ${VERDICTS[verdict]}`).join(', ')
}
