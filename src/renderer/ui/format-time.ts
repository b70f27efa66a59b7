const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const SHORT = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** The local day of an instant: `14 Nov 2026`. */
export function formatDay(instant: string): string {
  return DATE.format(new Date(instant))
}

/** The local time of an instant, to the second: `12:06:41`. */
export function formatTime(instant: string): string {
  return TIME.format(new Date(instant))
}

/** The local time of an instant of today, `12:06`; of another day the day goes with it, `14 Nov 12:06`. */
export function formatMoment(instant: string, now: Date): string {
  const date = new Date(instant)
  const time = SHORT.format(date)
  return date.toDateString() === now.toDateString() ? time : formatDayAndTime(instant)
}

/** The local day and time of an instant: `14 Nov 09:12`. */
export function formatDayAndTime(instant: string): string {
  const date = new Date(instant)
  return `${DAY.format(date)} ${SHORT.format(date)}`
}

/** The same with the year: `14 Nov 2026 09:12`. */
export function formatDateAndTime(instant: string): string {
  return `${formatDay(instant)} ${SHORT.format(new Date(instant))}`
}
