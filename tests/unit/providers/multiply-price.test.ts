import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { microseconds, multiplyPrice } from '#main/providers/kit/multiply-price.ts'
import { microsFromUsd } from '#shared/units/money.ts'

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 9 }))
  .map(([whole, fraction, places]) => `${whole}.${String(fraction).padStart(9, '0').slice(0, places)}`)
const positive = fc.bigInt({ min: 1n, max: 10n ** 12n })

describe('multiplyPrice', () => {
  it('is the parsed amount where the quantity is one', () => {
    fc.assert(
      fc.property(decimal, (amount) => {
        expect(multiplyPrice(amount, { numerator: 1n, denominator: 1n })).toBe(microsFromUsd(amount))
      }),
    )
  })

  it('rounds once: the result is never more than half a micro-dollar from the exact product', () => {
    fc.assert(
      fc.property(decimal, positive, positive, (amount, numerator, denominator) => {
        const micros = multiplyPrice(amount, { numerator, denominator })
        if (micros === null) return
        const [whole = '', fraction = ''] = amount.split('.')
        const exactNumerator = BigInt(whole + fraction) * numerator * 1_000_000n
        const exactDenominator = denominator * 10n ** BigInt(fraction.length)
        const twiceOff = 2n * (BigInt(micros) * exactDenominator - exactNumerator)
        expect(twiceOff <= exactDenominator && twiceOff > -exactDenominator).toBe(true)
      }),
    )
  })

  it('does not depend on how the fraction is written', () => {
    fc.assert(
      fc.property(
        decimal,
        positive,
        positive,
        fc.bigInt({ min: 2n, max: 1000n }),
        (amount, numerator, denominator, by) => {
          expect(multiplyPrice(amount, { numerator: numerator * by, denominator: denominator * by })).toBe(
            multiplyPrice(amount, { numerator, denominator }),
          )
        },
      ),
    )
  })

  it('never falls when more is used', () => {
    fc.assert(
      fc.property(decimal, positive, positive, positive, (amount, numerator, more, denominator) => {
        const less = multiplyPrice(amount, { numerator, denominator }) ?? Infinity
        const greater = multiplyPrice(amount, { numerator: numerator + more, denominator }) ?? Infinity
        expect(greater).toBeGreaterThanOrEqual(less)
      }),
    )
  })

  it('rounds exactly half a micro-dollar up, where binary fractions would round down', () => {
    expect(multiplyPrice('0.0000005', { numerator: 1n, denominator: 1n })).toBe(1)
    expect(multiplyPrice('0.00000049', { numerator: 1n, denominator: 1n })).toBe(0)
    // 1.005 × 0.0001 is 0.0001005: in binary a hair below the half
    expect(multiplyPrice('0.0001', { numerator: 1_005_000n, denominator: 1_000_000n })).toBe(101)
  })

  it('takes amounts without a fraction', () => {
    expect(multiplyPrice('2', { numerator: 3n, denominator: 1n })).toBe(6_000_000)
  })

  it('answers null, not a wrong number, where the amount is too large to be counted', () => {
    expect(multiplyPrice('9007199254', { numerator: 1n, denominator: 1n })).toBe(9_007_199_254_000_000)
    expect(multiplyPrice('9007199255', { numerator: 1n, denominator: 1n })).toBeNull()
  })
})

describe('microseconds', () => {
  it('keeps every microsecond of a header with three decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (count) => {
        expect(microseconds(count / 1000)).toBe(BigInt(count))
      }),
    )
  })
})
