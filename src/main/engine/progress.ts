import type { Credentials, ProgressSocket } from '#main/providers/provider-adapter.ts'
import { fillHeaders, urlUnder } from './http/fill-template.ts'
import type { SocketClient } from './http/socket-client.ts'
import type { EngineClock } from './ports.ts'
import type { Tunnel } from './tunnel/tunnel.ts'
import { TunnelError } from './tunnel/tunnel-error.ts'

/** Pauses before the socket is opened again; the last one for all that follow. */
const REOPEN_AFTER_MS = [500, 1000, 2000, 5000, 10_000, 30_000] as const
const LONGEST_REOPEN_MS = 30_000
/** Ends that are remembered: those of jobs in flight, with much room for jobs of others that are told of as well. */
const MOST_REMEMBERED = 10_000

/** What a provider tells of its jobs while they run. It only says when to ask. */
export interface Progress {
  /** The client that the provider knows us by, also after the socket was opened again. */
  clientId: string
  /** Resolves when the socket is open for the first time, or when it was of no use to wait for it. */
  ready(): Promise<void>
  /** When it was told that the job had ended, on the trial's clock; null where it was not. */
  endedMs(jobId: string): number | null
  /**
   * Calls when it is told that the job has ended.
   * @returns stops listening
   */
  onEnded(jobId: string, listener: () => void): () => void
  close(): Promise<void>
}

/**
 * Keeps one WebSocket to a provider for the length of a trial. Where it breaks, nothing is lost but time: jobs are asked after
 * at their interval until it is open again.
 * @param options.fail told of a bug, such as an adapter that throws
 */
export function createProgress(options: {
  socket: ProgressSocket
  clientId: string
  base: URL
  credentials: Credentials
  client: SocketClient
  tunnel: Tunnel | null
  clock: Pick<EngineClock, 'sleep'>
  now: () => number
  fail: (error: unknown) => void
}): Progress {
  const { socket, clientId, base, credentials, client, tunnel, clock, now, fail } = options
  const closing = new AbortController()
  const { signal } = closing
  const ended = new Map<string, number>()
  const listeners = new Map<string, Set<() => void>>()
  const { promise: ready, resolve: stopWaiting } = Promise.withResolvers<void>()

  const hear = (frame: string): void => {
    const told = read(frame)
    if (told?.state !== 'ended' || ended.has(told.jobId)) return
    ended.set(told.jobId, now())
    const [oldest] = ended.keys()
    if (ended.size > MOST_REMEMBERED && oldest !== undefined) ended.delete(oldest)
    for (const listener of listeners.get(told.jobId) ?? []) listener()
  }
  const read = (frame: string): ReturnType<ProgressSocket['read']> => {
    try {
      return socket.read(frame)
    } catch (error) {
      fail(error)
      return null
    }
  }

  const keepOpen = async (url: URL, headers: Record<string, string>): Promise<void> => {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const isUp = await tunnelIsUp(tunnel, signal)
      if (isUp && (await client.follow({ url, headers, opened: stopWaiting, hear, signal }))) failures = 0
      // One that is refused is not waited for: samples begin, and it is tried again meanwhile.
      stopWaiting()
      if (!signal.aborted) await clock.sleep(REOPEN_AFTER_MS[failures] ?? LONGEST_REOPEN_MS, signal)
    }
  }
  const url = urlUnder(base, socket.path(clientId))
  const filled = fillHeaders(socket, credentials)
  // A credential that can't stand in a header is told of by the first request that needs it.
  const kept = url === null || url.origin !== base.origin || !filled.ok ? null : keepOpen(url, filled.headers)
  const over = kept?.catch((error: unknown) => {
    if (!signal.aborted) fail(error)
  })
  if (kept === null) stopWaiting()

  return {
    clientId,
    ready: () => ready,
    endedMs: (jobId) => ended.get(jobId) ?? null,
    onEnded: (jobId, listener) => {
      const known = listeners.get(jobId) ?? new Set()
      listeners.set(jobId, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0) listeners.delete(jobId)
      }
    },
    close: async () => {
      closing.abort(new Error('The trial is over.'))
      await over
      await client.close()
    },
  }
}

/** A tunnel that can't be opened is told of by the samples; here it only means that there is nothing to hear. */
async function tunnelIsUp(tunnel: Tunnel | null, signal: AbortSignal): Promise<boolean> {
  try {
    await tunnel?.ready(signal)
    return true
  } catch (error) {
    if (error instanceof TunnelError) return false
    throw error
  }
}
