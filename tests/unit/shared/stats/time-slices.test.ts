import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { percentileEstimate } from '#shared/stats/percentile.ts'
import { createRandom } from '#shared/stats/random.ts'
import { timeSlices, type TimedSample } from '#shared/stats/time-slices.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { logNormal } from '#tests/support/random-laws.ts'

const HOUR = { fromMs: 0, toMs: 3_600_000, sliceCount: 4 }

describe('slices of a run', () => {
  test('a sample on the edge falls into two slices or into none', () => {
    const samples = [0, 899_999, 900_000, 3_600_000].map((dueMs) => ({ dueMs, latencyMs: 100 }))
    const { slices } = timeSlices(samples, HOUR)
    expect(slices.map(({ count }) => count)).toEqual([2, 1, 0, 1])
    expect(slices.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [0, 900_000],
      [900_000, 1_800_000],
      [1_800_000, 2_700_000],
      [2_700_000, 3_600_000],
    ])
  })

  test('failures drop out of the share, or count as latencies', () => {
    const samples = Array.from({ length: 20 }, (_, index) => ({
      dueMs: index * 1000,
      latencyMs: index % 4 === 0 ? null : 1000 + index,
    }))
    const first = timeSlices(samples, HOUR).slices[0]
    const succeeded = samples.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]))
    expect(first?.successShare).toEqual(wilsonEstimate(15, 20))
    expect(first?.median).toEqual(percentileEstimate(succeeded, 0.5))
  })

  test('each sample of the run is not in exactly one slice', () => {
    const sample = fc.record({ dueMs: fc.integer({ min: -50, max: 350 }), latencyMs: fc.constant(5) })
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (samples, sliceCount) => {
        const { slices } = timeSlices(samples, { fromMs: 0, toMs: 300, sliceCount })
        const counted = slices.reduce((sum, { count }) => sum + count, 0)
        expect(counted).toBe(samples.filter(({ dueMs }) => dueMs >= 0 && dueMs <= 300).length)
      }),
    )
  })

  test('a contender that becomes half as slow again, or fails more, is said to be even', () => {
    const random = createRandom(71)
    expect(
      timeSlices(
        run(() => logNormal(random, 2000, 0.2)),
        HOUR,
      ).isChanged,
    ).toBe(false)
    const slower = timeSlices(
      run((index) => logNormal(random, index < 90 ? 2000 : 3000, 0.2)),
      HOUR,
    )
    expect(slower.isChanged).toBe(true)
    expect(slower.medianChange).toMatchObject({ state: 'known', count: 30 })
    const failing = timeSlices(
      run((index) => (index > 90 && index % 2 === 0 ? null : logNormal(random, 2000, 0.2))),
      HOUR,
    )
    expect(failing.isChanged).toBe(true)
    expect(failing.medianChange).not.toMatchObject({ state: 'too-few' })
  })

  test('too few in the last slice make an even run', () => {
    const samples = run(() => 2000).slice(0, 94)
    expect(timeSlices(samples, HOUR)).toMatchObject({ isChanged: null, medianChange: { state: 'too-few', count: 4 } })
  })

  test('an even contender is said to have changed in more than one run of ten', () => {
    const random = createRandom(72)
    let changed = 0
    for (let trial = 0; trial < 500; trial += 1) {
      const samples = run(() => (random.next() < 0.1 ? null : logNormal(random, 2000, 0.3)))
      if (timeSlices(samples, HOUR).isChanged === true) changed += 1
    }
    expect(changed / 500).toBeLessThanOrEqual(0.1)
  })

  test('a run of no length, or cut once, gives slices', () => {
    expect(() => timeSlices([], { fromMs: 5, toMs: 5, sliceCount: 2 })).toThrow(RangeError)
    expect(() => timeSlices([], { ...HOUR, sliceCount: 1 })).toThrow(RangeError)
  })
})

/** 120 samples, one each half a minute: thirty in each quarter of the hour. */
function run(latency: (index: number) => number | null): TimedSample[] {
  return Array.from({ length: 120 }, (_, index) => ({ dueMs: index * 30_000, latencyMs: latency(index) }))
}
