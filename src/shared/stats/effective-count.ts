/** Fewer samples warn too readily: of 30 independent ones, fewer than half seem to be left about once in sixty times (simulated). */
export const NEEDED_FOR_EFFECTIVE_COUNT = 30

export interface EffectiveCount {
  count: number
  /** Between −1 and 1: how much a sample resembles the one before it. */
  autocorrelation: number
  /** How many independent samples would tell as much about the mean; from 1 to `count`. */
  effective: number
  /** Fewer than half of `count`: intervals that take samples for independent are then too narrow by 1.4 times and more. */
  isBelowHalf: boolean
}

/**
 * How many independent samples a series is worth: n (1 − ρ) / (1 + ρ), with ρ the autocorrelation at lag 1, of a series whose
 * memory fades by the same factor with each step (AR(1)). Samples that alternate (ρ below 0) count as independent: more than
 * there are is never claimed.
 * Source: Bayley & Hammersley, Supplement to the Journal of the Royal Statistical Society 8 (1946) 184–197;
 * Wilks, Statistical Methods in the Atmospheric Sciences, 3rd edition, section 5.2.4.
 * @param values of one contender in order of time
 * @returns null for fewer than `NEEDED_FOR_EFFECTIVE_COUNT`, and where all are the same
 */
export function effectiveCount(values: readonly number[]): EffectiveCount | null {
  if (values.length < NEEDED_FOR_EFFECTIVE_COUNT) return null
  const autocorrelation = lagOneAutocorrelation(values)
  if (autocorrelation === null) return null
  const effective = independentCount(values.length, autocorrelation)
  return { count: values.length, autocorrelation, effective, isBelowHalf: effective < values.length / 2 }
}

/** n (1 − ρ) / (1 + ρ), kept from 1 to n: the formula of `effectiveCount`, for a ρ that is known. */
export function independentCount(count: number, autocorrelation: number): number {
  return Math.min(count, Math.max(1, (count * (1 - autocorrelation)) / (1 + autocorrelation)))
}

/**
 * Sample autocorrelation at lag 1: Σ (xₜ − m)(xₜ₊₁ − m) / Σ (xₜ − m)².
 * Source: Box, Jenkins, Reinsel & Ljung, Time Series Analysis, 5th edition, section 2.1.5.
 * @param values in order of time
 * @returns null where there is no spread, as of none or one
 */
export function lagOneAutocorrelation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let [spread, together] = [0, 0]
  let before: number | null = null
  for (const value of values) {
    const deviation = value - mean
    spread += deviation * deviation
    if (before !== null) together += before * deviation
    before = deviation
  }
  // Equal values differ from their mean by its rounding alone.
  return spread <= values.length * (mean * Number.EPSILON * values.length) ** 2 ? null : together / spread
}
