import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatUsd, microsFromUsd, sumKnown } from '#shared/units/money.ts'

describe('dollars read from text', () => {
  test.each([
    ['0.00547', 5470],
    ['0.000694', 694],
    ['1.29', 1_290_000],
    ['.5', 500_000],
    ['12.', 12_000_000],
    ['0.0000005', 1],
    ['0.00000049', 0],
    ['-0.0000005', -1],
    ['-0.0000004', 0],
    [' 3 ', 3_000_000],
  ])('%j is %d micros, without a binary fraction in between', (text, micros) => {
    expect(Object.is(microsFromUsd(text), micros)).toBe(true)
  })

  test.each(['', '.', '-', 'free', 'NaN', '1e3', '1,000', '$1', '0x10', '99999999999999'])(
    '%j is not an amount, and never 0',
    (text) => {
      expect(microsFromUsd(text)).toBeNull()
    },
  )

  test('a tiny number in exponent notation is read as the decimal it is', () => {
    expect(microsFromUsd(2.5e-7)).toBe(0)
    expect(microsFromUsd(7e-7)).toBe(1)
    expect(microsFromUsd(0.00547)).toBe(5470)
    expect(microsFromUsd(Number.NaN)).toBeNull()
    expect(microsFromUsd(Infinity)).toBeNull()
  })

  test('whole micros survive writing and reading', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (micros) => {
        const text = formatUsd(micros, 6).replaceAll(',', '').replace('$', '').replace('−', '-')
        expect(microsFromUsd(text)).toBe(micros)
      }),
    )
  })
})

describe('dollars written for people', () => {
  test.each([
    [15_000, 4, '$0.0150'],
    [1_234_567_890, 2, '$1,234.57'],
    [999_999, 2, '$1.00'],
    [500_000, 0, '$1'],
    [-1_500_000, 2, '−$1.50'],
    [-400, 2, '$0.00'],
    [0, 4, '$0.0000'],
  ])('%d micros to %d places is %s', (micros, places, text) => {
    expect(formatUsd(micros, places)).toBe(text)
  })
})

test('an unknown amount is counted, not added as 0', () => {
  expect(sumKnown([100, null, 0, null])).toEqual({ knownMicros: 100, unknownCount: 2 })
})
