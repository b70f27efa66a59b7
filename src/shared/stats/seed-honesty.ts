import { hammingDistance } from './hamming-distance.ts'

/** Two pictures whose 64-bit perceptual hashes differ in no more bits look alike. Of unrelated bits one pair in 10¹¹ is so near. */
export const NEAR_BITS = 6

/** A contender that heeds half of the seeds shows none it heeds, or none it ignores, in one of 32 trials of so many pairs. */
export const NEEDED_PAIRS = 5

/** What is known of a picture; what could not be computed is null. */
export interface Fingerprint {
  /** Of the file's bytes. */
  sha256: string
  /** Of the decoded pixels: the same picture in a file with another date in it. */
  pixelSha256: string | null
  /** 64 bits as 16 hexadecimal digits. */
  perceptualHash: string | null
}

export interface PicturePair {
  first: Fingerprint
  second: Fingerprint
}

export type Likeness = 'identical' | 'near' | 'different' | 'unknown'

export interface SeedHonesty {
  /**
   * `bit-identical`: all pairs are. `near`: all are identical or near, and some only near. `ignored`: all differ. `mixed`: some differ.
   * `not-enough`: fewer than `NEEDED_PAIRS` could be compared.
   */
  verdict: 'bit-identical' | 'near' | 'ignored' | 'mixed' | 'not-enough'
  identical: number
  near: number
  different: number
  /** Could not be compared: not identical, and one of them without a perceptual hash. */
  unknown: number
}

/**
 * Whether the same prompt and seed give the same picture again. That is all it tells: a contender that always draws with one and the
 * same seed passes, and so does one that replays what it drew before. Pairs with different seeds, which should differ, show that.
 * @param pairs of pictures of one contender, each pair of one prompt, seed and parameters
 */
export function seedHonesty(pairs: Iterable<PicturePair>): SeedHonesty {
  const counts = { identical: 0, near: 0, different: 0, unknown: 0 }
  for (const { first, second } of pairs) counts[likeness(first, second)] += 1
  return { verdict: judge(counts), ...counts }
}

/** How alike two pictures are: by their bytes, then their pixels, then their perceptual hashes. */
export function likeness(first: Fingerprint, second: Fingerprint): Likeness {
  if (first.sha256 === second.sha256) return 'identical'
  if (first.pixelSha256 !== null && first.pixelSha256 === second.pixelSha256) return 'identical'
  if (first.perceptualHash === null || second.perceptualHash === null) return 'unknown'
  return hammingDistance(first.perceptualHash, second.perceptualHash) <= NEAR_BITS ? 'near' : 'different'
}

function judge({ identical, near, different }: Record<Likeness, number>): SeedHonesty['verdict'] {
  const compared = identical + near + different
  if (compared < NEEDED_PAIRS) return 'not-enough'
  if (different === compared) return 'ignored'
  if (different > 0) return 'mixed'
  return near === 0 ? 'bit-identical' : 'near'
}
