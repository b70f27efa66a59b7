/** Milliseconds as people read them: `87 ms`, `4.21 s`, `12 min`, `4 h 10 min`. A space stands before the unit. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 100_000) return `${formatSeconds(milliseconds)} s`
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}

/** Minutes that someone chose, to where they were chosen: `1 min`, `2.5 min`, `4 h`, `1 h 30 min`. */
export function formatMinutes(minutes: number): string {
  return minutes < 60 ? `${Number(minutes.toFixed(2))} min` : formatDuration(minutes * 60_000)
}

/** Milliseconds as seconds with two places and no unit: `4.21`. */
export function formatSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2)
}

/** A time that someone waits: whole seconds, then minutes, then hours; `under 1 s` for less. */
export function formatWait(milliseconds: number): string {
  if (milliseconds < 1000) return 'under 1 s'
  return milliseconds < 99_500 ? `${Math.round(milliseconds / 1000)} s` : formatDuration(milliseconds)
}

/** `26–42 s`, `1–2 min`, `50 s–2 min`: two waits, with the unit once where it is the same. */
export function formatWaitRange(lowMs: number, highMs: number): string {
  const low = formatWait(lowMs)
  const high = formatWait(highMs)
  if (low === high) return low
  const [, lowNumber, lowUnit] = /^(\d+) (\w+)$/.exec(low) ?? []
  return lowNumber !== undefined && high.endsWith(` ${lowUnit}`) ? `${lowNumber}–${high}` : `${low}–${high}`
}
