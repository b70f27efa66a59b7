import type { Sitting } from '#shared/domain/sitting.ts'
import { formatWait } from '#shared/units/duration.ts'
import type { Happening } from './happening.ts'

const BEGAN: Record<Sitting['kind'], string> = {
  start: 'Started.',
  resume: 'Resumed.',
  retry: 'Failed samples are asked again.',
  extend: 'Extended: what was added is asked.',
}

const ENDED: Partial<Record<NonNullable<Sitting['ending']>, string>> = {
  paused: 'Paused.',
  cancelled: 'Stopped: what was in flight was given up.',
  interrupted: 'Interrupted: Assay ended while it ran.',
  failed: 'Failed.',
}

/**
 * What happened to the trial as a whole: when it was taken up and left, and when the machine stood still. The newest sitting ends with
 * the last that came of it, as the time does that a trial is said to have taken; each other one where its wall clock left off.
 * @param lastFinishedMs of all samples on the trial's time line; 0 where there are none
 */
export function prepareSittings(sittings: readonly Sitting[], lastFinishedMs: number): Happening[] {
  return sittings.flatMap((sitting, index) => {
    const { number, kind, offsetMs, startedAt, endedAt, ending, reason, sleeps } = sitting
    const happenings: Happening[] = []
    // That it was started once is no news.
    if (number > 1) happenings.push(happening(`begin-${number}`, offsetMs, BEGAN[kind]))
    for (const [sleepIndex, { atMs, lengthMs }] of sleeps.entries()) {
      const text = `This machine stood still for ${formatWait(lengthMs)}. What was in flight is marked.`
      happenings.push(happening(`sleep-${number}-${sleepIndex}`, atMs, text))
    }
    const words = ending === null ? undefined : ENDED[ending]
    if (words !== undefined && endedAt !== null) {
      const atMs =
        index === sittings.length - 1
          ? Math.max(offsetMs, lastFinishedMs, ...sleeps.map((sleep) => sleep.atMs))
          : offsetMs + Date.parse(endedAt) - Date.parse(startedAt)
      const text = ending === 'failed' && reason !== null ? `Failed: ${reason}` : words
      happenings.push({ ...happening(`end-${number}`, atMs, text), alarm: ending === 'failed' })
    }
    return happenings
  })
}

function happening(id: string, atMs: number, text: string): Happening {
  return { id, contenderId: null, atMs, text, alarm: false }
}
