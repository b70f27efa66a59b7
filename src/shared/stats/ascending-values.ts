/**
 * Values that are added one by one and read in ascending order now and then. Those added since are sorted among themselves and
 * merged, so that a read of a hundred thousand takes a fraction of a millisecond where sorting all would take ten.
 */
export class AscendingValues {
  #ordered = new Float64Array(0)
  #added: number[] = []

  add(value: number): void {
    this.#added.push(value)
  }

  get count(): number {
    return this.#ordered.length + this.#added.length
  }

  /** Not to be changed; good until the next read. */
  inOrder(): Float64Array {
    if (this.#added.length > 0) this.#ordered = merge(this.#ordered, Float64Array.from(this.#added.splice(0)).sort())
    return this.#ordered
  }
}

/** Few values into many: what lies between two of the few is moved as it is. */
function merge(many: Float64Array, few: Float64Array): Float64Array<ArrayBuffer> {
  const merged = new Float64Array(many.length + few.length)
  let moved = 0
  for (const [place, value] of few.entries()) {
    const end = countUpTo(many, value, moved)
    merged.set(many.subarray(moved, end), moved + place)
    merged[end + place] = value
    moved = end
  }
  merged.set(many.subarray(moved), moved + few.length)
  return merged
}

/** How many of the ascending values do not exceed this one, where the first `from` are known not to. */
function countUpTo(ascending: Float64Array, value: number, from: number): number {
  let [low, high] = [from, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}
