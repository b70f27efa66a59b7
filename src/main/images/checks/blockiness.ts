import { SOFT_CHECKS } from '#shared/domain/soft-check.ts'
import { medianSorted } from 'simple-statistics'
import type { SeenPicture } from './seen-pixels.ts'

const { period, smallestSide } = SOFT_CHECKS.blockiness.parameters

/**
 * How far the steps at block edges exceed those between, in grey levels: of every eighth column and every eighth row, wherever the blocks
 * begin, the lesser of the two. After the idea of Wang, Bovik and Evans, Blind measurement of blocking artifacts in images (2000), which
 * looks for the period in the spectrum of the steps; here it is looked for directly. Medians over columns, so that one straight edge
 * in the picture is no block, and the lesser of both ways, so that a fence is none.
 * @returns null where a side is below 64 pixels: too few blocks to tell
 */
export function blockiness({ grey, width, height }: Pick<SeenPicture, 'grey' | 'width' | 'height'>): number | null {
  if (width < smallestSide || height < smallestSide) return null
  const across = new Float64Array(width - 1)
  const down = new Float64Array(height - 1)
  for (let y = 0; y < height; y += 1) {
    const row = y * width
    const isLast = y === height - 1
    let sum = 0
    for (let x = 0; x < width - 1; x += 1) {
      const value = grey[row + x] as number
      across[x] = (across[x] as number) + Math.abs((grey[row + x + 1] as number) - value)
      if (!isLast) sum += Math.abs((grey[row + x + width] as number) - value)
    }
    if (!isLast) down[y] = sum / (width - 1)
  }
  return Math.min(excess(across.map((sum) => sum / height)), excess(down))
}

/** By how much the phase with the largest step exceeds the next: where a picture is small, chance alone lifts one above their median. */
function excess(steps: Float64Array): number {
  const [largest, next] = Array.from({ length: period }, (_, phase) =>
    medianSorted(steps.filter((_step, place) => place % period === phase).sort() as unknown as number[]),
  ).toSorted((left, right) => right - left) as [number, number]
  return largest - next
}
