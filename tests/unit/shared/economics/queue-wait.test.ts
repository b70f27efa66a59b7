import { describe, expect, test } from 'vitest'
import { machinesForLoad } from '#shared/economics/machines-for-load.ts'
import { chanceOfWait, chanceOfWaitBeyond } from '#shared/economics/queue-wait.ts'
import { monthCost } from '#shared/economics/month-cost.ts'
import { chanceOfStop, stopCurve, type StopCurve } from '#shared/economics/stop-curve.ts'
import { machineMonth } from '#shared/economics/machine-month.ts'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { known, machine, makePrice, measured, setting } from './make-basis.ts'

describe('Erlang C', () => {
  test('one server: an arrival waits as often as the server is busy, 0.7', () => {
    expect(chanceOfWait(1, 0.7)).toBeCloseTo(0.7, 12)
  })
  test('two servers at 1.5 erlangs, by hand', () => {
    // B = (1.5² / 2) ÷ (1 + 1.5 + 1.125) = 0.310345; C = 2 B ÷ (2 − 1.5 (1 − B)) = 0.642857
    expect(chanceOfWait(2, 1.5)).toBeCloseTo(9 / 14, 12)
  })
  test.each([5, 400, 3000, 50_000])('of %d erlangs, servers that are passed over change the answer', (load) => {
    for (const servers of [load + 1, Math.ceil(load + Math.sqrt(load)), Math.ceil(load + 3 * Math.sqrt(load))]) {
      let blocked = 1
      for (let count = 1; count <= servers; count += 1) blocked = (load * blocked) / (count + load * blocked)
      const whole = (servers * blocked) / (servers - load * (1 - blocked))
      expect(Math.abs(chanceOfWait(servers, load) / whole - 1)).toBeLessThan(1e-9)
    }
  })
  test('a queue that grows without end has a chance below 1', () => {
    expect(chanceOfWait(3, 3)).toBe(1)
    expect(chanceOfWaitBeyond(10, { servers: 2, load: 2.5, service: 1, variation: 1 })).toBe(1)
  })
})

describe('against a simulation', () => {
  test.each([
    { servers: 1, load: 0.6, variation: 1 },
    { servers: 3, load: 2.2, variation: 1 },
    { servers: 1, load: 0.7, variation: 0 },
    { servers: 4, load: 3.2, variation: 0 },
    { servers: 8, load: 6.8, variation: 0 },
  ])('$servers servers, $load erlangs, variation $variation', ({ servers, load, variation }) => {
    const waits = simulateWaits({ servers, load, variation }, 400_000)
    for (const wait of [0.25, 0.5, 1]) {
      const simulated = waits.filter((one) => one > wait).length / waits.length
      const reckoned = chanceOfWaitBeyond(wait, { servers, load, service: 1, variation })
      // Exact for variation 1; of M/D/c the formula is an approximation, within six points of a hundred here.
      expect(Math.abs(reckoned - simulated)).toBeLessThan(variation === 1 ? 0.012 : 0.06)
    }
  })
})

test('a latency target needs no more machines than the work', () => {
  // 300 an hour: 12 s each. 280 an hour are 0.9333 erlangs. One machine: P(wait > 8 s) = 0.9333 e^(−0.0667 × 8/12) = 0.893, too often.
  // Two: B₂ = 0.8711/2 ÷ (1 + 0.9333 + 0.43556) = 0.18387; C = 2 B ÷ (2 − 0.9333 × 0.81613) = 0.29699; × e^(−1.0667 × 0.6667) = 0.1459.
  // Three: C ≈ 0.0731 … × e^(−2.0667 × 0.6667) = 0.0184 ≤ 0.05.
  const rate = { imagesPerHour: 300, slots: 1 }
  const none = { latencyTarget: null, serviceVariation: 1 }
  expect(machinesForLoad(280, rate, none)).toBe(1)
  expect(machinesForLoad(280, rate, { ...none, latencyTarget: { seconds: 20, share: 0.85 } })).toBe(2)
  expect(machinesForLoad(280, rate, { ...none, latencyTarget: { seconds: 20, share: 0.95 } })).toBe(3)
  expect(machinesForLoad(280, rate, { ...none, latencyTarget: { seconds: 11, share: 0.95 } })).toBeNull()
  expect(machinesForLoad(0, rate, none)).toBe(0)
  // Exactly what one draws is drawn by one.
  expect(machinesForLoad(300, rate, none)).toBe(1)
})

/** Stops after 20 to 200 s, or after 600 s: half of them each. */
const UNEVEN: StopCurve = [
  { seconds: 20, chance: 0 },
  { seconds: 200, chance: 0.5 },
  { seconds: 600, chance: 0.5 },
  { seconds: 600, chance: 1 },
]

