import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Price } from '#shared/domain/price.ts'
import { dearestPrice, priceAt } from '#shared/economics/price-at.ts'

const plain: Price = {
  id: 'p',
  label: 'P',
  models: [],
  unit: 'image',
  amountUsd: '0.010',
  source: null,
  retrievedOn: '2026-11-22',
  confidence: 'typed-in',
}
const noon = new Date('2026-11-22T12:00:00Z')
const amountAt = (price: Price, at = noon, unitsBefore = 0) => priceAt(price, { at, unitsBefore })?.amountUsd ?? null

describe('the price at a moment', () => {
  it('is the price itself where it has no rules', () => {
    expect(priceAt(plain, { at: noon, unitsBefore: 1e9 })).toEqual(plain)
  })

  it.each([
    [0, '0.010'],
    [999, '0.010'],
    // a thousand have been bought: the next one is cheaper
    [1000, '0.008'],
    [99_999, '0.008'],
    [100_000, '0.005'],
  ])('after %i units a unit costs %s: no tier too early, none too late', (unitsBefore, amount) => {
    const tiers = [
      { fromUnits: 1000, amountUsd: '0.008' },
      { fromUnits: 100_000, amountUsd: '0.005' },
    ]
    expect(amountAt({ ...plain, tiers }, noon, unitsBefore)).toBe(amount)
    expect(amountAt({ ...plain, tiers: tiers.toReversed() }, noon, unitsBefore)).toBe(amount)
  })

  it.each([
    ['2026-11-22T07:59:59Z', 8, 20, 'UTC', '0.010'],
    ['2026-11-22T08:00:00Z', 8, 20, 'UTC', '0.020'],
    ['2026-11-22T19:59:59Z', 8, 20, 'UTC', '0.020'],
    ['2026-11-22T20:00:00Z', 8, 20, 'UTC', '0.010'],
    // over midnight
    ['2026-11-22T23:30:00Z', 22, 6, 'UTC', '0.020'],
    ['2026-11-22T00:00:00Z', 22, 6, 'UTC', '0.020'],
    ['2026-11-22T06:00:00Z', 22, 6, 'UTC', '0.010'],
    // 12:00 UTC is 20:00 in Shanghai, and 04:00 in Los Angeles (in winter)
    ['2026-11-22T12:00:00Z', 20, 21, 'Asia/Shanghai', '0.020'],
    ['2026-11-22T12:00:00Z', 4, 5, 'America/Los_Angeles', '0.020'],
    // and 05:00 there in summer
    ['2026-07-22T12:00:00Z', 4, 5, 'America/Los_Angeles', '0.010'],
    ['2026-07-22T12:00:00Z', 5, 6, 'America/Los_Angeles', '0.020'],
    ['2026-11-22T23:59:59Z', 23, 24, 'UTC', '0.020'],
  ])('%s with a peak from %i to %i in %s costs %s', (at, fromHour, untilHour, timeZone, amount) => {
    const peakHours = { timeZone, fromHour, untilHour, amountUsd: '0.020' }
    expect(amountAt({ ...plain, peakHours }, new Date(at))).toBe(amount)
  })

  it('does not hold before its first day nor after its last one, and does on both', () => {
    const dated = { ...plain, effectiveFrom: '2026-11-01', effectiveUntil: '2026-11-30' }
    const days = [
      '2026-10-31T23:59:59.999Z',
      '2026-11-01T00:00:00Z',
      '2026-11-30T23:59:59.999Z',
      '2026-12-01T00:00:00Z',
    ]
    expect(days.map((day) => amountAt(dated, new Date(day)))).toEqual([null, '0.010', '0.010', null])
  })

  it('gives one of the amounts that the price names, and asking again changes nothing', () => {
    const amount = fc
      .integer({ min: 1, max: 9999 })
      .map((tenThousandths) => `0.${String(tenThousandths).padStart(4, '0')}`)
    const prices = fc.record({
      tiers: fc.array(fc.record({ fromUnits: fc.integer({ min: 1, max: 10_000 }), amountUsd: amount }), {
        maxLength: 4,
      }),
      peakHours: fc.record({
        timeZone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'),
        fromHour: fc.integer({ min: 0, max: 23 }),
        untilHour: fc.integer({ min: 1, max: 24 }),
        amountUsd: amount,
      }),
    })
    const moments = fc.record({
      at: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      unitsBefore: fc.integer({ min: 0, max: 20_000 }),
    })
    fc.assert(
      fc.property(prices, moments, (rules, moment) => {
        const price = Price.parse({ ...plain, ...rules })
        const then = priceAt(price, moment)
        const amounts = [price.amountUsd, rules.peakHours.amountUsd, ...rules.tiers.map(({ amountUsd }) => amountUsd)]
        expect(amounts).toContain(then?.amountUsd)
        expect(then && priceAt(then, moment)).toEqual(then)
        expect(then?.id).toBe(price.id)
        // A budget reckons with the dearest of them, so that no moment can cost more.
        expect(Number(dearestPrice(price).amountUsd)).toBeGreaterThanOrEqual(Number(then?.amountUsd))
      }),
    )
  })

  it('never gets dearer with volume where each tier is cheaper than the one before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 1200 }),
        (places, unitsBefore) => {
          const sorted = places.toSorted((one, other) => one - other)
          const tiers = sorted.map((fromUnits, index) => ({ fromUnits, amountUsd: `0.00${9 - index}` }))
          const price = { ...plain, tiers }
          const [now, later] = [unitsBefore, unitsBefore + 1].map((units) => Number(amountAt(price, noon, units)))
          expect(later).toBeLessThanOrEqual(now ?? 0)
        },
      ),
    )
  })
})
