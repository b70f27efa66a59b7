/** A seeded stream of random numbers: the same seed gives the same stream on every machine. Not for secrets. */
export interface Random {
  /** The next number in [0, 1), a multiple of 2^-32. */
  next(): number
  /** A whole number in [0, maximumExclusive), each equally likely. `maximumExclusive` is 1 to 2^32. */
  integer(maximumExclusive: number): number
  /** The items in a random order, each permutation equally likely; the given list is left alone. */
  shuffle<Item>(items: readonly Item[]): Item[]
}

const RANGE = 2 ** 32

/**
 * sfc32 by Chris Doty-Humphrey (PractRand 0.94, `sfc.h`): 128 bits of state, three of them seeded, one a counter.
 * The state is filled by `mixSeeds`, and the first 12 outputs are dropped as PractRand does.
 * @param seed a whole number; all of its 53 bits count.
 */
export function createRandom(seed: number): Random {
  let a = mixSeeds(seed, 0)
  let b = mixSeeds(seed, 1)
  let c = mixSeeds(seed, 2)
  let counter = 1

  const next32 = (): number => {
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  for (let round = 0; round < 12; round += 1) next32()

  const integer = (maximumExclusive: number): number => {
    if (!Number.isInteger(maximumExclusive) || maximumExclusive < 1 || maximumExclusive > RANGE)
      throw new RangeError(`A random whole number needs a bound from 1 to 2^32, not ${maximumExclusive}.`)
    // Values beyond the last whole multiple of the bound are drawn again: a bare remainder would favour the small ones.
    const limit = RANGE - (RANGE % maximumExclusive)
    let value = next32()
    while (value >= limit) value = next32()
    return value % maximumExclusive
  }

  return {
    next: () => next32() / RANGE,
    integer,
    /** Fisher–Yates, from the end (Knuth, The Art of Computer Programming 2, algorithm P). */
    shuffle: (items) => {
      const shuffled = [...items]
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = integer(last + 1)
        const held = shuffled[last] as (typeof shuffled)[number]
        shuffled[last] = shuffled[other] as (typeof shuffled)[number]
        shuffled[other] = held
      }
      return shuffled
    },
  }
}

/**
 * One 32-bit number, 0 to 2^32 − 1, out of several whole numbers, in which every bit of each counts; for deriving one
 * seed from another. Each half is folded in by a step of splitmix32: the golden-ratio increment of Steele, Lea and
 * Flood (OOPSLA 2014) with the 32-bit finaliser of MurmurHash3 (Austin Appleby).
 */
export function mixSeeds(...parts: readonly number[]): number {
  let state = 0
  for (const part of parts) {
    state = finalise((state ^ part) + 0x9e3779b9)
    state = finalise((state ^ Math.floor(part / RANGE)) + 0x9e3779b9)
  }
  return state >>> 0
}

function finalise(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
