import { isIP, type LookupFunction, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import type { ConnectionStamps } from './phases.ts'

/** A connection with its stamps, and what became of it. */
export interface Connection extends ConnectionStamps {
  remoteAddress: string | null
  /** Exchanges that it has carried or carries. */
  exchangeCount: number
}

const connections = new WeakMap<Socket, Connection>()
let failing: Connection | null = null

/** The connection behind a socket that `timedConnector` opened; undefined for any other socket. */
export function connectionOf(socket: Socket): Connection | undefined {
  return connections.get(socket)
}

/**
 * The connection whose failure is being told right now: undici fails the waiting request within the connector's
 * callback.
 */
export function failingConnection(): Connection | null {
  return failing
}

/** undici's connector returns its socket, which its type does not say. Its events are the only way to the phases. */
type SocketReturningConnector = (options: buildConnector.Options, callback: buildConnector.Callback) => Socket

/**
 * undici's own connector (sessions, time limit), which also stamps when each connection was looked up, connected and
 * secured.
 * @param options.now milliseconds of the trial's clock
 * @param options.connectMs time limit from the start to a connection that is ready, TLS included; kept to within about
 *   a second
 */
export function timedConnector(options: {
  now: () => number
  lookup: LookupFunction
  connectMs: number
}): buildConnector.connector {
  const { now, lookup, connectMs } = options
  const open = buildConnector({ lookup, timeout: connectMs, allowH2: false }) as SocketReturningConnector
  return (target, callback) => {
    const connection: Connection = {
      openedMs: now(),
      needsLookup: isIP(target.hostname) === 0,
      secure: target.protocol === 'https:',
      lookedUpMs: null,
      connectedMs: null,
      securedMs: null,
      remoteAddress: null,
      exchangeCount: 0,
    }
    const socket = open(target, (...[error, ready]) => {
      if (error === null) {
        connection.remoteAddress = ready.remoteAddress ?? null
        callback(null, ready)
        return
      }
      failing = connection
      callback(error, null)
      failing = null
    })
    // Prepended: undici's own listeners write the waiting request at once, before a listener added later would be
    // called.
    socket.prependOnceListener('lookup', (error: Error | null) => {
      if (error === null) connection.lookedUpMs = now()
    })
    socket.prependOnceListener('connect', () => {
      connection.connectedMs = now()
    })
    socket.prependOnceListener('secureConnect', () => {
      connection.securedMs = now()
    })
    connections.set(socket, connection)
  }
}
