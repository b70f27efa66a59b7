import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { machineHours } from '#shared/economics/machine-hours.ts'
import { machinePrice } from '#shared/economics/machine-price.ts'
import { projectMonth, VOLUMES, type ProjectionBasis } from '#shared/economics/projection.ts'
import type { Estimate } from '#shared/domain/analysis.ts'
import type { Price } from '#shared/domain/price.ts'

const DOLLAR = 1_000_000

describe('published claims, computed instead of repeated', () => {
  const a100 = machine(2.1, 300)
  const a6000 = machine(1.09, 300)

  test('300 images an hour at $2.10 is $0.0070 an image and at $1.09 $0.0036, not $0.001', () => {
    expect(known(projectMonth(1, a100).monthly).low / DOLLAR).toBeCloseTo(0.007, 6)
    expect(known(projectMonth(1, a6000).monthly).low / DOLLAR).toBeCloseTo(0.0036, 4)
  })

  test('$0.001 an image at $2.10 an hour takes 2,100 images an hour', () => {
    expect(known(projectMonth(1, machine(2.1, 2100)).monthly).low / DOLLAR).toBeCloseTo(0.001, 9)
  })

  test('200,000 images at 300 an hour are 667 GPU hours: $1,400, and $2,000 at 70 % use, not $500–800', () => {
    expect(Math.round(machineHours(200_000, 300))).toBe(667)
    const { monthly, machines } = projectMonth(200_000, a100)
    expect(known(monthly).low / DOLLAR).toBeCloseTo(1400, 6)
    expect(known(monthly).low / 0.7 / DOLLAR).toBeCloseTo(2000, 6)
    // One machine draws 219,000 in 730 h, and kept on all month it costs $1,533.
    expect(machines).toBe(1)
    expect(known(monthly).high / DOLLAR).toBeCloseTo(1533, 6)
  })

  test('rental never breaks even against $0.001 an image; against $0.008 it does at 200,000', () => {
    for (const volume of VOLUMES) {
      expect(known(projectMonth(volume, a100).monthly).low).toBeGreaterThan(
        known(projectMonth(volume, managed(1000)).monthly).value,
      )
    }
    const segmind = known(projectMonth(200_000, managed(8000)).monthly)
    expect(segmind.value / DOLLAR).toBe(1600)
    expect(known(projectMonth(200_000, a100).monthly).high).toBeLessThan(segmind.value)
    expect(known(projectMonth(50_000, a100).monthly).high).toBeGreaterThan(
      known(projectMonth(50_000, managed(8000)).monthly).value,
    )
  })
})

describe('a month of a managed API', () => {
  test('the interval of the cost per picture goes with it', () => {
    const cost: Estimate = {
      state: 'known',
      value: 15_200,
      low: 14_900,
      high: 15_500,
      count: 178,
      method: 'bootstrap-by-prompt',
    }
    expect(projectMonth(10_000, { kind: 'per-image', costPerImageMicros: cost, price: null })).toEqual({
      imagesPerMonth: 10_000,
      monthly: { ...cost, value: 152 * DOLLAR, low: 149 * DOLLAR, high: 155 * DOLLAR },
      machines: null,
    })
  })

  test('volume tiers of its price are passed over', () => {
    // $0.003 a picture is one unit at the first amount: 1,000 × $0.003 + 9,000 × $0.002
    const tiers = [{ fromUnits: 1000, amountUsd: '0.002' }]
    const basis: ProjectionBasis = { ...managed(3000), price: { ...price('image', '0.003'), tiers } } as ProjectionBasis
    expect(known(projectMonth(10_000, basis).monthly).value / DOLLAR).toBeCloseTo(21, 9)
  })

  test('an unknown cost stays unknown at every volume', () => {
    const unknown: Estimate = { state: 'unknown', count: 3 }
    expect(projectMonth(1000, { kind: 'per-image', costPerImageMicros: unknown, price: null }).monthly).toEqual(unknown)
  })
})

describe('a month of machines', () => {
  test('its value is the end that the price bills', () => {
    expect(known(projectMonth(1000, machine(2.1, 300, true)).monthly).value / DOLLAR).toBeCloseTo(1533, 6)
    expect(known(projectMonth(1000, machine(2.1, 300, false)).monthly).value / DOLLAR).toBeCloseTo(7, 6)
  })

  test('without a measured rate there is nothing to reckon from', () => {
    const basis: ProjectionBasis = {
      kind: 'machine',
      hourlyMicros: 1,
      idleIsBilled: true,
      imagesPerHour: null,
      count: 0,
    }
    expect(projectMonth(1000, basis)).toEqual({
      imagesPerMonth: 1000,
      monthly: { state: 'too-few', count: 0, neededCount: 1 },
      machines: null,
    })
  })

  test('keeping on never costs less than working, machines are just enough, and more pictures never cost less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0.5, max: 5000, noNaN: true }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (volume, imagesPerHour, dollars) => {
          const basis = machine(dollars, imagesPerHour)
          const { monthly, machines } = projectMonth(volume, basis)
          const { low, high } = known(monthly)
          expect(high).toBeGreaterThanOrEqual(low * (1 - 1e-12))
          expect((machines ?? 0) * 730 * imagesPerHour).toBeGreaterThanOrEqual(volume * (1 - 1e-12))
          expect(((machines ?? 0) - 1) * 730 * imagesPerHour).toBeLessThan(volume)
          expect(known(projectMonth(volume + 1, basis).monthly).high).toBeGreaterThanOrEqual(high)
        },
      ),
    )
  })
})

describe('the price of a machine', () => {
  test.each([
    { unit: 'compute-second', amountUsd: '0.000694', hourly: 2.4984, idleIsBilled: false },
    { unit: 'instance-hour', amountUsd: '1.29', hourly: 1.29, idleIsBilled: true },
  ] as const)('$amountUsd a $unit', ({ unit, amountUsd, hourly, idleIsBilled }) => {
    const read = machinePrice(price(unit, amountUsd))
    expect((read?.hourlyMicros ?? 0) / DOLLAR).toBeCloseTo(hourly, 9)
    expect(read?.idleIsBilled).toBe(idleIsBilled)
  })

  test('a price a picture is not machine time', () => {
    expect(machinePrice(price('image', '0.003'))).toBeNull()
    expect(machinePrice(price('megapixel-step', '0.0001'))).toBeNull()
  })
})

function machine(dollarsPerHour: number, imagesPerHour: number, idleIsBilled = true): ProjectionBasis {
  return { kind: 'machine', hourlyMicros: dollarsPerHour * DOLLAR, idleIsBilled, imagesPerHour, count: 36 }
}

function managed(micros: number): ProjectionBasis {
  return {
    kind: 'per-image',
    costPerImageMicros: { state: 'known', value: micros, low: micros, high: micros, count: 36, method: 'exact' },
    price: null,
  }
}

function known(estimate: Estimate): Extract<Estimate, { state: 'known' }> {
  if (estimate.state !== 'known') throw new Error(`expected a known estimate, got ${estimate.state}`)
  return estimate
}

function price(unit: Price['unit'], amountUsd: string): Price {
  return {
    id: 'test/price',
    label: 'test',
    models: [],
    unit,
    amountUsd,
    source: 'https://example.com/prices',
    retrievedOn: '2026-11-12',
    confidence: 'official',
  }
}
