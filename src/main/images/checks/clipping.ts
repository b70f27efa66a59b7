import { SOFT_CHECKS } from '#shared/domain/soft-check.ts'
import type { Pixels } from '../flag-pixels.ts'
import type { SeenPicture } from './seen-pixels.ts'

const { darkest, brightest } = SOFT_CHECKS.clipping.parameters

/**
 * Share of pixels all of whose colours are at one end of the scale, where exposure has cut off what was there. A pure white ground counts;
 * the white on which what is see-through is laid does not.
 * @param pixels the same picture with its opacity
 */
export function clipping(
  { data, step, colours }: Pick<SeenPicture, 'data' | 'step' | 'colours'>,
  pixels: Pick<Pixels, 'data' | 'channels'>,
): number {
  let clipped = 0
  // Of a grey picture all three are the same byte.
  const [green, blue] = colours === 1 ? [0, 0] : [1, 2]
  for (let place = 0; place < data.length; place += step) {
    const first = data[place] as number
    if (first > darkest && first < brightest) continue
    const [second, third] = [data[place + green] as number, data[place + blue] as number]
    const isWhite = first >= brightest && second >= brightest && third >= brightest
    if (!isWhite && (first > darkest || second > darkest || third > darkest)) continue
    if (isThere(pixels, place / step)) clipped += 1
  }
  return clipped / (data.length / step)
}

function isThere({ data, channels }: Pick<Pixels, 'data' | 'channels'>, pixel: number): boolean {
  return channels === 1 || channels === 3 || data[(pixel + 1) * channels - 1] !== 0
}
