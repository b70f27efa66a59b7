/** An exact decimal number: `units` times ten to the minus `places`. */
export interface Decimal {
  units: bigint
  places: number
}

/** Reads a plain decimal, `0.92` or `12`. @returns null where the text is none */
export function parseDecimal(text: string): Decimal | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) return null
  const fraction = match[2] ?? ''
  return { units: BigInt(`${match[1] ?? ''}${fraction}`), places: fraction.length }
}

/** A quotient as a whole number, rounded half away from zero. @param divisor above 0 */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend
  const rounded = (2n * magnitude + divisor) / (2n * divisor)
  return dividend < 0n ? -rounded : rounded
}
