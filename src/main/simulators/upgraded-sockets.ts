import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { SimulatorKit } from './simulator.ts'

/** Connections that became WebSockets: the HTTP server waits for them when it is closed, but no longer closes them itself. */
export class UpgradedSockets {
  readonly #sockets = new Set<Duplex>()

  /** Hands over the server's requests for a WebSocket. A server whose requests are handed to nobody refuses them. */
  hand(server: Server, handle: Parameters<SimulatorKit['onUpgrade']>[0]): void {
    server.on('upgrade', (request, socket, head) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      handle(request, socket, head)
    })
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
