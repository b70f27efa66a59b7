import type { SeenPicture } from './seen-pixels.ts'

/**
 * Variance of the Laplacian (four neighbours) over the inside of the grey picture, in grey levels squared: little where edges are soft.
 * Pech-Pacheco, Cristóbal, Chamorro-Martínez and Fernández-Valdivia, Diatom autofocusing in brightfield microscopy (2000).
 * @returns null below 3 × 3 pixels
 */
export function sharpness({ grey, width, height }: Pick<SeenPicture, 'grey' | 'width' | 'height'>): number | null {
  if (width < 3 || height < 3) return null
  let sum = 0
  let squares = 0
  for (let y = 1; y < height - 1; y += 1) {
    const end = (y + 1) * width - 1
    for (let place = y * width + 1; place < end; place += 1) {
      const around =
        (grey[place - width] as number) +
        (grey[place + width] as number) +
        (grey[place - 1] as number) +
        (grey[place + 1] as number)
      const bend = around - 4 * (grey[place] as number)
      sum += bend
      squares += bend * bend
    }
  }
  const count = (width - 2) * (height - 2)
  return Math.max(0, squares / count - (sum / count) ** 2)
}
