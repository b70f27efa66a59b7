/** The times of a watch: one every `everyMinutes` from its beginning, the last one not after `until`. */
export interface WatchTimes {
  createdAt: string
  everyMinutes: number
  until: string
}

const MS_PER_MINUTE = 60_000

/**
 * The first time of a watch after a moment, and how many lie between a time that was due and it. Times stay on the grid of the
 * watch's beginning, however late a run is, so that a run every 24 h does not wander round the clock.
 * @param dueAt a time of the watch
 * @returns `nextAt` null where no time is left
 */
export function nextDue(
  { createdAt, everyMinutes, until }: WatchTimes,
  dueAt: string,
  now: Date,
): { nextAt: string | null; missedCount: number } {
  const originMs = Date.parse(createdAt)
  const everyMs = everyMinutes * MS_PER_MINUTE
  const placeOf = (atMs: number): number => Math.floor((atMs - originMs) / everyMs)
  const lastPlace = placeOf(Date.parse(until))
  const duePlace = placeOf(Date.parse(dueAt))
  const nextPlace = Math.max(duePlace, placeOf(now.getTime())) + 1
  return {
    nextAt: nextPlace > lastPlace ? null : new Date(originMs + nextPlace * everyMs).toISOString(),
    missedCount: Math.max(0, Math.min(nextPlace, lastPlace + 1) - duePlace - 1),
  }
}
