import type { Extent } from './picture-extent.ts'

/**
 * The smaller of two sizes, if the larger can be scaled down to it without being squeezed: its sides then come out within a pixel. null
 * where the shapes differ.
 */
export function commonSize(one: Extent, other: Extent): Extent | null {
  const [smaller, larger] = one.width * one.height <= other.width * other.height ? [one, other] : [other, one]
  const heightOfLarger = (larger.height * smaller.width) / larger.width
  return Math.abs(heightOfLarger - smaller.height) < 1 ? { width: smaller.width, height: smaller.height } : null
}
