import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startTrialClock } from '#main/engine/trial-clock.ts'

test('a sum of differences of readings is off by a rounding error', () => {
  const readings = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 50 })
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), readings, (startMs, drawn) => {
      const times = [startMs, ...drawn]
      let index = 0
      const now = startTrialClock(() => times[index++] ?? 0)
      const stamps = drawn.map(() => now())
      const steps = stamps.slice(1).map((stamp, step) => stamp - (stamps[step] ?? 0))
      expect(steps.reduce((sum, step) => sum + step, 0)).toBe((stamps.at(-1) ?? 0) - (stamps[0] ?? 0))
    }),
  )
})

test('the trial does not start at 0, or its clock is coarser than a microsecond', () => {
  let monotonicMs = 123_456.789
  const now = startTrialClock(() => monotonicMs)
  expect(now()).toBe(0)
  monotonicMs += 1.0005
  expect(Math.abs(now() - 1.0005)).toBeLessThan(0.001)
})
