import { isIP, type LookupFunction, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import type { ConnectionStamps } from './phases.ts'
import { checkPin } from './pinned-certificate.ts'

/** A connection with its stamps, and what became of it. */
export interface Connection extends ConnectionStamps {
  remoteAddress: string | null
  /** As TLS agreed on it; null without TLS, or where the server chose none. */
  alpnProtocol: string | null
  /** Exchanges that it has carried or carries. */
  exchangeCount: number
}

/** How a host is reached that is not reached in the ordinary way. */
export interface Route {
  /** SHA-256 of the only certificate that is accepted, lower-case hex; null for one that an authority vouches for. */
  certificateSha256: string | null
  /** Connections begin at the other end of it; null where they begin here. */
  tunnel: { connect(host: string, port: number): Promise<Duplex> } | null
}

const connections = new WeakMap<Duplex, Connection>()
let failing: Connection | null = null

/** The connection behind a socket that `timedConnector` opened; undefined for any other socket. */
export function connectionOf(socket: Duplex): Connection | undefined {
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

/** What a host takes too long for, as undici itself would say it. */
class ConnectTimeoutError extends Error {
  readonly code = 'UND_ERR_CONNECT_TIMEOUT'
}

/**
 * undici's own connector (sessions, time limit), which also stamps when each connection was looked up, connected and
 * secured. Through a tunnel, names are looked up at its other end: `connect` is then the time until that end has connected.
 * @param options.now milliseconds of the trial's clock
 * @param options.connectMs time limit from the start to a connection that is ready, TLS included; kept to within about
 *   a second
 */
export function timedConnector(options: {
  now: () => number
  lookup: LookupFunction
  connectMs: number
  route: Route
}): buildConnector.connector {
  const { now, lookup, connectMs, route } = options
  const pinned = route.certificateSha256
  const open = buildConnector({
    lookup,
    timeout: connectMs,
    allowH2: false,
    // Whom we speak to is then decided by `checkPin`, before anything is sent. A resumed session would show no certificate.
    ...(pinned === null ? {} : { rejectUnauthorized: false, maxCachedSessions: 0 }),
  }) as SocketReturningConnector

  return (target, callback) => {
    const secure = target.protocol === 'https:'
    const connection: Connection = {
      openedMs: now(),
      needsLookup: route.tunnel === null && isIP(target.hostname) === 0,
      secure,
      lookedUpMs: null,
      connectedMs: null,
      securedMs: null,
      remoteAddress: null,
      alpnProtocol: null,
      exchangeCount: 0,
    }
    const fail = (error: Error): void => {
      failing = connection
      callback(error, null)
      failing = null
    }
    const ready: buildConnector.Callback = (...[error, socket]) => {
      if (error !== null) {
        fail(error)
        return
      }
      const refusal = pinned !== null && socket instanceof TLSSocket ? checkPin(socket, pinned) : null
      if (refusal !== null) {
        socket.destroy()
        fail(refusal)
        return
      }
      connection.remoteAddress = socket.remoteAddress ?? null
      // Node says false where nothing was agreed on.
      if (socket instanceof TLSSocket) connection.alpnProtocol = socket.alpnProtocol || null
      callback(null, socket)
    }
    const stamp = (socket: Socket): void => {
      // Prepended: undici's own listeners write the waiting request at once, before a listener added later would be
      // called.
      socket.prependOnceListener('lookup', (error: Error | null) => {
        if (error === null) connection.lookedUpMs = now()
      })
      socket.prependOnceListener('connect', () => {
        connection.connectedMs ??= now()
      })
      socket.prependOnceListener('secureConnect', () => {
        connection.securedMs = now()
      })
      connections.set(socket, connection)
    }
    if (route.tunnel === null) {
      stamp(open(target, ready))
      return
    }
    const throughTunnel = (stream: Duplex): void => {
      connection.connectedMs = now()
      // A TLS socket and undici want of a stream what every Duplex has; the types ask for a whole TCP socket.
      const socket = stream as Socket
      if (secure) stamp(open({ ...target, httpSocket: socket }, ready))
      else {
        connections.set(socket, connection)
        ready(null, socket)
      }
    }
    const port = target.port === '' ? (secure ? 443 : 80) : Number(target.port)
    const hostname = target.hostname.replace(/^\[|\]$/g, '')
    withinTime(route.tunnel.connect(hostname, port), connectMs).then(throughTunnel, fail)
  }
}

async function withinTime(connecting: Promise<Duplex>, limitMs: number): Promise<Duplex> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new ConnectTimeoutError('The tunnel did not connect in time.'))
    // It may still come, and then nobody waits for it; a late failure is of no interest either.
    connecting.then(
      (stream) => stream.destroy(),
      () => undefined,
    )
  }, limitMs)
  try {
    return await Promise.race([connecting, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
