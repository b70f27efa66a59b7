import type { Reply } from '../provider-adapter.ts'

/**
 * How long a reply asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110, 10.2.3).
 * An adapter has no clock, so a date counts from the reply's own `date` header; without one it is not known.
 */
export function readRetryAfterMs(headers: Reply['headers']): number | null {
  const milliseconds = headers['retry-after-ms']
  if (milliseconds !== undefined && /^\d{1,9}$/.test(milliseconds)) return Number(milliseconds)
  const value = headers['retry-after']
  if (value === undefined) return null
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000
  return waitUntilMs(Date.parse(value), headers)
}

/**
 * From the reply's own `date` to a moment in epoch milliseconds; never negative. The header counts whole seconds, so that
 * the wait is up to one second too long and never too short. Null where either is missing.
 */
export function waitUntilMs(momentMs: number, headers: Reply['headers']): number | null {
  const repliedMs = Date.parse(headers['date'] ?? '')
  return Number.isNaN(momentMs) || Number.isNaN(repliedMs) ? null : Math.max(0, momentMs - repliedMs)
}
