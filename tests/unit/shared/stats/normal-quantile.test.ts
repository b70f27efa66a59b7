import { expect, test } from 'vitest'
import { NORMAL_QUANTILE } from '#shared/stats/normal.ts'
import { drawNormal, normalQuantile } from '#shared/stats/normal-quantile.ts'

test('a quantile of the normal distribution other than in tables', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 12)
  expect(normalQuantile(0.75)).toBeCloseTo(NORMAL_QUANTILE.p75, 6)
  expect(normalQuantile(0.8)).toBeCloseTo(NORMAL_QUANTILE.p80, 6)
  expect(normalQuantile(0.975)).toBeCloseTo(NORMAL_QUANTILE.p975, 6)
  expect(normalQuantile(0.025)).toBeCloseTo(-NORMAL_QUANTILE.p975, 6)
  // Abramowitz & Stegun, table 26.6: the tails have formulas of their own.
  expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807, 5)
  expect(normalQuantile(1e-13)).toBeCloseTo(-7.3487961, 5)
})

test('the ends of the stream give no number', () => {
  for (const end of [0, 1 - 2 ** -32]) expect(Number.isFinite(drawNormal({ next: () => end }))).toBe(true)
})
