import type { GateName } from '../domain/trial-gate.ts'
import { parseDecimal } from '../units/decimal.ts'
import { GATES } from './measured-by-gate.ts'

const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 }

/** What a limit looks like, by what it limits. */
export const LIMIT_EXAMPLES = {
  latency: '8s, 800ms or 2min',
  moneyPerImage: '0.01 or $0.01, in US dollars and to six places',
  share: '99% or 0.99',
} as const

/**
 * Reads a limit as people write it, without a binary error: `8s`, `800ms`, `$0.01`, `99.5%`. A time without its unit, another currency
 * and a share above 1 without a percent sign are refused rather than guessed.
 * @returns milliseconds, micro-dollars or a share from 0 to 1; null where it can't be read
 */
export function readLimit(gate: GateName, text: string): number | null {
  const written = text.trim()
  const { quantity } = GATES[gate]
  if (quantity === 'latency') {
    const [, number = '', unit = ''] = /^([\d.]+) ?(ms|s|min)$/.exec(written) ?? []
    return times(number, MS_PER_UNIT[unit] ?? 0)
  }
  if (quantity === 'moneyPerImage') {
    const [, number = ''] = /^\$? ?(\d+(?:\.\d{1,6})?)$/.exec(written) ?? []
    return times(number, 1_000_000)
  }
  const [, number = '', percent] = /^([\d.]+) ?(%)?$/.exec(written) ?? []
  const share = times(number, 1, percent === undefined ? 0 : 2)
  return share === null || share > 1 ? null : share
}

/** A decimal times a whole number, over a power of ten: divided once, at the end. @returns null where the text is no decimal */
function times(text: string, factor: number, furtherPlaces = 0): number | null {
  const decimal = parseDecimal(text)
  return decimal === null ? null : (Number(decimal.units) * factor) / 10 ** (decimal.places + furtherPlaces)
}
