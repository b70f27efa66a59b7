import type { Charge } from '../domain/price.ts'

export const NEVER_SENT: Charge = { amountMicros: 0, basis: 'metered', priceId: null, evidence: 'never sent' }

/** Charges that follow one another as one. Its basis and price are those of the last one; what cost nothing is not told of. */
export function sumCharges(inOrder: readonly Charge[]): Charge {
  const charges = [...inOrder]
  const last = charges.pop() ?? NEVER_SENT
  const counted = [...charges.filter(({ amountMicros }) => amountMicros !== 0), last]
  if (counted.length === 1) return last
  const amounts = counted.map(({ amountMicros }) => amountMicros)
  return {
    ...last,
    amountMicros: amounts.every((amount) => amount !== null) ? amounts.reduce((sum, amount) => sum + amount, 0) : null,
    evidence: counted.map(({ evidence }) => evidence).join(' + '),
  }
}
