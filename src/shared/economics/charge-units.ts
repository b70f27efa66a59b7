import type { Price } from '../domain/price.ts'

/** Micro-dollars for one unit, not rounded: a price may be finer than a micro-dollar. */
export function unitMicros(amountUsd: string): number {
  return Number(amountUsd) * 1_000_000
}

/**
 * What so many units of a month cost, in micro-dollars and not rounded. Tiers are marginal: with one from 1,000 units on, the first thousand
 * cost the amount before. In peak hours their amount holds, whatever the volume (see `priceAt`); they lie evenly among the others.
 * @param peakShare the part of the units that is bought in peak hours, 0 to 1; counts only where the price has such hours
 */
export function chargeUnits(
  { amountUsd, tiers = [], peakHours }: Pick<Price, 'amountUsd' | 'tiers' | 'peakHours'>,
  units: number,
  peakShare: number,
): number {
  const steps = [{ fromUnits: 0, amountUsd }, ...tiers.toSorted((left, right) => left.fromUnits - right.fromUnits)]
  const plain = steps.reduce((sum, step, index) => {
    const until = Math.min(units, steps[index + 1]?.fromUnits ?? Infinity)
    return sum + Math.max(0, until - step.fromUnits) * unitMicros(step.amountUsd)
  }, 0)
  if (peakHours === undefined) return plain
  return (1 - peakShare) * plain + peakShare * units * unitMicros(peakHours.amountUsd)
}
