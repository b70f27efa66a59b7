import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** A request that a scripted server has read whole. */
export interface SeenRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export interface ScriptedServer {
  url: string
  port: number
  /** In the order in which they were read whole. */
  seen: SeenRequest[]
  /** Connections opened so far. */
  connectionCount(): number
  /** Takes no new connections from now on. */
  stopListening(): void
}

/** A real HTTP server on loopback that answers by the test's script and ends with the test. */
export async function startServer(
  answer: (request: SeenRequest, response: ServerResponse, incoming: IncomingMessage) => void,
): Promise<ScriptedServer> {
  const seen: SeenRequest[] = []
  const listener: RequestListener = (incoming, response) => {
    const pieces: Buffer[] = []
    incoming.on('data', (piece: Buffer) => pieces.push(piece))
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body: Buffer.concat(pieces).toString() }
      seen.push(request)
      answer(request, response, incoming)
    })
  }
  const server = createServer(listener)
  let connectionCount = 0
  server.on('connection', () => {
    connectionCount += 1
  })
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    connectionCount: () => connectionCount,
    stopListening: () => void server.close(),
  }
}

/** A raw TCP server on loopback, for what no HTTP library would send. */
export async function startRawServer(onSocket: (socket: Socket) => void): Promise<{ url: string; port: number }> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    // A client that breaks off may reset the connection; the test is about what the client makes of it.
    socket.on('error', () => socket.destroy())
    onSocket(socket)
  })
  const port = await listen(server)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}`, port }
}

/** A port of loopback on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  server.close()
  await once(server, 'close')
  return port
}

export async function listen(server: Server | TcpServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
