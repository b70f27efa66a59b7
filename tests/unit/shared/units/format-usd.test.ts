import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'

const readMicros = (text: string): number => Math.round(Number(text.replace(/[$,]/g, '')) * 1_000_000)

test('four fifths of a small cap read as all of it: $0.02 of $0.02', () => {
  expect([formatOfCap(16_800, 21_000), formatCap(21_000)]).toEqual(['$0.0168', '$0.0210'])
  expect([formatOfCap(49_998_000, 50_000_000), formatCap(50_000_000)]).toEqual(['$49.9980', '$50.00'])
  expect([formatOfCap(40_120_000, 50_000_000), formatOfCap(50_000_000, 50_000_000)]).toEqual(['$40.12', '$50.00'])
  expect([formatOfCap(12, 20_000_000), formatOfCap(0, 20_000_000)]).toEqual(['$0.000012', '$0.00'])
  expect(formatCap(20_005_000)).toBe('$20.0050')
})

test('an amount reads as its cap, or as nothing, and is neither; a cap is rounded', () => {
  const micros = fc.oneof(fc.integer({ min: 1, max: 3_000_000_000 }), fc.integer({ min: 1, max: 30_000 }))
  fc.assert(
    fc.property(micros, micros, fc.integer({ min: -60, max: 60 }), (capMicros, far, near) => {
      expect(readMicros(formatCap(capMicros))).toBe(capMicros)
      for (const amount of [far, Math.max(0, capMicros + near)]) {
        const read = readMicros(formatOfCap(amount, capMicros))
        expect(read === capMicros).toBe(amount === capMicros)
        expect(read === 0).toBe(amount === 0)
      }
    }),
  )
})
