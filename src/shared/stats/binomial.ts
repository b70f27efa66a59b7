/**
 * Cumulative distribution of a binomial variable: entry k is P(B ≤ k) for B ~ Bin(count, probability), k = 0 … count.
 * Terms are built outwards from the mode by the ratio of neighbours, `p(k+1)/p(k) = (n−k)/(k+1) · p/(1−p)`, and then scaled
 * to sum to 1, so that nothing underflows at large counts.
 * @param probability strictly between 0 and 1
 */
export function binomialCumulative(count: number, probability: number): Float64Array {
  const terms = new Float64Array(count + 1)
  const odds = probability / (1 - probability)
  const mode = Math.min(count, Math.floor((count + 1) * probability))
  terms[mode] = 1
  for (let k = mode, term = 1; k < count && term > 0; k += 1) {
    term *= ((count - k) / (k + 1)) * odds
    terms[k + 1] = term
  }
  for (let k = mode, term = 1; k > 0 && term > 0; k -= 1) {
    term *= k / (count - k + 1) / odds
    terms[k - 1] = term
  }
  const total = terms.reduce((sum, term) => sum + term, 0)
  let cumulative = 0
  return terms.map((term) => {
    cumulative += term
    return cumulative / total
  })
}
