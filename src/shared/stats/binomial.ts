/**
 * Cumulative distribution of a binomial variable: entry k is P(B ≤ k) for B ~ Bin(count, probability), k = 0 … count.
 * @param probability strictly between 0 and 1
 */
export function binomialCumulative(count: number, probability: number): Float64Array {
  const { first, cumulative } = binomialWindow(count, probability)
  const whole = new Float64Array(count + 1).fill(1, first)
  whole.set(cumulative, first)
  return whole
}

/** A term this much smaller than that of the mode, and all behind it, are far below the last digit of any sum. */
const NEGLIGIBLE = 1e-60

/**
 * That part of the same distribution in which it rises: `cumulative[i]` is P(B ≤ first + i). Before it stands 0, behind it 1. Of
 * 250,000 values it holds the few thousand around the mode.
 *
 * Terms are built outwards from the mode by the ratio of neighbours, `p(k+1)/p(k) = (n−k)/(k+1) · p/(1−p)`, until they are
 * negligible, and then scaled to sum to 1, so that nothing underflows at large counts.
 */
export function binomialWindow(count: number, probability: number): { first: number; cumulative: Float64Array } {
  const odds = probability / (1 - probability)
  const mode = Math.min(count, Math.floor((count + 1) * probability))
  const above: number[] = []
  for (let k = mode, term = 1; k < count; k += 1) {
    term *= ((count - k) / (k + 1)) * odds
    if (term < NEGLIGIBLE) break
    above.push(term)
  }
  const below: number[] = []
  for (let k = mode, term = 1; k > 0; k -= 1) {
    term *= k / (count - k + 1) / odds
    if (term < NEGLIGIBLE) break
    below.push(term)
  }
  const terms = new Float64Array(below.length + 1 + above.length)
  terms.set(below.reverse())
  terms[below.length] = 1
  terms.set(above, below.length + 1)
  let total = 0
  for (let place = 0; place < terms.length; place += 1) total += terms[place] as number
  let sum = 0
  for (let place = 0; place < terms.length; place += 1) {
    sum += terms[place] as number
    terms[place] = sum / total
  }
  return { first: mode - below.length, cumulative: terms }
}
