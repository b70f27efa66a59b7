import type { LookupFunction } from 'node:net'
import { Agent, WebSocket } from 'undici'
import { timedConnector, type Route } from './timed-connector.ts'

/** Makes WebSockets to one host, one at a time, by the same way as its requests go. */
export interface SocketClient {
  /**
   * Opens a socket and hears its text frames until it ends, from whichever side. Binary frames (previews) are left aside.
   * @returns whether it had been open; false where it was refused or could not be reached. Never rejects.
   */
  follow(options: {
    /** http or https; asked to change to ws or wss. */
    url: URL
    headers: Record<string, string>
    opened: () => void
    hear: (frame: string) => void
    signal: AbortSignal
  }): Promise<boolean>
  close(): Promise<void>
}

/** Short: samples wait for the first one, and without it polling does as well. */
const CONNECT_MS = 5000

export function createSocketClient(options: { now: () => number; lookup: LookupFunction; route: Route }): SocketClient {
  const agent = new Agent({ allowH2: false, connect: timedConnector({ ...options, connectMs: CONNECT_MS }) })
  return {
    follow: ({ url, headers, opened, hear, signal }) => {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const address = new URL(url)
      address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      const socket = new WebSocket(address, { dispatcher: agent, headers })
      socket.binaryType = 'arraybuffer'
      let wasOpen = false
      const end = (): void => socket.close()
      signal.addEventListener('abort', end)
      socket.addEventListener('open', () => {
        wasOpen = true
        opened()
      })
      socket.addEventListener('message', ({ data }: { data: unknown }) => {
        if (typeof data === 'string') hear(data)
      })
      // Follows every other end: refused, broken, closed by either side.
      socket.addEventListener('close', () => {
        signal.removeEventListener('abort', end)
        resolve(wasOpen)
      })
      if (signal.aborted) end()
      return promise
    },
    close: () => agent.destroy(),
  }
}
