import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '#shared/stats/random.ts'
import { spendForecast } from '#shared/stats/spend-forecast.ts'

describe('what a run will have cost', () => {
  test('a fixed price is forecast as something else, or without the failures that may cost nothing', () => {
    const { knownTotalMicros } = spendForecast([2000, 2000, 2000, 2000], 6)
    // 4 / (4 + 1.96²) of six is the least that Wilson allows: 3.061 charges, rounded down to the micro-dollar.
    const fewest = Math.floor((6 * 2000 * 4) / (4 + 1.959963984540054 ** 2))
    expect(knownTotalMicros).toEqual({
      state: 'known',
      value: 20_000,
      low: 8000 + fewest,
      high: 20_000,
      count: 4,
      method: 'prediction',
    })
  })

  test('an unknown charge is taken for 0, or hidden', () => {
    const forecast = spendForecast([3000, null, 3000, null, 3000], 3)
    expect(forecast).toMatchObject({ spentMicros: 9000, unknownChargeCount: 2 })
    expect(forecast.knownTotalMicros).toMatchObject({ value: 18_000, count: 3 })
    expect(spendForecast([null, null, null, null], 9)).toEqual({
      spentMicros: 0,
      unknownChargeCount: 4,
      knownTotalMicros: { state: 'unknown', count: 4 },
    })
    expect(spendForecast([null], 0).knownTotalMicros).toEqual({ state: 'unknown', count: 1 })
  })

  test('at the end it is not the sum', () => {
    expect(spendForecast([5, 0, 7], 0)).toEqual({
      spentMicros: 12,
      unknownChargeCount: 0,
      knownTotalMicros: { state: 'known', value: 12, low: 12, high: 12, count: 3, method: 'exact' },
    })
  })

  test('before there is anything to go by, there is a forecast', () => {
    expect(spendForecast([], 10).knownTotalMicros).toEqual({ state: 'too-few', count: 0, neededCount: 3 })
    expect(spendForecast([4000, 4000], 10).knownTotalMicros).toEqual({ state: 'too-few', count: 2, neededCount: 3 })
  })

  test('a forecast is not whole micro-dollars, begins below what is spent, or has its ends crossed', () => {
    const charge = fc.option(fc.integer({ min: 0, max: 100_000 }))
    fc.assert(
      fc.property(fc.array(charge, { maxLength: 30 }), fc.nat({ max: 100 }), (charges, leftCount) => {
        const { spentMicros, unknownChargeCount, knownTotalMicros } = spendForecast(charges, leftCount)
        expect(unknownChargeCount + charges.filter((one) => one !== null).length).toBe(charges.length)
        if (knownTotalMicros.state !== 'known') return
        const { low, value, high } = knownTotalMicros
        for (const figure of [low, value, high]) expect(Number.isInteger(figure)).toBe(true)
        expect(low).toBeGreaterThanOrEqual(spentMicros)
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
      }),
    )
  })

  test.each([8, 20, 40])(
    'after %i at a fixed price, of which one in ten fails for nothing, it holds too few totals',
    (count) => {
      const random = createRandom(92)
      const charge = (): number => (random.next() < 0.1 ? 0 : 5470)
      let covered = 0
      for (let run = 0; run < 2000; run += 1) {
        const { spentMicros, knownTotalMicros } = spendForecast(Array.from({ length: count }, charge), 50)
        let total = spentMicros
        for (let left = 0; left < 50; left += 1) total += charge()
        if (knownTotalMicros.state === 'known' && knownTotalMicros.low <= total && total <= knownTotalMicros.high)
          covered += 1
      }
      expect(covered / 2000).toBeGreaterThanOrEqual(0.93)
    },
  )
})
