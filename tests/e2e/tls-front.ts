import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { createServer } from 'node:tls'

export interface TlsCertificate {
  key: string
  cert: string
}

/** A server that speaks TLS before one that does not, as a reverse proxy on a studio's own box does. */
export interface TlsFront {
  url: string
  /** Comes with another certificate from now on, to connections that are open as well: they are cut. */
  change(certificate: TlsCertificate): void
  close(): Promise<void>
}

/** @param behind address of the plain server, on this machine */
export async function startTlsFront(behind: string, certificate: TlsCertificate): Promise<TlsFront> {
  const { hostname, port } = new URL(behind)
  const sockets = new Set<Socket>()
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer(certificate, (socket) => {
    const plain = connect(Number(port), hostname)
    // Whoever goes away takes the other along.
    for (const [one, other] of [
      [socket, plain],
      [plain, socket],
    ] as const) {
      sockets.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    change: (next) => {
      server.setSecureContext(next)
      cutAll()
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cutAll()
      await closed
    },
  }
}
