import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'

/**
 * A connection through an SSH tunnel as an HTTP client wants it: it can be destroyed with a reason, and then closes at once.
 * ssh2's own channel takes no reason, and closes when the other side agrees.
 */
export class TunnelSocket extends Duplex {
  readonly #channel: ClientChannel

  constructor(channel: ClientChannel) {
    // With the end of what comes, nothing more is sent: what HTTP clients expect of a socket.
    super({ allowHalfOpen: false })
    this.#channel = channel
    channel.on('data', (piece: Buffer) => {
      if (!this.push(piece)) channel.pause()
    })
    // 'close' without 'end' before it: the other side gave the connection up.
    channel.once('end', () => this.#ended())
    channel.once('close', () => this.#ended())
    channel.once('error', (error: Error) => this.destroy(error))
  }

  #ended(): void {
    if (!this.readableEnded && !this.destroyed) this.push(null)
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, written: (error?: Error | null) => void): void {
    this.#channel.write(piece, written)
  }

  override _final(finished: () => void): void {
    this.#channel.end()
    finished()
  }

  override _destroy(error: Error | null, destroyed: (error: Error | null) => void): void {
    this.#channel.destroy()
    destroyed(error)
  }
}
