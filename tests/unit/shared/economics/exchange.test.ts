import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertDays, fromMicros, rateOn } from '#shared/economics/exchange.ts'
import { convertedText } from '#shared/units/format-money.ts'

const rates = [
  { currency: 'EUR', day: '2026-11-01', ratePerUsd: '0.92' },
  { currency: 'EUR', day: '2026-11-15', ratePerUsd: '0.90' },
  { currency: 'JPY', day: '2026-11-01', ratePerUsd: '150' },
]

test('a day takes the rate of another day, or one that came later', () => {
  expect(rateOn(rates, 'EUR', '2026-10-31')).toBeNull()
  expect(rateOn(rates, 'EUR', '2026-11-14')?.ratePerUsd).toBe('0.92')
  expect(rateOn(rates, 'EUR', '2026-12-24')?.ratePerUsd).toBe('0.90')
})

test('a converted sum hides its rates, or the days that it lacks', () => {
  const days = [
    { day: '2026-11-02', amountMicros: 13_152_174 },
    { day: '2026-10-02', amountMicros: 5 },
  ]
  expect(convertedText(convertDays(days.slice(0, 1), rates, 'EUR'))).toBe('€12.10 at 0.92 on 1 Nov 2026')
  const lacking = convertDays(days, rates, 'EUR')
  expect(lacking).toMatchObject({ amountMicros: 12_100_000, daysWithoutRate: ['2026-10-02'] })
  expect(convertedText(lacking)).toBe('€12.10 at 0.92 on 1 Nov 2026; no EUR rate for 1 day of it')
  expect(convertedText(convertDays(days.slice(0, 1), rates, 'JPY'))).toBe('¥1,973 at 150 on 1 Nov 2026')
})

test('a conversion by binary fractions is off by one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.integer({ min: 1, max: 99_999 }),
      (micros, rate) => {
        const exact = (BigInt(Math.abs(micros)) * BigInt(rate) * 2n + 10_000n) / 20_000n
        expect(Math.abs(fromMicros(micros, (rate / 10_000).toFixed(4)))).toBe(Number(exact))
      },
    ),
  )
})
