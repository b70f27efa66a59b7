import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'

/** The server's WebSocket: who is connected under which client id, and what is sent to them. */
export class EventSockets {
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #clients = new Map<string, WebSocket>()
  #greeting: () => object
  #nextId = 1

  /** @param greeting the status that a client is told first */
  constructor(greeting: () => object) {
    this.#greeting = greeting
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (!/^(\/api)?\/ws$/.test(url.pathname)) {
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    const asked = url.searchParams.get('clientId') ?? ''
    const clientId = asked === '' ? `practice-client-${(this.#nextId += 1)}` : asked
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#clients.set(clientId, client)
      client.on('close', () => {
        if (this.#clients.get(clientId) === client) this.#clients.delete(clientId)
      })
      // A client that breaks its own connection has said so to itself.
      client.on('error', () => client.terminate())
      client.on('message', (data: Buffer, isBinary) => {
        if (!isBinary && data.includes('"feature_flags"')) {
          send(client, 'feature_flags', { supports_preview_metadata: true, max_upload_size: 104_857_600 })
        }
      })
      send(client, 'status', { ...this.#greeting(), sid: clientId })
    })
  }

  /** To the client whose prompt it is; nobody hears of a prompt that was sent without a client id. */
  tell(clientId: string | null, type: string, data: object): void {
    const client = clientId === null ? undefined : this.#clients.get(clientId)
    if (client !== undefined) send(client, type, data)
  }

  tellAll(type: string, data: object): void {
    for (const client of this.#clients.values()) send(client, type, data)
  }
}

function send(client: WebSocket, type: string, data: object): void {
  client.send(JSON.stringify({ type, data }))
}
