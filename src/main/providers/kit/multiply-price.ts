import type { Micros } from '#shared/units/money.ts'

/** An exact quantity as a fraction, so that neither a third of a megapixel nor a microsecond is lost to binary rounding. */
export interface Quantity {
  numerator: bigint
  denominator: bigint
}

/**
 * Price of one unit times a quantity, in micro-dollars, rounded half up once at the very end. Exact: all in integers.
 * Example: `multiplyPrice('0.00075', { numerator: 4n, denominator: 1n }) === 3000`.
 * @param amountUsd decimal text in dollars, as in `Price.amountUsd`; neither sign nor exponent.
 * @param quantity not negative.
 * @returns null where the amount is larger than can be counted safely (2^53 - 1 micro-dollars).
 */
export function multiplyPrice(amountUsd: string, quantity: Quantity): Micros | null {
  const [whole = '', fraction = ''] = amountUsd.split('.')
  const unscaledAmount = BigInt(whole + fraction)
  const divisor = quantity.denominator * 10n ** BigInt(fraction.length)
  const micros = (unscaledAmount * quantity.numerator * 2_000_000n + divisor) / (2n * divisor)
  return micros > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(micros)
}

/** Milliseconds as whole microseconds: no clock of ours or of a provider is finer. */
export function microseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1000))
}

/** An amount in whole increments, at least one: how a meter with a smallest step counts. Without an increment: as it is. */
export function inIncrements(amount: bigint, increment: number | undefined): bigint {
  if (increment === undefined) return amount
  const step = BigInt(Math.max(1, Math.round(increment)))
  const steps = (amount + step - 1n) / step
  return (steps > 0n ? steps : 1n) * step
}
