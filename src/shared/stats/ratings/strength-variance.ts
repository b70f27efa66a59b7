import { studentQuantile } from '../student.ts'
import type { FittedStrengths } from './fit-strengths.ts'
import { addTo, timesVector, varianceOfSum, zeroMatrix, type SquareMatrix } from './symmetric-matrix.ts'
import { voteChances } from './tie-model.ts'
import type { IndexedVote } from './vote-index.ts'

/** With fewer reviewers how they differ can't be told: the interval is for these reviewers then, and not for others like them. */
export const LEAST_REVIEWERS_TO_GENERALISE = 6

/** How sure one is of the strengths, whatever is asked of them. */
export interface StrengthVariance {
  /** Of a weighted sum of the strengths and `logTie`. */
  of(weights: ArrayLike<number>): number
  /** So many standard deviations to either side make a 95 % interval. */
  quantile: number
  /** What was taken for one observation: votes on one prompt hang together, and so do those of one reviewer. */
  clusters: 'votes' | 'prompts' | 'prompts-and-reviewers'
  clusterCount: number
}

/**
 * The covariance of fitted strengths that does not take votes for independent: the sandwich A M A, in which A is the inverse of the
 * information and M the sum over clusters of the outer products of their scores, times G / (G − 1). Votes are clustered by prompt; with
 * six reviewers and more by reviewer as well, two ways: prompts + reviewers − both. The quantile is Student's, with one degree of freedom
 * less than there are clusters. A variance is never taken smaller than the model's own: where one contender won everything the scores
 * are all but nothing, and nothing would seem certain.
 * Sources: Liang & Zeger, Biometrika 73 (1986) 13–22; Cameron, Gelbach & Miller, Journal of Business & Economic Statistics 29 (2011)
 * 238–249.
 */
export function strengthVariance(fitted: FittedStrengths, votes: readonly IndexedVote[]): StrengthVariance {
  const scores = votes.map((vote) => ({ vote, score: scoreOf(vote, fitted) }))
  const meatBy = (keyOf: (vote: IndexedVote) => string | number): { meat: SquareMatrix; count: number } => {
    const sums = new Map<string | number, Float64Array>()
    for (const { vote, score } of scores) {
      const key = keyOf(vote)
      const sum = sums.get(key)
      if (sum === undefined) sums.set(key, score.slice())
      else score.forEach((value, index) => (sum[index] = (sum[index] as number) + value))
    }
    return { meat: meatOf([...sums.values()], fitted.covariance.size), count: sums.size }
  }
  const model = (weights: ArrayLike<number>): number => varianceOfSum(fitted.covariance, weights)
  const byPrompt = meatBy(({ prompt }) => prompt)
  if (byPrompt.count < 2) {
    return {
      of: model,
      quantile: studentQuantile(0.975, Math.max(1, votes.length - 1)),
      clusters: 'votes',
      clusterCount: votes.length,
    }
  }
  // w' A M A w is the variance of the sum with the weights A w.
  const sandwich = ({ meat }: { meat: SquareMatrix }, weights: ArrayLike<number>): number =>
    varianceOfSum(meat, timesVector(fitted.covariance, weights))
  const byReviewer = meatBy(({ reviewer }) => reviewer)
  if (byReviewer.count < LEAST_REVIEWERS_TO_GENERALISE) {
    return {
      of: (weights) => Math.max(sandwich(byPrompt, weights), model(weights)),
      quantile: studentQuantile(0.975, byPrompt.count - 1),
      clusters: 'prompts',
      clusterCount: byPrompt.count,
    }
  }
  const byBoth = meatBy(({ prompt, reviewer }) => `${prompt} ${reviewer}`)
  const clusterCount = Math.min(byPrompt.count, byReviewer.count)
  return {
    of: (weights) => {
      const [prompts, reviewers] = [sandwich(byPrompt, weights), sandwich(byReviewer, weights)]
      return Math.max(prompts + reviewers - sandwich(byBoth, weights), prompts, reviewers, model(weights))
    },
    quantile: studentQuantile(0.975, clusterCount - 1),
    clusters: 'prompts-and-reviewers',
    clusterCount,
  }
}

/** What the vote adds to the gradient of the logarithm of the likelihood. */
function scoreOf(
  { first, second, decision }: IndexedVote,
  { logStrengths, logTie, covariance }: FittedStrengths,
): Float64Array {
  const score = new Float64Array(covariance.size)
  const chances = voteChances((logStrengths[first] as number) - (logStrengths[second] as number), logTie)
  const surprise = (decision - (chances.first - chances.second)) / 2
  score[first] = surprise
  score[second] = -surprise
  score[covariance.size - 1] = (decision === 0 ? 1 : 0) - chances.tie
  return score
}

/** Around their mean: with the prior the scores do not quite add up to 0. */
function meatOf(sums: readonly Float64Array[], size: number): SquareMatrix {
  const meat = zeroMatrix(size)
  const mean = Float64Array.from(
    { length: size },
    (_, index) => sums.reduce((total, sum) => total + (sum[index] as number), 0) / sums.length,
  )
  const scale = sums.length / (sums.length - 1)
  for (const sum of sums) {
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const product =
          ((sum[row] as number) - (mean[row] as number)) * ((sum[column] as number) - (mean[column] as number))
        addTo(meat, row, column, scale * product)
      }
    }
  }
  return meat
}
