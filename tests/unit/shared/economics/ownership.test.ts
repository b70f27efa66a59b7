import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { combineIntervals } from '#shared/economics/combine-intervals.ts'
import { drawTriangular } from '#shared/economics/draw-input.ts'
import { costPerUsableImage, monthCost } from '#shared/economics/month-cost.ts'
import { simulateOwnership } from '#shared/economics/simulate-ownership.ts'
import { tornado } from '#shared/economics/tornado.ts'
import { measuredInputs } from '#shared/economics/measured-inputs.ts'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { DOLLAR, known, machine, managed, measured, setting } from './make-basis.ts'

const NOTHING = { low: 0, likely: 0, high: 0, source: 'typed-in' as const }
const IDLE_PEOPLE: CostAssumptions = {
  ...DEFAULT_ASSUMPTIONS,
  utilisation: 1,
  machineOverhead: { ...DEFAULT_ASSUMPTIONS.managedOverhead },
  hourlyRateUsd: { low: 60, likely: 60, high: 60, source: 'typed-in' },
}

describe('the total cost of ownership', () => {
  test('with nothing uncertain every quantile is the month', () => {
    // 50,000 ÷ 300 × $2.10 = $350 against 50,000 × $0.008 = $400
    const { contenders, cheaper } = simulateOwnership([machine('2.10', 300), managed('0.008')], IDLE_PEOPLE, 50)
    expect(contenders).toEqual([
      {
        state: 'known',
        id: 'gpu',
        p5Micros: 350 * DOLLAR,
        p50Micros: 350 * DOLLAR,
        p95Micros: 350 * DOLLAR,
        meanMicros: 350 * DOLLAR,
        cheapestShare: 1,
      },
      {
        state: 'known',
        id: 'api-0.008',
        p5Micros: 400 * DOLLAR,
        p50Micros: 400 * DOLLAR,
        p95Micros: 400 * DOLLAR,
        meanMicros: 400 * DOLLAR,
        cheapestShare: 0,
      },
    ])
    expect(cheaper).toEqual([
      { firstId: 'gpu', secondId: 'api-0.008', share: 1 },
      { firstId: 'api-0.008', secondId: 'gpu', share: 0 },
    ])
  })

  test('one triangular range: its quantiles and its chance are those of the formula', () => {
    // Between 0 and 10 h on call, 5 likeliest, at $60: p5 = √(0.05 × 50) h = 1.5811 h, p50 5 h, p95 8.4189 h, on top of $350.
    // Dearer than $400 from 50/60 h on: the chance to be cheaper is (5/6)² ÷ 50 = 1.389 %.
    const assumptions: CostAssumptions = {
      ...IDLE_PEOPLE,
      machineOverhead: {
        ...IDLE_PEOPLE.machineOverhead,
        onCallHoursPerMonth: { low: 0, likely: 5, high: 10, source: 'typed-in' },
      },
    }
    const { contenders, cheaper } = simulateOwnership([machine('2.10', 300), managed('0.008')], assumptions, 40_000)
    const [own] = contenders
    if (own?.state !== 'known') throw new Error('expected a known cost')
    expect(own.p5Micros / DOLLAR).toBeCloseTo(350 + 1.5811 * 60, -1)
    expect(own.p50Micros / DOLLAR).toBeCloseTo(350 + 5 * 60, -1)
    expect(own.p95Micros / DOLLAR).toBeCloseTo(350 + 8.4189 * 60, -1)
    expect(own.meanMicros / DOLLAR).toBeCloseTo(650, -1)
    expect(Math.abs((cheaper[0]?.share ?? 0) - 0.01389)).toBeLessThan(0.003)
    // Of two, each is the cheapest where it is cheaper than the other.
    expect(own.cheapestShare).toBe(cheaper[0]?.share)
  })

  test('the same seed gives other numbers, or another seed the same', () => {
    expect(run(3)).toEqual(run(3))
    expect(run(3).contenders).not.toEqual(run(4).contenders)
  })

  test('one that can’t be reckoned takes the others with it', () => {
    const unknown = managed('', {
      id: 'x',
      billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' },
    })
    const { contenders, cheaper } = simulateOwnership([unknown, managed('0.008')], IDLE_PEOPLE, 20)
    expect(contenders.map(({ state }) => state)).toEqual(['unknown', 'known'])
    expect(cheaper).toEqual([])
  })

  test('a triangular draw leaves its range', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ends, share) => {
          const [low = 0, likely = 0, high = 0] = ends.toSorted((left, right) => left - right)
          const drawn = drawTriangular(low, likely, high, share)
          expect(drawn).toBeGreaterThanOrEqual(low - 1e-9)
          expect(drawn).toBeLessThanOrEqual(high + 1e-9)
        },
      ),
    )
  })
})

