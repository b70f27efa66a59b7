import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { NEEDED_FOR_SATURATION, saturation, type LoadSample } from '#shared/stats/saturation.ts'
import { exponential, logNormal } from '#tests/support/random-laws.ts'

describe('a saturated load', () => {
  test('at half of what is served it is called saturated more than once in twenty looks', () => {
    expect(shareFound(0.5, 1, [100])).toBeLessThanOrEqual(0.05)
    expect(shareFound(0.5, 4, [100])).toBeLessThanOrEqual(0.05)
  })

  test('at 130 % it goes unseen by more than one in five that look as the number doubles', () => {
    expect(shareFound(1.3, 1, [50, 100, 200])).toBeGreaterThanOrEqual(0.8)
    expect(shareFound(1.3, 4, [50, 100, 200])).toBeGreaterThanOrEqual(0.9)
  })

  test('a closed loop, whose number in flight is set, is called saturated when it only becomes slower', () => {
    const samples = Array.from({ length: 100 }, (_, index) => ({
      startedMs: index * 1000,
      finishedMs: index * 1000 + 500 + index * 4,
    }))
    expect(saturation(samples)).toMatchObject({ isSaturated: false, inFlightSlope: { value: 0, low: 0 } })
    expect(saturation(samples).latencySlope).toMatchObject({ state: 'known' })
  })

  test('the number in flight at each end, and so its slope, is not that counted one by one', () => {
    const all = queue(createRandom(52), 1.5, 2, 120)
    const seen = until(all, 60)
    const slope = saturation(seen).inFlightSlope
    const ends = seen.flatMap(({ finishedMs }) => (finishedMs === null ? [] : [finishedMs]))
    const points = ends.map((end) => ({
      x: end / 1000,
      y: seen.filter(({ startedMs, finishedMs }) => startedMs <= end && (finishedMs === null || finishedMs > end))
        .length,
    }))
    const [meanX, meanY] = [average(points.map(({ x }) => x)), average(points.map(({ y }) => y))]
    const expected =
      average(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / average(points.map(({ x }) => (x - meanX) ** 2))
    expect(slope).toMatchObject({ state: 'known', count: 60 })
    expect(slope.state === 'known' ? slope.value : Number.NaN).toBeCloseTo(expected, 9)
  })

  test('the order of the samples changes the answer', () => {
    const samples = until(queue(createRandom(53), 1.3, 2, 150), 80)
    expect(saturation(createRandom(1).shuffle(samples))).toEqual(saturation(samples))
  })

  test('too few that have finished are judged, however many are in flight', () => {
    const samples = until(queue(createRandom(54), 3, 1, 400), NEEDED_FOR_SATURATION - 1)
    expect(samples.length).toBeGreaterThan(NEEDED_FOR_SATURATION)
    expect(saturation(samples).isSaturated).toBeNull()
    expect(saturation([]).isSaturated).toBeNull()
  })
})

/** In what share of runs one of the looks, after so many have finished, finds the load saturated. */
function shareFound(load: number, workers: number, looks: readonly number[]): number {
  const random = createRandom(51)
  const runs = 150
  let found = 0
  for (let run = 0; run < runs; run += 1) {
    const all = queue(random, load, workers, 3 * Math.max(...looks))
    if (looks.some((look) => saturation(until(all, look)).isSaturated === true)) found += 1
  }
  return found / runs
}

interface Served {
  startedMs: number
  finishedMs: number
}

/** Poisson arrivals at `load` times of what the workers can serve, first come first served. */
function queue(random: Random, load: number, workers: number, count: number): Served[] {
  const free = Array.from({ length: workers }, () => 0)
  let startedMs = 0
  return Array.from({ length: count }, () => {
    startedMs += exponential(random, (3000 * Math.exp(0.045)) / workers / load)
    const worker = free.indexOf(Math.min(...free))
    const finishedMs = Math.max(startedMs, free[worker] as number) + logNormal(random, 3000, 0.3)
    free[worker] = finishedMs
    return { startedMs, finishedMs }
  })
}

/** What is known of a run at the moment when so many have finished. */
function until(all: readonly Served[], finishedCount: number): LoadSample[] {
  const nowMs = all.map(({ finishedMs }) => finishedMs).sort((left, right) => left - right)[finishedCount - 1] as number
  return all
    .filter(({ startedMs }) => startedMs <= nowMs)
    .map(({ startedMs, finishedMs }) => ({ startedMs, finishedMs: finishedMs <= nowMs ? finishedMs : null }))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
