import { drawNormal } from './normal-quantile.ts'
import type { Random } from './random.ts'

/**
 * Draws shares that add up to 1, with mean `shape / Σ shapes`, and closer to it the larger the shapes are: the variance of a share of mean m is
 * m (1 − m) / (1 + Σ shapes). Shapes that are all 1 make every set of shares equally likely. A shape of 0 gives a share of 0.
 * Source: Devroye, Non-Uniform Random Variate Generation (1986), chapter XI.4: gamma variates over their sum.
 * @param shapes 0 or more, one of them above 0
 * @returns a function that gives the next set, written into the array that it is given
 */
export function dirichletDraws(shapes: readonly number[], random: Pick<Random, 'next'>): (into: Float64Array) => void {
  if (!shapes.some((shape) => shape > 0)) throw new RangeError('A Dirichlet distribution needs a shape above 0.')
  return (into) => {
    let sum = 0
    for (const [place, shape] of shapes.entries()) {
      const value = shape === 0 ? 0 : drawGamma(shape, random)
      into[place] = value
      sum += value
    }
    for (let place = 0; place < shapes.length; place += 1) into[place] = (into[place] as number) / sum
  }
}

/**
 * A gamma variate of scale 1.
 * Source: Marsaglia & Tsang, ACM Transactions on Mathematical Software 26 (2000) 363–372; below a shape of 1, section 6 of it.
 */
function drawGamma(shape: number, random: Pick<Random, 'next'>): number {
  if (shape === 1) return -Math.log(1 - random.next())
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
