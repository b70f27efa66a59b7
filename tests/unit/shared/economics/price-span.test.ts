import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Price } from '#shared/domain/price.ts'
import { priceAt } from '#shared/economics/price-at.ts'
import { describePeak, priceSpan, volumeAssumed } from '#shared/economics/price-span.ts'

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
const HOUR_MS = 3_600_000

describe('what a price can be in the course of a day', () => {
  it('is one amount where there is no rule, and nothing is assumed', () => {
    expect(priceSpan(plain, noon)).toEqual({ now: plain, otherwise: null, assumed: null })
  })

  it('is nothing on a day on which the price does not hold', () => {
    expect(priceSpan({ ...plain, effectiveUntil: '2026-11-21' }, noon)).toBeNull()
  })

  it('misses an amount that some hour of the day has, or names one that none has', () => {
    const rules = fc.record({
      tiers: fc.constantFrom(undefined, [{ fromUnits: 5, amountUsd: '0.001' }]),
      peakHours: fc.record({
        timeZone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'),
        fromHour: fc.integer({ min: 0, max: 23 }),
        untilHour: fc.integer({ min: 1, max: 24 }),
        amountUsd: fc.constant('0.020'),
      }),
    })
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 23 }), ({ tiers, peakHours }, hour) => {
        const price = Price.parse({ ...plain, peakHours, ...(tiers !== undefined && { tiers }) })
        const at = new Date(noon.getTime() + hour * HOUR_MS)
        const span = priceSpan(price, at)
        expect(span?.now).toEqual(priceAt(price, { at, unitsBefore: 0 }))
        const day = Array.from({ length: 24 }, (_, index) => new Date(noon.getTime() + index * HOUR_MS))
        const amounts = day.map((moment) => priceAt(price, { at: moment, unitsBefore: 0 })?.amountUsd)
        const named = [span?.now.amountUsd, ...(span?.otherwise ? [span.otherwise.amountUsd] : [])]
        expect(new Set(named)).toEqual(new Set(amounts))
        // A volume decides nothing where every hour is a peak hour.
        const everyHourIsPeak = new Set(amounts).size === 1
        expect(span?.assumed === null).toBe(everyHourIsPeak)
        expect(span?.assumed?.includes('first volume tier') ?? false).toBe(tiers !== undefined && !everyHourIsPeak)
      }),
    )
  })

  it('calls the first tier one that begins later, or speaks of tiers while the peak price holds', () => {
    const tiers = [
      { fromUnits: 100_000, amountUsd: '0.001' },
      { fromUnits: 1000, amountUsd: '0.005' },
    ]
    const peakHours = { timeZone: 'UTC', fromHour: 8, untilHour: 20, amountUsd: '0.020' }
    expect(volumeAssumed({ ...plain, tiers }, noon)).toContain('up to 1,000 a month')
    expect(volumeAssumed({ ...plain, tiers, peakHours }, noon)).toBeNull()
    expect(volumeAssumed(plain, noon)).toBeNull()
    expect(describePeak(peakHours)).toBe('from 8:00 to 20:00, UTC')
    expect(describePeak({ ...peakHours, untilHour: 8 })).toBe('at every hour of the day')
  })
})
