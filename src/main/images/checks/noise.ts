import type { SeenPicture } from './seen-pixels.ts'

/**
 * Standard deviation of the noise in the grey picture, in grey levels: the mean of what a mask leaves that takes away all that is
 * constant, slanted or bent evenly. Fine texture counts as noise. Immerkær, Fast Noise Variance Estimation (1996).
 * @returns null below 3 × 3 pixels
 */
export function noise({ grey, width, height }: Pick<SeenPicture, 'grey' | 'width' | 'height'>): number | null {
  if (width < 3 || height < 3) return null
  let sum = 0
  for (let y = 1; y < height - 1; y += 1) {
    const end = (y + 1) * width - 1
    for (let place = y * width + 1; place < end; place += 1) {
      const above = place - width
      const below = place + width
      const corners =
        (grey[above - 1] as number) +
        (grey[above + 1] as number) +
        (grey[below - 1] as number) +
        (grey[below + 1] as number)
      const sides =
        (grey[above] as number) + (grey[below] as number) + (grey[place - 1] as number) + (grey[place + 1] as number)
      sum += Math.abs(corners - 2 * sides + 4 * (grey[place] as number))
    }
  }
  return (Math.sqrt(Math.PI / 2) * sum) / (6 * (width - 2) * (height - 2))
}
