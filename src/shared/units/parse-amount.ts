import { divideRounded } from './decimal.ts'

/** A millionth of a millionth of a unit of money: fine enough to add up a million requests of a millionth of a cent exactly. */
export type Picos = bigint

const PICO_PLACES = 12
const PICOS_PER_MICRO = 1_000_000n

/** Signs and codes that stand beside an amount, and the spaces and apostrophes that some write between thousands. */
const BESIDE = /^(?:[A-Z]{1,3})?\s*[$€£¥₹]?\s*|\s*[$€£¥₹]?\s*(?:[A-Z]{3})?$/g
const GAPS = /[\s\u00A0\u2009\u202F'’]/g

/**
 * Reads an amount of money as invoices write it: `$1,234.56`, `1.234,56 €`, `-0.0021`, `(12.00)` and `12.00-` for a credit, `2.1e-06`.
 * Works on the decimal digits, never on a binary fraction; beyond the twelfth place it rounds half away from zero.
 * @param decimalMark what stands before the cents; the other one may stand between thousands, in threes alone
 * @returns null where the text is no amount
 */
export function parseAmount(text: string, decimalMark: '.' | ','): Picos | null {
  let rest = text.trim().replace('\u2212', '-')
  let negative = false
  const enclosed = /^\((.*)\)$/.exec(rest)
  if (enclosed !== null) {
    negative = true
    rest = (enclosed[1] ?? '').trim()
  }
  const signed = /^(.*?)-$/.exec(rest) ?? /^[^\d-]*?-(.*)$/.exec(rest)
  if (signed !== null) {
    if (negative) return null
    negative = true
    rest = rest.replace('-', '').trim()
  }
  return magnitude(rest.replace(/^\+/, ''), decimalMark, negative)
}

function magnitude(text: string, decimalMark: '.' | ',', negative: boolean): Picos | null {
  const bare = text.replaceAll(BESIDE, '').replaceAll(GAPS, '')
  const exponent = /^(.+?)e([+-]?\d{1,2})$/i.exec(bare)
  const [digits, shift] = exponent === null ? [bare, 0] : [exponent[1] ?? '', Number(exponent[2])]
  const pattern =
    decimalMark === '.' ? /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/ : /^(\d+|\d{1,3}(?:\.\d{3})+)?(?:,(\d*))?$/
  const match = pattern.exec(digits)
  if (match === null || !/\d/.test(digits)) return null
  const whole = (match[1] ?? '').replaceAll(/[.,]/g, '')
  const fraction = match[2] ?? ''
  const units = BigInt(`${whole}${fraction}` || '0')
  const places = PICO_PLACES - fraction.length + shift
  const picos = places >= 0 ? units * 10n ** BigInt(places) : divideRounded(units, 10n ** BigInt(-places))
  return negative ? -picos : picos
}

/**
 * Whole micro-units, rounded half away from zero.
 * @throws RangeError where there are more than can be counted safely
 */
export function microsOfPicos(picos: Picos): number {
  const micros = Number(divideRounded(picos, PICOS_PER_MICRO))
  if (!Number.isSafeInteger(micros)) throw new RangeError('The amount is too large to be counted.')
  return micros
}

/** As a plain decimal without superfluous zeros: `-1234.560021`. */
export function decimalOfPicos(picos: Picos): string {
  const sign = picos < 0n ? '-' : ''
  const digits = String(picos < 0n ? -picos : picos).padStart(PICO_PLACES + 1, '0')
  const fraction = digits.slice(-PICO_PLACES).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -PICO_PLACES)}${fraction === '' ? '' : `.${fraction}`}`
}
