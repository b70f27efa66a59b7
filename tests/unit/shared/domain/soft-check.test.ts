import { expect, test } from 'vitest'
import { MEASUREMENT_VERSION, SOFT_CHECKS, SoftCheckName, tripsAt } from '#shared/domain/soft-check.ts'

test('a bound that was changed without a new version, so that old values are judged as if nothing had happened', () => {
  const present = SoftCheckName.options.map((name) => [name, SOFT_CHECKS[name].version, SOFT_CHECKS[name].parameters])
  expect(present).toEqual([
    ['sharpness', 1, { bound: 4 }],
    ['colourfulness', 1, { meanWeight: 0.3, bound: 5 }],
    ['clipping', 2, { darkest: 1, brightest: 254, bound: 0.25 }],
    ['noise', 1, { bound: 15 }],
    ['blockiness', 2, { period: 8, smallestSide: 64, bound: 1.2 }],
    ['borders', 2, { tolerance: 6, step: 16, stepShare: 0.75, outliers: 0.01, bound: 0.005 }],
    ['transparency', 1, { bound: 0 }],
  ])
  expect(MEASUREMENT_VERSION).toBe(10)
})

test('a value on the bound, on the good side of it, or unknown, that is worth a note', () => {
  expect([3.9, 4, 4.1].map((value) => tripsAt('sharpness', value, 4))).toEqual([true, false, false])
  expect([0, 0.001].map((value) => tripsAt('transparency', value, 0))).toEqual([false, true])
  expect(tripsAt('noise', null, 15)).toBe(false)
})
