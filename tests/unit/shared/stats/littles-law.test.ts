import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LARGEST_GAP, littlesLaw, steadyWindow, type Stay } from '#shared/stats/littles-law.ts'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { exponential, logNormal } from '#tests/support/random-laws.ts'

describe('Little’s law over a run', () => {
  test('two at a time, each 1 s long, are not two in flight at two a second', () => {
    const stays = Array.from({ length: 40 }, (_, index) => stay(Math.floor(index / 2) * 1000, 1000))
    expect(littlesLaw(stays, [{ fromMs: 5000, toMs: 15_000 }])).toMatchObject({
      count: 20,
      meanInFlight: 2,
      throughputPerSecond: 2,
      meanStayMs: 1000,
      relativeGap: 0,
      isOff: false,
    })
  })

  test('from empty to empty it is not the identity that it must be', () => {
    const time = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, fc.integer({ min: 1, max: 20_000 })), { minLength: 10, maxLength: 60 }),
        (pairs) => {
          const law = littlesLaw(
            pairs.map(([startedMs, lengthMs]) => stay(startedMs, lengthMs)),
            [{ fromMs: -1, toMs: 200_000 }],
          )
          expect(law?.relativeGap).toBeCloseTo(0, 9)
          expect(law).toMatchObject({ inFlightAtStart: 0, inFlightAtEnd: 0, isOff: false })
        },
      ),
    )
  })

  test('in any window the parts differ from those counted millisecond by millisecond', () => {
    const time = fc.integer({ min: 0, max: 400 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, fc.integer({ min: 1, max: 90 })), { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 100, max: 300 }),
        (pairs, fromMs, lengthMs) => {
          const stays = pairs.map(([startedMs, length]) => stay(startedMs, length))
          const toMs = fromMs + lengthMs
          const law = littlesLaw(stays, [{ fromMs, toMs }])
          const finished = stays.filter(({ finishedMs }) => finishedMs > fromMs && finishedMs <= toMs)
          expect(law === null).toBe(finished.length < 10)
          fc.pre(law !== null)
          let inFlight = 0
          for (let ms = fromMs; ms < toMs; ms += 1) inFlight += stays.filter((one) => isIn(one, ms)).length
          expect(law.meanInFlight).toBeCloseTo(inFlight / lengthMs, 9)
          expect(law.throughputPerSecond).toBeCloseTo((finished.length / lengthMs) * 1000, 9)
          const { meanInFlight: l, meanStayMs: w } = law
          expect(law.relativeGap).toBeCloseTo((l - (finished.length / lengthMs) * w) / l, 9)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('a steady load is flagged within its ramps', () => {
    const random = createRandom(41)
    const stays = closedLoop(random, 200, 4)
    const window = steadyWindow(stays)
    if (window === null) throw new Error('a run of 200 has a steady part')
    expect(littlesLaw(stays, [window])).toMatchObject({ isOff: false })
  })

  test('a load that piles up is not flagged', () => {
    const random = createRandom(42)
    const arrivals = openLoop(random, 300, 1.5)
    const window = steadyWindow(arrivals)
    if (window === null) throw new Error('a run of 300 has a steady part')
    const law = littlesLaw(arrivals, [window])
    expect(law).toMatchObject({ isOff: true })
    expect(law?.inFlightAtEnd).toBeGreaterThan(50)
  })

  test.each([
    { concurrency: 1, leastApart: 0 },
    { concurrency: 4, leastApart: 30 },
    { concurrency: 8, leastApart: 30 },
  ])(
    'short steady runs with $concurrency in flight are flagged oftener than once in a hundred',
    ({ concurrency, leastApart }) => {
      let [apart, flagged] = [0, 0]
      for (let run = 0; run < 300; run += 1) {
        const law = judged(closedLoop(createRandom(1000 + run), 12 + concurrency * 2, concurrency))
        if (law !== null && Math.abs(law.relativeGap) > LARGEST_GAP) apart += 1
        if (law?.isOff === true) flagged += 1
      }
      // Without looking within, each of those apart would be flagged.
      expect(apart).toBeGreaterThanOrEqual(leastApart)
      expect(flagged).toBeLessThanOrEqual(3)
    },
  )

  test('a lane that rests between its samples is flagged for having few of them', () => {
    const random = createRandom(44)
    let startedMs = 0
    const stays = Array.from({ length: 14 }, () => {
      startedMs += 3000 + exponential(random, 3000)
      return stay(startedMs, logNormal(random, 4000, 0.5))
    })
    expect(judged(stays)?.isOff).not.toBe(true)
  })

  test('a long run in which work piles up is too short to tell', () => {
    let found = 0
    for (let run = 0; run < 50; run += 1)
      if (judged(openLoop(createRandom(2000 + run), 600, 1.5))?.isOff === true) found += 1
    expect(found).toBe(50)
  })

  test('an hour between two stretches is time in which nothing was in flight, or hides a load that piles up in each', () => {
    const whole = Array.from({ length: 40 }, (_, index) => stay(Math.floor(index / 2) * 1000, 1000))
    expect(anHourApart(whole, whole)).toMatchObject({
      meanInFlight: 2,
      throughputPerSecond: 2,
      meanStayMs: 1000,
      isOff: false,
    })
    let found = 0
    for (let run = 0; run < 20; run += 1) {
      const [one, again] = [3000, 4000].map((seed) => openLoop(createRandom(seed + run), 300, 1.5))
      if (anHourApart(one ?? [], again ?? [])?.isOff === true) found += 1
    }
    expect(found).toBeGreaterThanOrEqual(19)
  })

  test('the window takes in the filling or the draining', () => {
    const stays = [stay(0, 5000), stay(0, 3000), stay(3000, 4000), stay(5000, 9000)]
    expect(steadyWindow(stays)).toEqual({ fromMs: 3000, toMs: 5000 })
    expect(steadyWindow([stay(0, 10), stay(5, 10)])).toBeNull()
    expect(steadyWindow([])).toBeNull()
  })

  test('a handful of samples, or no time at all, is judged', () => {
    const stays = closedLoop(createRandom(43), 9, 1)
    expect(littlesLaw(stays, [{ fromMs: 0, toMs: 1e9 }])).toBeNull()
    expect(littlesLaw(stays, [])).toBeNull()
    expect(littlesLaw(closedLoop(createRandom(43), 40, 1), [{ fromMs: 5, toMs: 5 }])).toBeNull()
  })
})

/** Over its steady part. */
function judged(stays: readonly Stay[]) {
  const window = steadyWindow(stays)
  return window === null ? null : littlesLaw(stays, [window])
}

/** Both runs over their steady parts, pooled. */
function anHourApart(one: readonly Stay[], again: readonly Stay[]) {
  const later = again.map(({ startedMs, finishedMs }) => ({
    startedMs: startedMs + 3_600_000,
    finishedMs: finishedMs + 3_600_000,
  }))
  const windows = [steadyWindow(one), steadyWindow(later)].filter((window) => window !== null)
  return littlesLaw([...one, ...later], windows)
}

function stay(startedMs: number, lengthMs: number): Stay {
  return { startedMs, finishedMs: startedMs + lengthMs }
}

function isIn({ startedMs, finishedMs }: Stay, ms: number): boolean {
  return startedMs <= ms && finishedMs > ms
}

function closedLoop(random: Random, count: number, concurrency: number): Stay[] {
  const free = Array.from({ length: concurrency }, () => 0)
  return Array.from({ length: count }, () => {
    const worker = free.indexOf(Math.min(...free))
    const next = stay(free[worker] as number, logNormal(random, 3000, 0.3))
    free[worker] = next.finishedMs
    return next
  })
}

/** One worker, asked `load` times as often as it can serve. */
function openLoop(random: Random, count: number, load: number): Stay[] {
  let [dueMs, freeMs] = [0, 0]
  return Array.from({ length: count }, () => {
    dueMs += exponential(random, 3000 / load)
    freeMs = Math.max(dueMs, freeMs) + logNormal(random, 3000, 0.3)
    return { startedMs: dueMs, finishedMs: freeMs }
  })
}