test.each([
  { perHour: 20, stop: stopCurve([], { idleSecondsUntilStop: 60 }), startSeconds: 0 },
  { perHour: 120, stop: stopCurve([], { idleSecondsUntilStop: 30 }), startSeconds: 40 },
  { perHour: 250, stop: stopCurve([], { idleSecondsUntilStop: 10 }), startSeconds: 90 },
  { perHour: 15, stop: UNEVEN, startSeconds: 40 },
  { perHour: 60, stop: UNEVEN, startSeconds: 20 },
])('a worker that stops when idle, $perHour an hour: idle time and starts as simulated', (given) => {
  const { perHour, stop, startSeconds } = given
  const random = createRandom(11)
  const seconds = 12
  let [now, freeAt, idle, starts] = [0, 0, 0, 0]
  const arrivals = 200_000
  for (let count = 0; count < arrivals; count += 1) {
    now += exponential(random, 3600 / perHour)
    const gap = now - freeAt
    const stopsAfter = drawStop(stop, random.next())
    if (gap > 0) idle += Math.min(gap, stopsAfter)
    const isCold = gap > stopsAfter
    if (isCold) starts += 1
    freeAt = Math.max(now, freeAt) + seconds + (isCold ? startSeconds : 0)
  }
  const hours = now / 3600
  const images = perHour * 730
  const month = machineMonth(images, { imagesPerHour: 300, slots: 1 }, 'stops-when-idle', setting(), {
    startSeconds,
    stop,
  })
  if (month === null) throw new Error('expected a month')
  expect((month.paidHours - month.workHours) / 730 / (idle / 3600 / hours)).toBeCloseTo(1, 1)
  expect(month.starts / 730 / (starts / hours)).toBeCloseTo(1, 1)
})

/** By inverting the curve. */
function drawStop(stop: StopCurve, share: number): number {
  const after = stop.findIndex(({ chance }) => chance > share)
  const [before, end] = [stop[after - 1], stop[after]]
  if (before === undefined || end === undefined) throw new Error('expected a curve from 0 to 1')
  return before.seconds + ((share - before.chance) / (end.chance - before.chance)) * (end.seconds - before.seconds)
}

function simulateWaits(queue: { servers: number; load: number; variation: number }, count: number): number[] {
  const random = createRandom(5)
  const freeAt = Array<number>(queue.servers).fill(0)
  let now = 0
  return Array.from({ length: count }, () => {
    now += exponential(random, 1 / queue.load)
    let first = 0
    for (let index = 1; index < freeAt.length; index += 1) {
      if ((freeAt[index] as number) < (freeAt[first] as number)) first = index
    }
    const start = Math.max(now, freeAt[first] as number)
    freeAt[first] = start + (queue.variation === 0 ? 1 : exponential(random, 1))
    return start - now
  })
}

function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next())
}

const probed = (...found: [gapSeconds: number, cold: number, count: number][]) =>
  found.map(([gapSeconds, cold, count]) => ({ gapSeconds, share: measured(0, cold / count, 1, count) }))

const coldAfterMinute = (cold: number) =>
  machine('', 360, {
    price: makePrice('compute-second', '0.001'),
    coldStart: { curve: probed([60, cold, 20], [600, 20, 20]), penaltySeconds: null },
  })

describe('when an idle machine stops', () => {
  test('what the probes found is not what it is reckoned by, or a longer gap is less often cold', () => {
    // 6 of 10 after 60 s and 4 of 10 after 120 s are 10 of 20 after either; what is warm after 300 s stops then.
    expect(stopCurve(probed([60, 6, 10], [120, 4, 10], [300, 9, 10]), { idleSecondsUntilStop: null })).toEqual([
      { seconds: 0, chance: 0 },
      { seconds: 60, chance: 0.5 },
      { seconds: 120, chance: 0.5 },
      { seconds: 300, chance: 0.9 },
      { seconds: 300, chance: 0.9 },
      { seconds: 300, chance: 1 },
    ])
  })

  test('what somebody typed in gives way to probes, or none are taken for never', () => {
    const curve = probed([300, 0, 10])
    expect(chanceOfStop(stopCurve(curve, { idleSecondsUntilStop: 60 }), 60)).toBeCloseTo(Math.exp(-1), 12)
    expect(chanceOfStop(stopCurve([], { idleSecondsUntilStop: null }), 60)).toBeCloseTo(Math.exp(-1), 12)
    // All warm after 300 s: taken to stop then.
    expect(chanceOfStop(stopCurve(curve, { idleSecondsUntilStop: null }), 12)).toBeCloseTo(Math.exp(-1), 12)
  })

  test('a curve of the trial does not reach the month: two that differ in nothing else cost the same', () => {
    const [soon, late] = [20, 0].map((cold) => known(monthCost(coldAfterMinute(cold), 5000, setting())))
    expect(soon?.total.value).toBeLessThan(late?.total.value ?? 0)
    expect(soon?.items.find(({ kind }) => kind === 'idle')?.words).toMatch(
      /stops as measured: 100 % cold after 60 s, 100 % after 600 s/,
    )
    // Its interval is in that of the month.
    expect(soon?.total.high).toBeGreaterThan(soon?.total.value ?? 0)
    const typed = [20, 0].map((cold) =>
      known(monthCost(coldAfterMinute(cold), 5000, setting({ idleSecondsUntilStop: 30 }))),
    )
    expect(typed[0]?.total).toEqual(typed[1]?.total)
  })
})
