import { describe, expect, it } from 'vitest'
import { readRetryAfterMs, waitUntilMs } from '#main/providers/kit/retry-after.ts'

const date = 'Sun, 22 Nov 2026 10:00:00 GMT'

describe('readRetryAfterMs', () => {
  it.each([
    [{}, null],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after-ms': '250', 'retry-after': '3' }, 250],
    [{ 'retry-after': 'Sun, 22 Nov 2026 10:00:09 GMT', date }, 9000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 10:00:09 GMT' }, null],
    [{ 'retry-after': 'soon', date }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '99999999999' }, null],
  ])('reads %o as %s', (headers: Record<string, string>, expected) => {
    expect(readRetryAfterMs(headers)).toBe(expected)
  })

  it('never asks for a wait into the past', () => {
    expect(waitUntilMs(Date.parse(date) - 5000, { date })).toBe(0)
  })
})
