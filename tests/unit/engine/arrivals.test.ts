import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrivalTimes } from '#main/engine/arrivals.ts'
import type { Load } from '#shared/domain/load.ts'
import { createRandom } from '#shared/stats/random.ts'

function timesOf(load: Load, count: number, seed = 7): number[] {
  const times = arrivalTimes(load, count, createRandom(seed))
  if (times === null) throw new Error('The load is closed.')
  return times
}

const open = (arrivals: 'constant' | 'poisson', perMinute: number): Load => ({
  kind: 'open',
  arrivals,
  perMinute,
  mostInFlight: 256,
})
const ramp = (arrivals: 'constant' | 'poisson', fromPerMinute: number, toPerMinute: number): Load => ({
  kind: 'ramp',
  arrivals,
  fromPerMinute,
  toPerMinute,
  mostInFlight: 256,
})

test('a closed loop waits for times of its own', () => {
  expect(arrivalTimes({ kind: 'closed' }, 3, createRandom(1))).toBeNull()
  expect(arrivalTimes({ kind: 'sweep', concurrencies: [1, 2] }, 3, createRandom(1))).toBeNull()
})

test('callers that come evenly are not evenly spaced, or come at another rate', () => {
  expect(timesOf(open('constant', 30), 4)).toEqual([0, 2000, 4000, 6000])
  expect(timesOf(open('constant', 30), 1)).toEqual([0])
})

test('gaps of Poisson arrivals have another law than the exponential one (Kolmogorov and Smirnov)', () => {
  const count = 20_000
  const times = timesOf(open('poisson', 120), count)
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
  const ascending = gaps.toSorted((one, other) => one - other)
  const distance = ascending.reduce((most, gap, index) => {
    const expected = 1 - Math.exp(-gap / 500)
    return Math.max(most, Math.abs(expected - index / gaps.length), Math.abs(expected - (index + 1) / gaps.length))
  }, 0)
  // 1.63 / √n is exceeded by one law in a hundred; the seed is fixed.
  expect(distance).toBeLessThan(1.63 / Math.sqrt(gaps.length))
  const neighbours = gaps.slice(1).reduce((sum, gap, index) => sum + (gap - 500) * ((gaps[index] ?? 0) - 500), 0)
  expect(Math.abs(neighbours / gaps.length / 500 ** 2)).toBeLessThan(0.03)
})

test('a ramp keeps one rate, or ends at another than it says', () => {
  const times = timesOf(ramp('constant', 10, 50), 301)
  // 300 arrivals at 30 a minute on average take ten minutes.
  expect(times.at(-1)).toBeCloseTo(600_000, 3)
  const rateAt = (index: number): number => 60_000 / ((times[index + 1] ?? 0) - (times[index] ?? 0))
  expect(rateAt(0)).toBeGreaterThan(9.9)
  expect(rateAt(0)).toBeLessThan(10.6)
  expect(rateAt(299)).toBeGreaterThan(49)
  expect(rateAt(299)).toBeLessThanOrEqual(50)
  const half = times.filter((at) => at < 300_000).length
  // The integral of 10 to 30 a minute over five minutes.
  expect(Math.abs(half - 101)).toBeLessThanOrEqual(1)
})

test('Poisson arrivals of a ramp are not as many in a stretch as the integral of its rate says', () => {
  const counts = Array.from(
    { length: 200 },
    (_, seed) => timesOf(ramp('poisson', 10, 50), 301, seed).filter((at) => at < 300_000).length,
  )
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  // 100 expected after the first one; the mean of 200 such counts scatters by √(100 / 200).
  expect(Math.abs(mean - 101)).toBeLessThan(3 * Math.sqrt(100 / 200))
})

test('arrivals go back in time, or to nowhere', () => {
  const rate = fc.double({ min: 0.01, max: 60_000, noNaN: true })
  fc.assert(
    fc.property(
      rate,
      rate,
      fc.constantFrom('constant' as const, 'poisson' as const),
      fc.integer({ min: 1, max: 200 }),
      (from, to, law, count) => {
        for (const times of [timesOf(ramp(law, from, to), count), timesOf(open(law, from), count)]) {
          expect(times).toHaveLength(count)
          expect(times[0]).toBe(0)
          expect(times.every((at, index) => Number.isFinite(at) && at >= (times[index - 1] ?? 0))).toBe(true)
        }
      },
    ),
  )
})
