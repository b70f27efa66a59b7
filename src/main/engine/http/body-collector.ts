import { letGo } from '#shared/let-go.ts'

/** The most that is reserved on the word of a content-length alone; beyond it a body is gathered piece by piece. */
const LARGEST_RESERVATION = 8 * 1024 * 1024

/**
 * Gathers a reply's body into one array with an `ArrayBuffer` of its own and no slack, so that it can be transferred to
 * another thread. With a known length the bytes are written where they will stay; without, they are kept as they come
 * and joined once.
 */
export class BodyCollector {
  readonly #whole: Uint8Array<ArrayBuffer> | null
  readonly #pieces: Uint8Array[] = []
  #byteCount = 0

  /** @param expectedBytes what content-length says; null where it does not */
  constructor(expectedBytes: number | null) {
    this.#whole = expectedBytes !== null && expectedBytes <= LARGEST_RESERVATION ? new Uint8Array(expectedBytes) : null
  }

  get byteCount(): number {
    return this.#byteCount
  }

  /** The HTTP parser lets no more through than content-length said. */
  add(piece: Uint8Array): void {
    this.#byteCount += piece.byteLength
    if (this.#whole === null) {
      this.#pieces.push(piece)
      return
    }
    this.#whole.set(piece, this.#byteCount - piece.byteLength)
    // Node reads a socket into new memory each time, which nobody frees before a collection: tens of megabytes of it lie about.
    // The parser has no use for it any more where the body goes on beyond its end.
    if (this.#byteCount < this.#whole.byteLength) letGo(piece)
  }

  finish(): Uint8Array<ArrayBuffer> {
    if (this.#whole !== null) {
      // Less than announced is possible where a reply has no body by definition (204, 304).
      return this.#byteCount === this.#whole.byteLength ? this.#whole : this.#whole.slice(0, this.#byteCount)
    }
    const joined = new Uint8Array(this.#byteCount)
    let offset = 0
    for (const piece of this.#pieces) {
      joined.set(piece, offset)
      offset += piece.byteLength
    }
    return joined
  }
}
