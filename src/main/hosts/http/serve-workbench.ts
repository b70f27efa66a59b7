import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { AssayError } from '#shared/errors.ts'
import { createGatedApp } from './create-gated-app.ts'

/** The loopback address alone: other machines reach a workbench through a tunnel or not at all. */
const ADDRESS = '127.0.0.1'

export interface ServeOptions {
  handler: (request: Request) => Promise<Response>
  /** 0 takes any free port. */
  port: number
  /** Told of what the handler throws. */
  reportError: (error: Error) => void
}

export interface RunningServer {
  port: number
  /** Address with the token, to be printed once and opened in a browser. */
  url: string
  /** Ends open streams and resolves when the port is free. The workbench itself stays open. */
  close(): Promise<void>
}

/**
 * Opens the browser door: the handler over HTTP on 127.0.0.1, behind a token that is new at each start.
 * @throws AssayError PORT_IN_USE where another program holds the port; BAD_USAGE where the port can't be had otherwise
 */
export async function serveWorkbench({ handler, port, reportError }: ServeOptions): Promise<RunningServer> {
  const server = createServer()
  await listen(server, port)
  const bound = (server.address() as AddressInfo).port
  const token = randomBytes(32).toString('base64url')
  const app = createGatedApp({ handler, port: bound, token, reportError })
  server.on(
    'request',
    getRequestListener((request) => app.fetch(request), { hostname: ADDRESS }),
  )
  return {
    port: bound,
    url: `http://${ADDRESS}:${bound}/?token=${token}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, ADDRESS)
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE')
      throw new AssayError(
        'PORT_IN_USE',
        `Port ${port} is taken by another program. Choose another with --port, or --port 0 for any free one.`,
        { cause: error },
      )
    if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT')
      throw new AssayError(
        'BAD_USAGE',
        `Port ${port} can't be opened here. Choose one from 1024 to 65535 with --port, or --port 0 for any free one.`,
        { cause: error },
      )
    throw error
  }
}
