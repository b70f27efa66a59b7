import { dirichletDraws } from '../stats/draw-dirichlet.ts'
import { drawNormal } from '../stats/normal-quantile.ts'
import { NORMAL_QUANTILE } from '../stats/normal.ts'
import { createRandom, mixSeeds } from '../stats/random.ts'
import { cutScore } from './score.ts'
import type { ScoreTable } from './score-table.ts'

export const DRAWS = 2000

/**
 * How close weightings "near yours" are: the sum of the shapes of the Dirichlet distribution they are drawn from. A weight of 35 % is
 * then between 21 and 50 % in 95 of 100 weightings, one of 10 % between 3 and 21 %.
 */
export const NEAR_CONCENTRATION = 40

/** Totals that differ by less are a tie: it is the rounding of a sum of as many products. */
const TIE = 1e-12

/** Every measurement redrawn within its interval: by draw, then by criterion, then by contender. */
export type DrawnScores = Float64Array
/** By draw, then by criterion. */
export type DrawnWeights = Float64Array
/** By draw, then by contender. */
export type DrawnTotals = Float64Array

/**
 * Redraws all scores together, each by itself: one that was sampled from a normal distribution of two halves, which leaves 2.5 % beyond
 * either end of its interval; one that can be anything between two ends evenly between them. Drawn on the scale of the score, so that a
 * time or an amount is drawn log-normally, and cut off at 0 and 1 after that.
 */
export function drawScores(
  { contenderIds, criterionIds, cells }: ScoreTable,
  seed: number,
  draws = DRAWS,
): DrawnScores {
  const random = createRandom(mixSeeds(seed, 1))
  const [contenders, criteria] = [contenderIds.length, criterionIds.length]
  const places = criterionIds.flatMap((_, criterion) =>
    cells.map((row) => {
      const cell = row[criterion]
      if (cell === undefined) throw new Error('A table of scores has a hole.')
      const { value, low, high, law } = cell
      const up = (high - value) / NORMAL_QUANTILE.p975
      const down = (value - low) / NORMAL_QUANTILE.p975
      return { value, low, width: high - low, up, down, isEven: law === 'even' }
    }),
  )
  const scores = new Float64Array(draws * criteria * contenders)
  let at = 0
  for (let draw = 0; draw < draws; draw += 1)
    for (const place of places) {
      // Either law takes one number, so that a figure that becomes known moves no other draw.
      const z = place.isEven ? random.next() : drawNormal(random)
      const score = place.isEven ? place.low + place.width * z : place.value + z * (z > 0 ? place.up : place.down)
      scores[at] = cutScore(score)
      at += 1
    }
  return scores
}

/**
 * Weightings: `yours`, the same each time · `near`, a Dirichlet distribution whose mean they are · `any`, every weighting of what is
 * weighed as likely as every other. What weighs nothing weighs nothing in any of them.
 * @param weights by criterion, adding up to 1
 */
export function drawWeights(
  kind: 'yours' | 'near' | 'any',
  weights: readonly number[],
  seed: number,
  draws = DRAWS,
): DrawnWeights {
  const count = weights.length
  const drawn = new Float64Array(draws * count)
  if (kind === 'yours') {
    for (let draw = 0; draw < draws; draw += 1) drawn.set(weights, draw * count)
    return drawn
  }
  const shapes = weights.map((weight) => (kind === 'near' ? weight * NEAR_CONCENTRATION : weight > 0 ? 1 : 0))
  const next = dirichletDraws(shapes, createRandom(mixSeeds(seed, kind === 'near' ? 2 : 3)))
  for (let draw = 0; draw < draws; draw += 1) next(drawn.subarray(draw * count, (draw + 1) * count))
  return drawn
}

/** @param draws of both */
export function drawnTotals(
  scores: DrawnScores,
  weights: DrawnWeights,
  { contenders, draws = DRAWS }: { contenders: number; draws?: number },
): DrawnTotals {
  const criteria = weights.length / draws
  if (scores.length !== draws * criteria * contenders)
    throw new RangeError('Scores and weights are not of the same draws.')
  const totals = new Float64Array(draws * contenders)
  let at = 0
  for (let draw = 0; draw < draws; draw += 1)
    for (let criterion = 0; criterion < criteria; criterion += 1) {
      const weight = weights[draw * criteria + criterion] as number
      for (let contender = 0; contender < contenders; contender += 1) {
        const place = draw * contenders + contender
        totals[place] = (totals[place] as number) + weight * (scores[at] as number)
        at += 1
      }
    }
  return totals
}

/** The total of each contender, on average. */
export function meanTotals(totals: DrawnTotals, contenders: number): number[] {
  const sums = Array.from({ length: contenders }, () => 0)
  for (const [place, total] of totals.entries()) sums[place % contenders] = (sums[place % contenders] as number) + total
  return sums.map((sum) => (sum * contenders) / totals.length)
}

/** How often the first of two has the higher total, a tie half. */
export function shareBetter(totals: DrawnTotals, contenders: number, first: number, second: number): number {
  let better = 0
  for (let start = 0; start < totals.length; start += contenders) {
    const difference = (totals[start + first] as number) - (totals[start + second] as number)
    if (difference > TIE) better += 1
    else if (difference >= -TIE) better += 0.5
  }
  return (better * contenders) / totals.length
}

/** How often each contender has the highest total, as shares that add up to 1. Those that tie share the draw. */
export function winShares(totals: DrawnTotals, contenders: number): number[] {
  const wins = new Float64Array(contenders)
  for (let start = 0; start < totals.length; start += contenders) {
    let best = -Infinity
    let winner = -1
    let isTied = false
    for (let place = 0; place < contenders; place += 1) {
      const total = totals[start + place] as number
      if (total > best + TIE) {
        best = total
        winner = place
        isTied = false
      } else if (total >= best - TIE) isTied = true
    }
    if (isTied) shareDraw(totals.subarray(start, start + contenders), wins)
    else if (winner >= 0) wins[winner] = (wins[winner] as number) + 1
  }
  return Array.from(wins, (won) => (won * contenders) / totals.length)
}

function shareDraw(totals: DrawnTotals, wins: Float64Array): void {
  const best = Math.max(...totals)
  const tied = wins.map((_, place) => ((totals[place] as number) >= best - TIE ? 1 : 0))
  const count = tied.reduce((sum, one) => sum + one, 0)
  for (const [place, one] of tied.entries()) wins[place] = (wins[place] as number) + one / count
}