test('the tornado moves two things at once, or sorts them wrongly', () => {
  const assumptions: CostAssumptions = {
    ...IDLE_PEOPLE,
    hourlyRateUsd: { low: 50, likely: 60, high: 80, source: 'typed-in' },
    machineOverhead: {
      ...IDLE_PEOPLE.machineOverhead,
      onCallHoursPerMonth: { low: 1, likely: 2, high: 4, source: 'typed-in' },
      setUpHours: NOTHING,
    },
    imagesPerMonthRange: { low: 20_000, likely: 50_000, high: 90_000, source: 'typed-in' },
  }
  const answer = tornado([machine('2.10', 300), managed('0.008')], { id: 'gpu', againstId: 'api-0.008' }, assumptions)
  // Saving: 400 − 350 − 2 h × $60 = −70. On call 1 h: −10, 4 h: −190. Rate $50: −50, $80: −110. Pictures: 20,000 save $20 before
  // people: −100; 90,000 save $90: −30.
  expect(answer).toEqual({
    state: 'known',
    baseMicros: -70 * DOLLAR,
    bars: [
      expect.objectContaining({
        id: 'machineOverhead onCallHoursPerMonth',
        atLowMicros: -10 * DOLLAR,
        atHighMicros: -190 * DOLLAR,
      }),
      expect.objectContaining({
        id: 'imagesPerMonth',
        atLowMicros: -100 * DOLLAR,
        atHighMicros: -30 * DOLLAR,
        swingMicros: 70 * DOLLAR,
      }),
      expect.objectContaining({ id: 'hourlyRateUsd', atLowMicros: -50 * DOLLAR, atHighMicros: -110 * DOLLAR }),
    ],
  })
})

describe('intervals of several measurements', () => {
  test('two that are independent are added up by their ends, and not by their squares', () => {
    // A product of 100 ± 3 % and ± 4 % is off by 5 %.
    const basis = managed('', {
      billing: { by: 'charges', perImageMicros: measured(97, 100, 103), averaged: 'no-list-price' },
      usableShare: measured(0.5, 0.5, 0.5),
    })
    expect(known(monthCost(basis, 100, setting())).total).toEqual({ value: 10_000, low: 9700, high: 10_300 })
    const two = { ...basis, usableShare: measured(1 / 1.04, 1, 1 / 0.96) }
    const combined = combineIntervals({ bases: [two], setting: setting() }, measuredInputs(two), ({ bases: [one] }) =>
      one?.billing.by === 'charges' ? (one.billing.perImageMicros?.value ?? 0) / (one.usableShare?.value ?? 1) : null,
    )
    expect(combined?.high).toBeCloseTo(105, 9)
    expect(combined?.low).toBeCloseTo(95, 9)
  })

  test('of 2,000 trials fewer than 93 in 100 have the true cost of a usable picture in their interval, or more than 98', () => {
    // Charges of 3,000 ± 600 micros a picture, 60 pictures, nine in ten usable: the truth is 3,333.3.
    const random = createRandom(21)
    const trials = 2000
    let covered = 0
    for (let trial = 0; trial < trials; trial += 1) {
      const charges = Array.from({ length: 60 }, () => 3000 + 600 * normal(random))
      const mean = charges.reduce((sum, one) => sum + one, 0) / 60
      const half = (2.001 * Math.sqrt(charges.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 59)) / Math.sqrt(60)
      const usable = wilsonEstimate(Array.from({ length: 60 }, () => random.next() < 0.9).filter(Boolean).length, 60)
      if (usable.state !== 'known') throw new Error('expected a share')
      const cost = costPerUsableImage(
        managed('', {
          billing: {
            by: 'charges',
            perImageMicros: measured(mean - half, mean, mean + half),
            averaged: 'no-list-price',
          },
          usableShare: measured(usable.low, usable.value, usable.high),
        }),
        100_000,
        setting(),
      )
      if (cost.state === 'known' && cost.low <= 3000 / 0.9 && 3000 / 0.9 <= cost.high) covered += 1
    }
    expect(covered / trials).toBeGreaterThan(0.93)
    expect(covered / trials).toBeLessThan(0.98)
  })
})

function run(seed: number) {
  return simulateOwnership([machine('2.10', measured(250, 300, 360))], { ...DEFAULT_ASSUMPTIONS, seed }, 200)
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}
