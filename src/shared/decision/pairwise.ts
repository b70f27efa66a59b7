import type { PairwiseConsistency } from '../domain/decision-evaluation.ts'
import type { CriterionComparison, CriterionId } from '../domain/decision-settings.ts'

/** Saaty's rule of thumb. */
const CONSISTENT_BELOW = 0.1

/**
 * Mean consistency index of random comparisons, by the number of criteria from 1; for more than 15 that of 15.
 * Source: Saaty, The Analytic Hierarchy Process (1980), table of the random index.
 */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]

/**
 * Weights from comparisons of every two criteria: the geometric mean of what each is to the others, which is the least-squares answer in
 * logarithms (Crawford & Williams, Journal of Mathematical Psychology 29, 1985, 387–405). The consistency ratio is Saaty's,
 * (λ − n) / (n − 1) over the random index, with λ the mean of (A w)ᵢ / wᵢ.
 * @param ids criteria that are compared, two or more
 * @returns `weights` in the order of `ids`, adding up to 1; null where a comparison is missing, or nothing is compared
 */
export function weightsFromComparisons(
  ids: readonly CriterionId[],
  comparisons: readonly CriterionComparison[],
): { weights: number[] | null; consistency: PairwiseConsistency } {
  const ratios = new Map(
    comparisons.flatMap(({ first, second, ratio }): [string, number][] => [
      [`${first} ${second}`, ratio],
      [`${second} ${first}`, 1 / ratio],
    ]),
  )
  const missing = ids.flatMap((first, place) =>
    ids.slice(place + 1).flatMap((second) => (ratios.has(`${first} ${second}`) ? [] : [[first, second]])),
  )
  if (missing.length > 0 || ids.length === 0) return { weights: null, consistency: { state: 'incomplete', missing } }
  const matrix = ids.map((first) =>
    ids.map((second) => (first === second ? 1 : (ratios.get(`${first} ${second}`) as number))),
  )
  const means = matrix.map((row) => Math.exp(row.reduce((sum, ratio) => sum + Math.log(ratio), 0) / row.length))
  const sum = means.reduce((total, mean) => total + mean, 0)
  const weights = means.map((mean) => mean / sum)
  return { weights, consistency: consistencyOf(ids, matrix, weights) }
}

function consistencyOf(
  ids: readonly CriterionId[],
  matrix: readonly (readonly number[])[],
  weights: readonly number[],
): PairwiseConsistency {
  const count = ids.length
  if (count < 3) return { state: 'complete', ratio: 0, isConsistent: true, worst: null }
  const eigenvalue =
    matrix.reduce((total, row, place) => {
      const product = row.reduce((sum, ratio, column) => sum + ratio * (weights[column] as number), 0)
      return total + product / (weights[place] as number)
    }, 0) / count
  const index = Math.max(0, (eigenvalue - count) / (count - 1))
  const ratio = index / (RANDOM_INDEX[Math.min(count, RANDOM_INDEX.length) - 1] as number)
  return { state: 'complete', ratio, isConsistent: ratio < CONSISTENT_BELOW, worst: worstTriple(ids, matrix) }
}

/** The three criteria of which two comparisons say most otherwise than the third. */
function worstTriple(ids: readonly CriterionId[], matrix: readonly (readonly number[])[]): CriterionId[] {
  const at = (row: number, column: number): number => matrix[row]?.[column] as number
  let worst = { error: -1, triple: ids.slice(0, 3) }
  for (let one = 0; one < ids.length; one += 1)
    for (let two = one + 1; two < ids.length; two += 1)
      for (let three = two + 1; three < ids.length; three += 1) {
        const error = Math.abs(Math.log(at(one, two) * at(two, three) * at(three, one)))
        if (error > worst.error) worst = { error, triple: [one, two, three].map((place) => ids[place] as CriterionId) }
      }
  return worst.triple
}
