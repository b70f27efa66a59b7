import { expect, test } from 'vitest'
import { formatBytes } from '#shared/units/bytes.ts'
import { formatDuration, formatSeconds, formatWaitRange } from '#shared/units/duration.ts'

test.each([
  [0, '0 ms'],
  [87.4, '87 ms'],
  [999.4, '999 ms'],
  [4210, '4.21 s'],
  [99_990, '99.99 s'],
  [720_000, '12 min'],
  [3_540_000, '59 min'],
  [3_599_000, '1 h'],
  [15_000_000, '4 h 10 min'],
])('%d milliseconds read %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})

test('seconds keep two places, so that columns align', () => {
  expect(formatSeconds(4200)).toBe('4.20')
})

test.each([
  [842, '842 B'],
  [153_700, '154 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [1_900_000, '1.9 MB'],
])('%d bytes read %s, never "1000 KB"', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('a range of waits does not repeat its unit, and does not drop one that differs', () => {
  expect(formatWaitRange(26_000, 42_300)).toBe('26–42 s')
  expect(formatWaitRange(50_000, 120_000)).toBe('50 s–2 min')
  expect(formatWaitRange(26_000, 26_100)).toBe('26 s')
  expect(formatWaitRange(300, 2000)).toBe('under 1 s–2 s')
})
