import { createLogUpdate } from 'log-update'
import type { Sleep } from '#shared/domain/sleep.ts'
import type { Trial, TrialEvent, TrialProgress } from '#shared/domain/trial.ts'
import { formatDuration, formatWait } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { harmlessJson, terminalLine, terminalText } from '#shared/units/harmless-text.ts'
import { blockText, retriedText } from '#shared/units/progress-text.ts'
import type { Output } from './output.ts'

/** Shows a running trial to a person: redrawn in place on a terminal, a plain line now and then where there is none. */
export interface ProgressDisplay {
  hear(event: TrialEvent): void
  close(): void
}

/** Between the last sample and the report: seconds in which nothing else would move. */
const LOOKING = 'Looking into the pictures before the report is written …'

export function progressDisplay(trial: Trial, output: Output, terminal: NodeJS.WriteStream): ProgressDisplay {
  return output.isTerminal ? liveDisplay(trial, terminal, output) : plainDisplay(trial, output)
}

/** For machines: every event as one line of JSON. */
export function jsonDisplay(output: Output): ProgressDisplay {
  return {
    hear: (event) => {
      if (event.type !== 'landed') output.err(harmlessJson(event))
      else for (const sample of event.samples) output.err(harmlessJson({ type: 'landed', sample }))
    },
    close: () => undefined,
  }
}

function liveDisplay(trial: Trial, terminal: NodeJS.WriteStream, output: Output): ProgressDisplay {
  const draw = createLogUpdate(terminal)
  let lines: string[] = []
  return {
    hear(event) {
      if (event.type === 'slept') output.err(sleepLine(event.sleep))
      if (event.type === 'progress') lines = progressLines(trial, event.progress, output.columns)
      if (event.type === 'settled' && event.status !== 'failed') lines = [...lines, LOOKING]
      // Above what is redrawn, so that it stays.
      if (event.type === 'budget') draw.persist(terminalLine(event.message))
      draw(terminalText(lines.join('\n')))
    },
    close: () => draw.done(),
  }
}

/** A tenth of the way at a time, so that a log stays short and still shows that something moves. */
function plainDisplay(trial: Trial, output: Output): ProgressDisplay {
  let told = -1
  return {
    hear(event) {
      if (event.type === 'slept') output.err(sleepLine(event.sleep))
      if (event.type === 'settled' && event.status !== 'failed') output.err(LOOKING)
      if (event.type === 'budget') output.err(event.message)
      if (event.type !== 'progress') return
      const { progress } = event
      const [done, planned] = barOf(progress)
      const tenth = Math.floor((10 * done) / Math.max(1, planned))
      if (tenth === told) return
      told = tenth
      output.err(headline(trial, progress))
    },
    close: () => undefined,
  }
}

function sleepLine({ lengthMs }: Sleep): string {
  return `This machine stood still for ${formatWait(lengthMs)}. What was in flight is marked, and its times are left out.`
}

/** Bar, rate, spend and time to go, then a line for each contender. */
export function progressLines(trial: Trial, progress: TrialProgress, columns: number): string[] {
  // The bar gives way to the words: rate, spend and time to go must fit on a terminal of 80 columns.
  const width = Math.max(8, Math.min(40, columns - 1 - headline(trial, progress, columns).length - 1))
  const names = new Map(trial.plan.contenders.map(({ id, name }) => [id, terminalLine(name)]))
  const nameWidth = Math.max(...[...names.values()].map(({ length }) => length))
  return [
    `${bar(...barOf(progress), width)} ${headline(trial, progress, columns)}`,
    ...progress.lanes.map((lane) => {
      const name = names.get(lane.contenderId) ?? lane.contenderId
      const median = lane.median.state === 'known' ? `median ${formatDuration(lane.median.value)}` : ''
      const failures = Object.entries(lane.failures).map(([failureClass, count]) => `${count} ${failureClass}`)
      const counts = `${String(lane.done).padStart(String(lane.planned).length)} of ${lane.planned}`
      return `  ${name.padEnd(nameWidth)}  ${bar(lane.done, lane.planned, 12)} ${counts}  ${[median, ...failures].filter(Boolean).join(', ')}`
    }),
  ].map((line) => line.slice(0, Math.max(20, columns - 1)))
}

/** @param columns the interval of the time to go is left out where it does not fit */
function headline(trial: Trial, progress: TrialProgress, columns = Infinity): string {
  const whole = sayWhereItStands(trial, progress, rangeText(progress.toGoRangeMs))
  return whole.length + 10 < columns ? whole : sayWhereItStands(trial, progress, '')
}

function sayWhereItStands(trial: Trial, progress: TrialProgress, within: string): string {
  const rate =
    progress.elapsedMs > 0 && progress.done > 0
      ? `${((60_000 * progress.done) / progress.elapsedMs).toFixed(0)} a min`
      : ''
  const unknown = progress.unknownChargeCount > 0 ? ` + ${progress.unknownChargeCount} unknown` : ''
  const spend = `${formatUsd(progress.spentMicros, 4)}${trial.practice ? ' practice' : ''}${unknown}`
  const toGo =
    progress.toGoMs === null || (progress.done === progress.planned && progress.retried === null)
      ? ''
      : `about ${formatWait(progress.toGoMs)} to go${within}`
  const counted = retriedText(progress) ?? `${progress.done} of ${progress.planned}`
  return [counted, blockText(progress), rate, spend, toGo].filter(Boolean).join(' · ')
}

function rangeText(range: TrialProgress['toGoRangeMs']): string {
  return range === null ? '' : ` (${formatWait(range.lowMs)} to ${formatWait(range.highMs)})`
}

/** While samples are asked again, how many of them are back. */
function barOf({ done, planned, retried }: TrialProgress): [number, number] {
  return retried === null ? [done, planned] : [retried.back, retried.asked]
}

function bar(done: number, planned: number, width: number): string {
  const filled = planned === 0 ? 0 : Math.round((width * done) / planned)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}
