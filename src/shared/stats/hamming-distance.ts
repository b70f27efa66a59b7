const HASH = /^[\da-f]{16}$/i

/**
 * In how many of their 64 bits two perceptual hashes differ: 0 to 64.
 * @param first 16 hexadecimal digits, as is `second`
 * @throws RangeError for anything else: a hash that was cut short would seem near to all
 */
export function hammingDistance(first: string, second: string): number {
  let different = parseHash(first) ^ parseHash(second)
  let bits = 0
  // Clears the lowest set bit each time (Kernighan).
  for (; different !== 0n; different &= different - 1n) bits += 1
  return bits
}

function parseHash(hash: string): bigint {
  if (!HASH.test(hash)) throw new RangeError(`A perceptual hash has 16 hexadecimal digits, not “${hash}”.`)
  return BigInt(`0x${hash}`)
}
