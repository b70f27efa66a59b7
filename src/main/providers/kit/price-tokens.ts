import type { Charge } from '#shared/domain/price.ts'
import { multiplyPrice } from './multiply-price.ts'

/** Tokens of one kind, at dollars for a million of them: decimal text with ten places at most. */
export interface PricedTokens {
  count: number
  /** As it is called in the evidence: `text in`. */
  kind: string
  usd: string
}

/** tokens × rate ÷ 1,000,000 for each kind, summed exactly and rounded once. */
export function priceTokens(tokens: readonly PricedTokens[]): Pick<Charge, 'amountMicros' | 'evidence'> {
  const parts = tokens.filter(({ count }) => count > 0)
  // A price of $8 for a million tokens is 8 micro-dollars for one; ten decimals keep every part whole until the sum.
  const numerator = parts.reduce((sum, { count, usd }) => sum + BigInt(count) * inTenBillionths(usd), 0n)
  return {
    amountMicros: multiplyPrice('1', { numerator, denominator: 10_000_000_000n * 1_000_000n }),
    evidence: `${parts.map(({ count, kind, usd }) => `${count} tokens of ${kind} × $${usd}`).join(' + ')}, for a million each`,
  }
}

function inTenBillionths(usd: string): bigint {
  const [whole = '', fraction = ''] = usd.split('.')
  return BigInt(whole + fraction.padEnd(10, '0').slice(0, 10))
}
