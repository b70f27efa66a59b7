import type { Sitting } from './sitting.ts'

type Span = Pick<Sitting, 'offsetMs' | 'startedAt' | 'endedAt'>

/**
 * How much of a trial's time line until a moment was spent at work: breaks between sittings are no part of a rate or of how long a
 * trial took. The newest sitting is taken as going on.
 * @returns from milliseconds on the trial's time line to milliseconds at work
 */
export function workingTime(sittings: readonly Span[]): (atMs: number) => number {
  const spans = sittings.map(({ offsetMs, startedAt, endedAt }, index) => {
    const goesOn = endedAt === null || index === sittings.length - 1
    const endMs = goesOn ? Infinity : offsetMs + Date.parse(endedAt) - Date.parse(startedAt)
    return { fromMs: offsetMs, endMs }
  })
  return (atMs) => spans.reduce((sum, { fromMs, endMs }) => sum + Math.max(0, Math.min(atMs, endMs) - fromMs), 0)
}
