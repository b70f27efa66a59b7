import { z } from 'zod'
import { formatUsd, MICROS_PER_USD } from './format-usd.ts'

/**
 * Money is an integer count of micro-dollars (1 USD = 1,000,000 micros), so that sums are exact.
 * An amount that is not known is `null` wherever it may be unknown: it is never written as 0.
 */
export const Micros = z.int().describe('integer micro-dollars; 1 USD = 1,000,000')
export type Micros = z.infer<typeof Micros>

export { formatUsd, MICROS_PER_USD }

/**
 * Parses a decimal amount of US dollars, as text or as a number, into micro-dollars.
 * Digits beyond the sixth place are rounded half away from zero. Works on the decimal digits, never on a binary fraction:
 * `microsFromUsd('0.00547') === 5470`.
 * @returns null where the text is not a plain decimal number (an empty string, "NaN", "free"), or exceeds what is safe to count.
 */
export function microsFromUsd(amount: string | number): Micros | null {
  const text = typeof amount === 'number' ? plainDecimal(amount) : amount.trim()
  const match = /^([+-])?(\d*)(?:\.(\d*))?$/.exec(text)
  if (match === null || !/\d/.test(text)) return null
  const whole = match[2] === '' ? '0' : (match[2] ?? '0')
  const fraction = (match[3] ?? '').padEnd(7, '0')
  const roundUp = Number(fraction[6]) >= 5 ? 1 : 0
  const magnitude = Number(whole) * MICROS_PER_USD + Number(fraction.slice(0, 6)) + roundUp
  if (!Number.isSafeInteger(magnitude)) return null
  return match[1] === '-' && magnitude !== 0 ? -magnitude : magnitude
}

/** Writes a number without an exponent, so that 1e-7 is read as a decimal. */
function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return ''
  const text = String(value)
  return /e/i.test(text) ? value.toFixed(20) : text
}

/** Adds amounts of which some may be unknown: the known part, and how many could not be added. */
export function sumKnown(amounts: Iterable<Micros | null>): { knownMicros: Micros; unknownCount: number } {
  let knownMicros = 0
  let unknownCount = 0
  for (const amount of amounts) {
    if (amount === null) unknownCount += 1
    else knownMicros += amount
  }
  return { knownMicros, unknownCount }
}

/** The sum of amounts; null as soon as one of them is not known. */
export function sumUnlessUnknown(amounts: Iterable<Micros | null>): Micros | null {
  const { knownMicros, unknownCount } = sumKnown(amounts)
  return unknownCount === 0 ? knownMicros : null
}
