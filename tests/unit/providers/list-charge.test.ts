import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listCharge, type Used } from '#main/providers/kit/list-charge.ts'
import type { Price, PriceUnit } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'

const model: Model = {
  id: 'm',
  name: 'Model M',
  family: 'f',
  task: 'generate',
  workflow: null,
  execution: 'synchronous',
  parameters: [],
  pollIntervalMs: null,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [],
}

function price(unit: PriceUnit, amountUsd: string, minimumIncrement?: number): Price {
  return {
    id: 'p',
    label: 'P',
    models: [],
    unit,
    amountUsd,
    ...(minimumIncrement !== undefined && { minimumIncrement }),
    source: null,
    retrievedOn: '2026-11-22',
    confidence: 'typed-in',
  }
}

const nothing: Used = { pictureCount: 1, width: null, height: null, steps: null, machine: null }
const seconds = (timeMs: number): Used => ({ ...nothing, machine: { timeMs, origin: 'measured by Assay' } })

function amount(chosen: Price, used: Used): number | null {
  return listCharge(model, chosen, used, 'listed').amountMicros
}

/** Every amount here was worked out by hand. */
describe('a list price times what was used', () => {
  it.each([
    // 1,048,576 pixels of 1,000,000: 1.048576 × $0.003
    ['megapixels as they came', price('megapixel', '0.003'), { ...nothing, picturePixels: [1_048_576] }, 3146],
    // 1.048576 megapixels are billed as 2
    [
      'megapixels that are rounded up',
      price('megapixel', '0.003', 1_000_000),
      { ...nothing, picturePixels: [1_048_576] },
      6000,
    ],
    // each picture by itself: 2 × 1 megapixel, and not 1.5 rounded up
    [
      'each picture rounded up by itself',
      price('megapixel', '0.003', 1_000_000),
      { ...nothing, pictureCount: 2, picturePixels: [500_000, 1_000_000] },
      6000,
    ],
    // the size that came counts, not the one that was asked for
    [
      'the size that came',
      price('megapixel', '0.01'),
      { ...nothing, width: 1000, height: 1000, picturePixels: [2_000_000] },
      20_000,
    ],
    ['the size that was asked for', price('megapixel', '0.01'), { ...nothing, width: 1000, height: 500 }, 5000],
    ['steps of two pictures', price('step', '0.0001'), { ...nothing, pictureCount: 2, steps: 30 }, 6000],
    ['a request, whatever it gave', price('request', '0.004'), { ...nothing, pictureCount: 4 }, 4000],
    ['pictures', price('image', '0.003'), { ...nothing, pictureCount: 4 }, 12_000],
    // 1.2004 s × $0.001
    ['seconds as used', price('compute-second', '0.001'), seconds(1200.4), 1200],
    ['seconds that are rounded up', price('compute-second', '0.001', 1), seconds(1200.4), 2000],
    ['at least one increment', price('compute-second', '0.001', 60), seconds(5), 60_000],
    // 61 s in minutes of an hour at $3.60: 120 s × $0.001
    ['an hour billed by the minute', price('instance-hour', '3.6', 60), seconds(61_000), 120_000],
  ] as const)('%s', (_, chosen, used, micros) => {
    expect(amount(chosen, used)).toBe(micros)
  })

  it.each([
    ['megapixel', { ...nothing }],
    // one picture could not be read
    ['megapixel', { ...nothing, pictureCount: 2, picturePixels: [1_000_000] }],
    ['step', { ...nothing }],
    ['megapixel-step', { ...nothing, width: 1, height: 1 }],
    ['compute-second', { ...nothing }],
    ['instance-hour', { ...nothing }],
  ] as const)('%s: what is not known is not counted as nothing (%#)', (unit, used) => {
    expect(listCharge(model, price(unit, '0.01'), used, 'listed')).toMatchObject({ amountMicros: null, priceId: null })
  })

  it('never bills less for more, nor less than was used, with any increment', () => {
    const increment = fc.integer({ min: 1, max: 2_000_000 })
    const pixels = fc.integer({ min: 1, max: 20_000_000 })
    fc.assert(
      fc.property(increment, pixels, pixels, (each, one, more) => {
        const billed = (count: number) =>
          amount(price('megapixel', '1', each), { ...nothing, picturePixels: [count] }) ?? -1
        expect(billed(one + more)).toBeGreaterThanOrEqual(billed(one))
        expect(billed(one)).toBeGreaterThanOrEqual(one)
        // $1 a megapixel is a micro-dollar a pixel: whole increments, and less than one too many.
        expect(billed(one) % each).toBe(0)
        expect(billed(one) - one).toBeLessThan(each)
      }),
    )
  })

  it('bills machine time in whole increments, at least one, for any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 600_000 }), (each, timeMs) => {
        const billed = amount(price('compute-second', '1', each), seconds(timeMs)) ?? -1
        expect(billed % (each * 1_000_000)).toBe(0)
        expect(billed).toBeGreaterThanOrEqual(Math.max(timeMs * 1000, each * 1_000_000))
        expect(billed - timeMs * 1000).toBeLessThan(each * 1_000_000 + (timeMs === 0 ? 1 : 0))
      }),
    )
  })
})
