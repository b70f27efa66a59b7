import { createHash } from 'node:crypto'

/**
 * A number from 0 (included) to 1 (excluded) that depends on the key alone: the first 48 bits of its SHA-256.
 * Chance by key, not by a running generator: an answer does not depend on the order in which calls arrive, and a new
 * question (another last word in the key) does not disturb the old ones.
 */
export function chance(key: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(key)).digest().readUIntBE(0, 6) / 2 ** 48
}

/** An integer from 0 to `maximumExclusive` − 1 that depends on the key alone. */
export function chooseInteger(key: readonly (string | number)[], maximumExclusive: number): number {
  return Math.floor(chance(key) * maximumExclusive)
}
