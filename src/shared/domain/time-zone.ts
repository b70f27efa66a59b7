/** Whether a name is that of a time zone (IANA), such as `Europe/Berlin` or `UTC`, as far as this machine knows. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone }))
  } catch {
    return false
  }
}
