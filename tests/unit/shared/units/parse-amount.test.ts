import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalOfPicos, microsOfPicos, parseAmount } from '#shared/units/parse-amount.ts'

test.each([
  ['$1,234.56', '.', 1_234_560_000],
  ['1.234,56 €', ',', 1_234_560_000],
  ['USD 0.000021', '.', 21],
  ['-0.0021', '.', -2100],
  ['−0.0021', '.', -2100],
  ['(12.00)', '.', -12_000_000],
  ['12.00-', '.', -12_000_000],
  ['-$5', '.', -5_000_000],
  ['2.1e-05', '.', 21],
  ["1'234.5", '.', 1_234_500_000],
  ['.5', '.', 500_000],
] as const)('%s is misread', (text, mark, micros) => {
  const picos = parseAmount(text, mark)
  expect(picos === null ? null : microsOfPicos(picos)).toBe(micros)
})

test.each([
  ['1,23', '.'],
  ['1.234.56', '.'],
  ['12,34.5', '.'],
  ['free', '.'],
  ['', '.'],
  ['-', '.'],
  ['(-5)', '.'],
] as const)('%s passes for an amount', (text, mark) => {
  expect(parseAmount(text, mark)).toBeNull()
})

test('an amount that is written and read again is another one', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (picos) => {
      expect(parseAmount(decimalOfPicos(picos), '.')).toBe(picos)
    }),
  )
})
