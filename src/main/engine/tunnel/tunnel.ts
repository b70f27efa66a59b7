import type { Duplex } from 'node:stream'
import type { EngineClock, TunnelAccess } from '../ports.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { openSession, type SshSession } from './open-session.ts'
import { TunnelError } from './tunnel-error.ts'

/** Pauses before each try to open a tunnel again that had been open: a minute and a half in all. */
export const REOPEN_AFTER_MS = [0, 500, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000] as const
/** Where all of them failed, or it never was open, it is not tried again before this time. */
export const REST_MS = 30_000

/** An SSH tunnel for the length of a trial: opened once for all samples, and again where it broke. */
export interface Tunnel {
  /**
   * Resolves when it is open. What it waits for is a pause of ours, no latency of the host.
   * @throws TunnelError where it can't be opened; the signal's reason where that is aborted first
   */
  ready(signal: AbortSignal): Promise<void>
  /**
   * A connection from the other end of the tunnel.
   * @throws TunnelError also where it is not open at this moment
   */
  connect(host: string, port: number): Promise<Duplex>
  close(): void
}

/**
 * @param options.hostKeySeen told of the first host key where none is pinned. From then on it is the only one accepted.
 * @param options.open makes the connection; ssh2's if absent
 */
export function createTunnel(options: {
  access: TunnelAccess
  clock: Pick<EngineClock, 'monotonicMs' | 'sleep'>
  hostKeySeen: (hostKeySha256: string) => void
  open?: typeof openSession
}): Tunnel {
  const { access, clock, hostKeySeen, open = openSession } = options
  const closed = new AbortController()
  let pinned = access.hostKeySha256
  let session: SshSession | null = null
  let opening: Promise<void> | null = null
  let wasOpen = false
  let lastError = new TunnelError('The SSH tunnel is not open.', { mayPass: true })
  let restsUntilMs = Number.NEGATIVE_INFINITY

  const openOnce = async (): Promise<void> => {
    const opened = await open(access, {
      pinned,
      broken: (error) => {
        session = null
        lastError = error
      },
    })
    if (closed.signal.aborted) {
      opened.close()
      throw lastError
    }
    session = opened
    wasOpen = true
    if (pinned === null) {
      pinned = opened.hostKeySha256
      hostKeySeen(pinned)
    }
  }

  const openPatiently = async (): Promise<void> => {
    for (const waitMs of wasOpen ? REOPEN_AFTER_MS : [0]) {
      await clock.sleep(waitMs, closed.signal)
      try {
        await openOnce()
        return
      } catch (error) {
        if (!(error instanceof TunnelError)) throw error
        lastError = error
        if (!error.mayPass) break
      }
    }
    restsUntilMs = lastError.mayPass ? clock.monotonicMs() + REST_MS : Number.POSITIVE_INFINITY
    // One try at a time from now on: the samples that wait for it would stand in line for hours.
    wasOpen = false
    throw lastError
  }

  return {
    ready: async (signal) => {
      signal.throwIfAborted()
      if (session !== null) return
      if (opening === null) {
        if (clock.monotonicMs() < restsUntilMs) throw lastError
        opening = openPatiently().finally(() => {
          opening = null
        })
      }
      await unlessAborted(opening, signal)
    },
    connect: (host, port) => (session === null ? Promise.reject(lastError) : session.connect(host, port)),
    close: () => {
      closed.abort(lastError)
      session?.close()
      session = null
    },
  }
}
