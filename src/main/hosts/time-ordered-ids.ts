import type { IdsPort } from '#main/workbench/ports.ts'

/** Crockford’s base 32: no i, l, o or u, so that an id read aloud or copied by hand stays itself. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_DIGITS = 10
const CHANCE_DIGITS = 16
const CHANCE_LIMIT = 1n << 80n

/**
 * Ids such as `trial-01kax3v7m2…`: a ULID (https://github.com/ulid/spec) in lower case behind its noun, 48 bits of time and
 * 80 of chance. Within a millisecond, or where the clock steps back, the chance counts on, so that later ids always sort later.
 * @param now milliseconds since 1970
 * @param randomBytes gives this many unpredictable bytes
 */
export function timeOrderedIds(now: () => number, randomBytes: (count: number) => Uint8Array): IdsPort {
  let lastMs = -1
  let chance = 0n
  return {
    next(noun) {
      const nowMs = now()
      if (nowMs > lastMs) {
        lastMs = nowMs
        chance = BigInt(`0x${Buffer.from(randomBytes(10)).toString('hex')}`)
      } else {
        chance += 1n
        if (chance === CHANCE_LIMIT) {
          lastMs += 1
          chance = 0n
        }
      }
      return `${noun}-${encode(BigInt(lastMs), TIME_DIGITS)}${encode(chance, CHANCE_DIGITS)}`
    },
  }
}

function encode(value: bigint, digits: number): string {
  let rest = value
  let text = ''
  for (let place = 0; place < digits; place += 1) {
    text = `${ALPHABET[Number(rest & 31n)]}${text}`
    rest >>= 5n
  }
  return text
}
