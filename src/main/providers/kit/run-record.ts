/** Milliseconds between two instants of a provider's own clock (RFC 3339); null while one is missing, unreadable or later. */
export function betweenInstants(from: string | null | undefined, to: string | null | undefined): number | null {
  const betweenMs = Date.parse(to ?? '') - Date.parse(from ?? '')
  return betweenMs >= 0 ? betweenMs : null
}

/**
 * Seconds with fractions as milliseconds, to the microsecond: 0.7512 is 751.2 and not 751.1999999999999. Null where there are
 * none, or fewer than none.
 */
export function millisecondsOf(seconds: number | null | undefined): number | null {
  return typeof seconds === 'number' && seconds >= 0 ? Math.round(seconds * 1_000_000) / 1000 : null
}

/** Whether a text is an address that a picture can be got from. What else an output holds (a caption, a file name) is none. */
export function isHttpAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '')
}
