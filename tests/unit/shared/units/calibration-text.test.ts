import { expect, test } from 'vitest'
import { CLAIMED_ERROR_MS, judgeCalibration } from '#shared/domain/claimed-error.ts'
import { instrumentDoubt, instrumentText } from '#shared/units/calibration-text.ts'
import { exampleCalibration } from '#tests/support/example-calibration.ts'

test('an error without its sign, its interval or its n', () => {
  expect(instrumentText(exampleCalibration(0.8))).toBe('+0.8 ms ±0.1 n 201')
  expect(instrumentText(exampleCalibration(-0.8))).toBe('−0.8 ms ±0.1 n 201')
})

test('an instrument beyond its claim of which nothing is said, in either direction', () => {
  for (const sign of [1, -1]) {
    const within = exampleCalibration(sign * CLAIMED_ERROR_MS)
    const beyond = exampleCalibration(sign * (CLAIMED_ERROR_MS + 0.5))
    expect(judgeCalibration(within)).toBe('within')
    expect(instrumentDoubt({ state: 'calibrated', calibration: within })).toBeNull()
    expect(judgeCalibration(beyond)).toBe('beyond')
    expect(instrumentDoubt({ state: 'calibrated', calibration: beyond })).toContain(`at most ${CLAIMED_ERROR_MS} ms`)
  }
})

test('five replies that vouch for the instrument', () => {
  const p50 = { state: 'too-few', count: 5, neededCount: 6 } as const
  const few = exampleCalibration(1, { matchedCount: 5, error: { p50, p95: p50, p99: p50, maxMs: 3 } })
  expect(judgeCalibration(few)).toBe('unknown')
  expect(instrumentDoubt({ state: 'calibrated', calibration: few })).toBe(
    'The error of the instrument is not known (only 5 replies could be compared).',
  )
})

test('a trial without calibration that does not say so', () => {
  expect(instrumentDoubt({ state: 'left-out', reason: 'failed', detail: 'no space left.' })).toBe(
    'The instrument was not calibrated before this trial: it failed (no space left).',
  )
})
