import { NEAR_BITS } from './seed-honesty.ts'

/** A picture of a case by its seed and its look. */
export interface SeededLook {
  seed: number
  /** 64 bits as 16 hexadecimal digits. */
  perceptualHash: string
}

/**
 * How many pictures of one case look nearly the same as one of another seed: in no more than `NEAR_BITS` of 64 bits another look.
 * @returns `compared`: pictures that have one of another seed beside them
 */
export function nearDuplicates(pictures: readonly SeededLook[]): { near: number; compared: number } {
  const halves = pictures.map(({ seed, perceptualHash }) => ({
    seed,
    high: Number.parseInt(perceptualHash.slice(0, 8), 16),
    low: Number.parseInt(perceptualHash.slice(8), 16),
  }))
  const beside = halves.map((one) => halves.filter(({ seed }) => seed !== one.seed))
  const near = halves.filter((one, place) =>
    beside[place]?.some((other) => bitsOf(one.high ^ other.high) + bitsOf(one.low ^ other.low) <= NEAR_BITS),
  ).length
  return { near, compared: beside.filter((others) => others.length > 0).length }
}

/** Set bits of 32: in pairs, fours, bytes, and all at once (Warren, Hacker’s Delight, 5–1). */
function bitsOf(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
