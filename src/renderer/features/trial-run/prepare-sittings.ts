import type { Sitting } from '#shared/domain/sitting.ts'
import { formatWait } from '#shared/units/duration.ts'
import type { Happening } from './prepare-happenings.ts'

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

/** What happened to the trial as a whole: when it was taken up and left, and when the machine stood still. */
export function prepareSittings(sittings: readonly Sitting[]): Happening[] {
  return sittings.flatMap((sitting) => {
    const { number, kind, offsetMs, startedAt, endedAt, ending, reason, sleeps } = sitting
    const happenings: Happening[] = []
    // That it was started once is no news.
    if (number > 1) happenings.push(happening(`begin-${number}`, offsetMs, BEGAN[kind]))
    for (const [index, { atMs, lengthMs }] of sleeps.entries()) {
      const text = `This machine stood still for ${formatWait(lengthMs)}. What was in flight is marked.`
      happenings.push(happening(`sleep-${number}-${index}`, atMs, text))
    }
    const words = ending === null ? undefined : ENDED[ending]
    if (words !== undefined && endedAt !== null) {
      const atMs = offsetMs + Date.parse(endedAt) - Date.parse(startedAt)
      const text = ending === 'failed' && reason !== null ? `Failed: ${reason}` : words
      happenings.push({ ...happening(`end-${number}`, atMs, text), alarm: ending === 'failed' })
    }
    return happenings
  })
}

function happening(id: string, atMs: number, text: string): Happening {
  return { id, contenderId: null, atMs, text, alarm: false }
}
