import type { ContenderStanding } from '../domain/decision-evaluation.ts'
import type { Estimate } from '../domain/estimate.ts'
import { wilsonEstimate } from '../stats/wilson.ts'
import { cutScore } from './score.ts'
import type { ScoreTable } from './score-table.ts'
import {
  DRAWS,
  meanTotals,
  drawnTotals,
  drawScores,
  drawWeights,
  shareBetter,
  winShares,
  type DrawnScores,
} from './sweep.ts'

/** What drawing weightings and measurements comes to. */
export interface SweptDecision {
  scores: DrawnScores
  /** By contender, then by criterion: by the values alone. */
  points: number[][]
  /** By contender, at the user's weights. */
  totals: number[]
  winsOf: (place: number) => NonNullable<ContenderStanding['wins']>
  /** Ids, the one with the highest total first, on average over the redraws at the user's weights. */
  ranking: string[]
  /** Those that the first is better than in fewer than 95 % of redraws at the user's weights. */
  levelWith: string[]
}

/** A contender is better than another where it is in this share of redraws. */
const SURE = 0.95

/**
 * Redraws the measurements once, and counts who wins with them at the user's weights, near them, and anywhere.
 * @param weights by criterion of the table, adding up to 1
 * @returns null where nobody is eligible or nothing counts
 */
export function sweepDecision(table: ScoreTable, weights: readonly number[], seed: number): SweptDecision | null {
  const { contenderIds, cells } = table
  const count = contenderIds.length
  if (count === 0 || weights.length === 0) return null
  const scores = drawScores(table, seed)
  const totalsOf = (kind: Parameters<typeof drawWeights>[0]) =>
    drawnTotals(scores, drawWeights(kind, weights, seed), { contenders: count })
  const [yours, near, any] = [totalsOf('yours'), totalsOf('near'), totalsOf('any')]
  const shares = { yours: winShares(yours, count), near: winShares(near, count), any: winShares(any, count) }
  const points = cells.map((row) => row.map(({ value }) => cutScore(value)))
  const totals = points.map((row) => row.reduce((sum, score, place) => sum + score * (weights[place] as number), 0))
  const means = meanTotals(yours, count)
  const ranked = means
    .map((_, place) => place)
    .toSorted((one, other) => (means[other] as number) - (means[one] as number))
  const first = ranked[0] as number
  const level = ranked.slice(1).filter((other) => shareBetter(yours, count, first, other) < SURE)
  const idOf = (place: number): string => contenderIds[place] as string
  return {
    scores,
    points,
    totals,
    winsOf: (place) => ({
      yours: drawnShare(shares.yours[place] as number),
      near: drawnShare(shares.near[place] as number),
      any: drawnShare(shares.any[place] as number),
    }),
    ranking: ranked.map(idOf),
    levelWith: level.map(idOf),
  }
}

/** With the interval of the drawing. */
function drawnShare(share: number): Estimate {
  return wilsonEstimate(share * DRAWS, DRAWS)
}
