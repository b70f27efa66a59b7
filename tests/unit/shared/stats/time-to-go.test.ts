import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '#shared/domain/analysis.ts'
import { createRandom } from '#shared/stats/random.ts'
import { timeToGo } from '#shared/stats/time-to-go.ts'
import { logNormal } from '#tests/support/random-laws.ts'

describe('the time a lane has to go', () => {
  test('an even pace does not go on as it was', () => {
    const lane = { startedMs: 100, finishedMs: [1100, 2100, 3100, 4100], leftCount: 6 }
    expect(timeToGo({ ...lane, nowMs: 4100 })).toEqual(known(6000, 6000, 6000, 4))
    expect(timeToGo({ ...lane, nowMs: 4500 })).toEqual(known(5600, 5600, 5600, 4))
  })

  test('few that have ended promise as much as many do', () => {
    const gaps = [900, 1100, 1000]
    const [few, many] = [1, 8].map((times) => {
      const ends = Array.from({ length: times }, () => gaps)
        .flat()
        .map((_, index) => [900, 2000, 3000][index % 3] as number)
        .map((end, index) => end + 3000 * Math.floor(index / 3))
      return timeToGo({ startedMs: 0, nowMs: ends.at(-1) as number, finishedMs: ends, leftCount: 30 })
    })
    expect(few).toMatchObject({ state: 'known', value: 30_000 })
    expect(many).toMatchObject({ state: 'known', value: 30_000 })
    expect(width(few)).toBeGreaterThan(4 * width(many))
  })

  test('a lane that stands still seems done in no time', () => {
    const lane = { startedMs: 0, finishedMs: [1000, 2000, 3000], leftCount: 5 }
    const values = [3000, 4000, 13_000, 63_000].map((nowMs) => timeToGo({ ...lane, nowMs })) as Known[]
    expect(values.map(({ value }) => value)).toEqual([5000, 4000, 13_000, 63_000])
    expect(width(values[3])).toBeGreaterThan(width(values[1]))
  })

  test('the time jumps where the open gap becomes longer than the others', () => {
    const lane = { startedMs: 0, finishedMs: [800, 2000, 3000], leftCount: 9 }
    const [before, after] = [3999.999, 4000.001].map((nowMs) => timeToGo({ ...lane, nowMs })) as Known[]
    expect(before?.value).toBeCloseTo(after?.value ?? Number.NaN, 1)
  })

  test('one worker with log-normal latencies is done within the interval other than 92 to 98 times in 100', () => {
    const random = createRandom(91)
    let covered = 0
    for (let run = 0; run < 1000; run += 1) {
      let end = 0
      const ends = Array.from({ length: 60 }, () => (end += logNormal(random, 3000, 0.3)))
      const nowMs = end / 3
      const finishedMs = ends.filter((ms) => ms <= nowMs)
      const left = timeToGo({ startedMs: 0, nowMs, finishedMs, leftCount: 60 - finishedMs.length })
      if (left.state === 'known' && left.low <= end - nowMs && end - nowMs <= left.high) covered += 1
    }
    expect(covered / 1000).toBeGreaterThan(0.92)
    expect(covered / 1000).toBeLessThan(0.98)
  })

  test('it is below 0, or an end is beyond the other', () => {
    const time = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(fc.array(time, { minLength: 3, maxLength: 30 }), fc.nat({ max: 50 }), time, (ends, left, later) => {
        const nowMs = Math.max(...ends) + later
        const estimate = timeToGo({ startedMs: 0, nowMs, finishedMs: ends, leftCount: left })
        if (estimate.state !== 'known') throw new Error('three ends have a pace')
        expect(estimate.low).toBeGreaterThanOrEqual(0)
        expect(estimate.low).toBeLessThanOrEqual(estimate.value)
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.value)
      }),
    )
  })

  test('two that have ended give a time, or a lane that is done has some left', () => {
    const lane = { startedMs: 0, nowMs: 50, finishedMs: [10, 20] }
    expect(timeToGo({ ...lane, leftCount: 4 })).toEqual({ state: 'too-few', count: 2, neededCount: 3 })
    expect(timeToGo({ ...lane, finishedMs: [], leftCount: 4 })).toEqual({ state: 'too-few', count: 0, neededCount: 3 })
    expect(timeToGo({ ...lane, leftCount: 0 })).toMatchObject({ value: 0, low: 0, high: 0, method: 'exact' })
  })
})

type Known = Extract<Estimate, { state: 'known' }>

function known(value: number, low: number, high: number, count: number): Known {
  return { state: 'known', value, low, high, count, method: 'prediction' }
}

function width(estimate: Estimate | undefined): number {
  return estimate?.state === 'known' ? estimate.high - estimate.low : Number.NaN
}
