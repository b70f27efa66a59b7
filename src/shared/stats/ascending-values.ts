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

function merge(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const merged = new Float64Array(left.length + right.length)
  let fromLeft = 0
  let fromRight = 0
  for (let place = 0; place < merged.length; place += 1) {
    const one = left[fromLeft] ?? Infinity
    const other = right[fromRight] ?? Infinity
    if (fromRight === right.length || (fromLeft < left.length && one <= other)) {
      merged[place] = one
      fromLeft += 1
    } else {
      merged[place] = other
      fromRight += 1
    }
  }
  return merged
}
