/** Keeps what was used last, within a bound on the sum of sizes. A value larger than the bound is not kept at all. */
export class BoundedCache<Value> {
  readonly #maximumBytes: number
  readonly #sizeOf: (value: Value) => number
  /** In the order of use: a Map iterates in the order of insertion. */
  readonly #values = new Map<string, Value>()
  #totalBytes = 0

  constructor(maximumBytes: number, sizeOf: (value: Value) => number) {
    this.#maximumBytes = maximumBytes
    this.#sizeOf = sizeOf
  }

  get totalBytes(): number {
    return this.#totalBytes
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) {
      this.#values.delete(key)
      this.#values.set(key, value)
    }
    return value
  }

  set(key: string, value: Value): void {
    this.delete(key)
    this.#values.set(key, value)
    this.#totalBytes += this.#sizeOf(value)
    for (const oldest of this.#values.keys()) {
      if (this.#totalBytes <= this.#maximumBytes) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const value = this.#values.get(key)
    if (value === undefined) return
    this.#values.delete(key)
    this.#totalBytes -= this.#sizeOf(value)
  }
}
