const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })

/** `14 November 2026 at 15:02:00 UTC` */
export function instantText(instant: string | number): string {
  return `${FORMAT.format(new Date(instant))} UTC`
}
