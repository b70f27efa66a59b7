import type { Exchange, Phases } from '#shared/domain/sample.ts'

/** When a connection reached each stage, in milliseconds of the trial's clock; null where it has not. */
export interface ConnectionStamps {
  readonly openedMs: number
  /** False where the host is an address: there is nothing to look up. */
  readonly needsLookup: boolean
  readonly secure: boolean
  lookedUpMs: number | null
  connectedMs: number | null
  securedMs: number | null
}

/** When an exchange reached each stage, on the same clock; null where it did not. */
export interface ExchangeStamps {
  readonly askedMs: number
  /** Given to a socket. */
  startedMs: number | null
  /** The whole request handed to the socket. */
  sentMs: number | null
  /** First byte of the final reply; interim replies (1xx) do not count. */
  firstByteMs: number | null
  readonly endedMs: number
}

export const NO_PHASES: Phases = {
  blockedMs: null,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  sendMs: null,
  waitMs: null,
  receiveMs: null,
}

/**
 * Splits an exchange's time into phases. They follow one another without a gap, so those that happened add up to
 * `endedMs - askedMs`; an exchange that broke off ends within the phase that it had reached.
 * @param connection the connection that this exchange was the first to use, or whose failure ended it; null on a reused
 *   socket. It may have been opened before the exchange was asked for: only what came after delayed the exchange, and
 *   counts.
 */
export function phasesOf(exchange: ExchangeStamps, connection: ConnectionStamps | null): Phases {
  const phases = { ...NO_PHASES }
  const readyMs = exchange.startedMs ?? exchange.endedMs
  const inConnection = connection === null ? 0 : addConnectionPhases(phases, exchange.askedMs, readyMs, connection)
  const blockedMs = readyMs - exchange.askedMs - inConnection
  if (blockedMs > 0) phases.blockedMs = blockedMs
  if (exchange.startedMs === null) return phases

  phases.sendMs = (exchange.sentMs ?? exchange.endedMs) - exchange.startedMs
  if (exchange.sentMs === null) return phases
  phases.waitMs = (exchange.firstByteMs ?? exchange.endedMs) - exchange.sentMs
  if (exchange.firstByteMs === null) return phases
  phases.receiveMs = exchange.endedMs - exchange.firstByteMs
  return phases
}

/** Milliseconds of the exchange that its connection took. A stage that was never reached lasted until `readyMs`. */
function addConnectionPhases(phases: Phases, askedMs: number, readyMs: number, connection: ConnectionStamps): number {
  const beganMs = Math.min(Math.max(askedMs, connection.openedMs), readyMs)
  let cursorMs = beganMs
  const stage = (reachedMs: number | null): number | null => {
    const endMs = Math.min(reachedMs ?? readyMs, readyMs)
    if (endMs < cursorMs || (endMs === cursorMs && endMs === askedMs)) return null
    const tookMs = endMs - cursorMs
    cursorMs = endMs
    return tookMs
  }
  if (connection.needsLookup) phases.dnsMs = stage(connection.lookedUpMs)
  if (connection.lookedUpMs === null && connection.needsLookup) return cursorMs - beganMs
  phases.connectMs = stage(connection.connectedMs)
  if (connection.connectedMs === null) return cursorMs - beganMs
  if (connection.secure) phases.tlsMs = stage(connection.securedMs)
  return cursorMs - beganMs
}

/** When the first byte of the request went out, on the trial's clock; null where nothing was sent. */
export function firstByteOutMs(exchange: Pick<Exchange, 'startedMs' | 'phases'>): number | null {
  const { blockedMs, dnsMs, connectMs, tlsMs, sendMs } = exchange.phases
  if (sendMs === null) return null
  return exchange.startedMs + (blockedMs ?? 0) + (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0)
}
