import { winShares, type DrawnScores, type DrawnWeights } from './sweep.ts'

/** Weights of a curve: 0 to 1 in steps of 2.5 %. */
export const CURVE_WEIGHTS: readonly number[] = Array.from({ length: 41 }, (_, step) => step / 40)

/**
 * How often each contender wins as the weight of one criterion goes from 0 to 1 and the others keep the proportions that they have in each
 * weighting that was drawn. With the same draws at every weight, so that the curve shows the weight and no chance.
 * @returns by weight, then by contender
 */
export function weightCurve(
  scores: DrawnScores,
  weights: DrawnWeights,
  { criterion, contenders, draws }: { criterion: number; contenders: number; draws: number },
): { weight: number; shares: number[] }[] {
  const criteria = weights.length / draws
  const alone = new Float64Array(draws * contenders)
  const rest = new Float64Array(draws * contenders)
  for (let draw = 0; draw < draws; draw += 1) {
    const others = 1 - (weights[draw * criteria + criterion] as number)
    for (let each = 0; each < criteria; each += 1) {
      const weight = weights[draw * criteria + each] as number
      for (let contender = 0; contender < contenders; contender += 1) {
        const score = scores[(draw * criteria + each) * contenders + contender] as number
        const place = draw * contenders + contender
        if (each === criterion) alone[place] = score
        else if (others > 0) rest[place] = (rest[place] as number) + (score * weight) / others
      }
    }
  }
  const totals = new Float64Array(draws * contenders)
  return CURVE_WEIGHTS.map((weight) => {
    for (let place = 0; place < totals.length; place += 1)
      totals[place] = weight * (alone[place] as number) + (1 - weight) * (rest[place] as number)
    return { weight, shares: winShares(totals, contenders) }
  })
}
