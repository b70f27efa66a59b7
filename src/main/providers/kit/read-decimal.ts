/**
 * A header that holds a plain decimal number which is not negative, e.g. `812.4`.
 * @returns null where it is missing, is anything else, or is too long to be a time or a count.
 */
export function readDecimal(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,12}(\.\d{1,12})?$/.test(value.trim()) ? Number(value) : null
}

/** The same for a number of seconds, as milliseconds to the microsecond: `'0.7512'` is 751.2 and not 751.1999999999999. */
export function readSecondsAsMs(value: string | undefined): number | null {
  const seconds = readDecimal(value)
  return seconds === null ? null : Math.round(seconds * 1_000_000) / 1000
}
