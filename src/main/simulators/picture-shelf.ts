import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { BoundedCache } from './bounded-cache.ts'
import type { Ending, Recipe, SimulatorKit, TruthEntry } from './simulator.ts'

/** Bytes of pictures that wait for their download. What is pushed out is drawn again when it is asked for. */
const SHELF_BYTES = 64_000_000

interface Parcel {
  format: Recipe['format']
  /** Null where it would keep a whole input picture in memory: once such a one is pushed out, it is gone. */
  again: Recipe | null
  entry: TruthEntry
  expiresMs: number
}

/**
 * Pictures that are fetched by address: an object storage with signed links, as it were. Links need no credentials, and
 * answer 403 once their life (the profile's `urlLifeMs`) is over.
 */
export class PictureShelf {
  readonly #kit: SimulatorKit
  readonly #bytes = new BoundedCache<Buffer<ArrayBuffer>>(SHELF_BYTES, (bytes) => bytes.byteLength)
  /** Oldest first; all live equally long. */
  readonly #parcels = new Map<string, Parcel>()

  constructor(kit: SimulatorKit) {
    this.#kit = kit
  }

  get lifeSeconds(): number {
    return Math.round(this.#kit.profile.urlLifeMs / 1000)
  }

  /** Puts the pictures of a finished job on the shelf. @returns their addresses, in order. */
  put({ pictures, recipes, entry }: Ending): string[] {
    this.#clearExpired()
    return pictures.map(({ bytes }, index) => {
      const recipe = recipes[index]!
      const name = `${randomUUID()}.${recipe.format}`
      const again = recipe.change === undefined ? recipe : null
      const expiresMs = this.#kit.nowMs() + this.#kit.profile.urlLifeMs
      this.#parcels.set(name, { format: recipe.format, again, entry, expiresMs })
      this.#bytes.set(name, bytes)
      return `${this.#kit.baseUrl()}/pictures/${name}`
    })
  }

  /** Adds the route of the links. */
  serve(app: Hono<{ Bindings: HttpBindings }>): void {
    app.get('/pictures/:name', async (context) => {
      const name = context.req.param('name')
      const parcel = this.#parcels.get(name)
      const expired = parcel === undefined || parcel.expiresMs <= this.#kit.nowMs()
      const kept = expired ? undefined : this.#bytes.get(name)
      const again = expired ? null : parcel.again
      if (expired || (kept === undefined && again === null)) {
        return context.body(EXPIRED, 403, { 'content-type': 'application/xml' })
      }
      const bytes = kept ?? (await this.#kit.draw(again!)).bytes
      this.#kit.answer(context, parcel.entry, { carriesPicture: true })
      return context.body(bytes, 200, { 'content-type': `image/${parcel.format}` })
    })
  }

  #clearExpired(): void {
    for (const [name, { expiresMs }] of this.#parcels) {
      if (expiresMs > this.#kit.nowMs()) return
      this.#parcels.delete(name)
      this.#bytes.delete(name)
    }
  }
}

/** What S3 says of a signed link whose time is over. */
const EXPIRED =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
