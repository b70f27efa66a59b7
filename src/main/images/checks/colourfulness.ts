import { SOFT_CHECKS } from '#shared/domain/soft-check.ts'
import type { SeenPicture } from './seen-pixels.ts'

const { meanWeight } = SOFT_CHECKS.colourfulness.parameters

/**
 * How colourful a picture is: the spread of its opponent colours (red and green, yellow and blue) and a part of their mean. 0 for grey.
 * Hasler and Süsstrunk, Measuring colourfulness in natural images (2003), formula for M̂(3).
 */
export function colourfulness({ data, step, colours }: Pick<SeenPicture, 'data' | 'step' | 'colours'>): number {
  if (colours === 1) return 0
  let [reds, redSquares, yellows, yellowSquares] = [0, 0, 0, 0]
  for (let place = 0; place < data.length; place += step) {
    const red = data[place] as number
    const green = data[place + 1] as number
    const redness = red - green
    // Twice the yellowness, so that all sums are of whole numbers.
    const yellowness = red + green - 2 * (data[place + 2] as number)
    reds += redness
    redSquares += redness * redness
    yellows += yellowness
    yellowSquares += yellowness * yellowness
  }
  const count = data.length / step
  const [redMean, yellowMean] = [reds / count, yellows / count / 2]
  const spread = redSquares / count - redMean ** 2 + (yellowSquares / count / 4 - yellowMean ** 2)
  return Math.sqrt(Math.max(0, spread)) + meanWeight * Math.hypot(redMean, yellowMean)
}
