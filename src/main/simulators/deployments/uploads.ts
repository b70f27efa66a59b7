import { BoundedCache } from '../bounded-cache.ts'

/** Bytes of uploaded pictures that are kept; the oldest go first. */
const UPLOADED_BYTES = 128_000_000

/** Pictures that callers put at a simulated provider, by the name that it gave them. */
export class Uploads {
  readonly #files = new BoundedCache<Uint8Array>(UPLOADED_BYTES, (bytes) => bytes.byteLength)

  put(name: string, bytes: Uint8Array): void {
    this.#files.set(name, bytes)
  }

  find(name: string): Uint8Array | null {
    return this.#files.get(name) ?? null
  }
}
