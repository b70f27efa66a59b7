import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { RentalAdapter } from '#main/providers/rental-adapter.ts'
import type { RentalCall, RentalPorts } from './ports.ts'

export type CallKind = keyof RentalAdapter['minimumIntervalMs']

export interface RentalAccount {
  accountId: string
  adapter: RentalAdapter
}

/** Calls of an account, one after the other, never closer together than its provider allows. */
export interface PacedCalls {
  /** @param build is asked when its turn has come; null where the call is not wanted any more, which makes it one not sent */
  call(
    account: RentalAccount,
    kind: CallKind,
    build: () => RequestTemplate | null,
    signal: AbortSignal,
  ): Promise<RentalCall>
}

interface Line {
  last: Promise<unknown>
  /** When a call of the kind, and when any call at all, may go out next: epoch milliseconds. */
  freeMs: Map<CallKind | 'any', number>
}

/**
 * All calls of one account wait in one line: the shortest interval is told by kind, and a launch that is answered with "slow
 * down" because a reading came just before it would cost more than the wait.
 */
export function paceCalls(ports: Pick<RentalPorts, 'call' | 'clock'>): PacedCalls {
  const lines = new Map<string, Line>()
  return {
    call: ({ accountId, adapter }, kind, build, signal) => {
      const line: Line = lines.get(accountId) ?? { last: Promise.resolve(), freeMs: new Map() }
      lines.set(accountId, line)
      const turn = line.last.then(async (): Promise<RentalCall> => {
        const freeMs = Math.max(line.freeMs.get(kind) ?? -Infinity, line.freeMs.get('any') ?? -Infinity)
        const waitMs = freeMs - ports.clock.now().getTime()
        if (waitMs > 0) await ports.clock.sleep(waitMs, signal)
        if (signal.aborted) return { ok: false, message: 'Assay was closed before it could ask.', sent: false }
        const template = build()
        if (template === null) return { ok: false, message: 'It was not wanted any more.', sent: false }
        const nowMs = ports.clock.now().getTime()
        line.freeMs.set(kind, nowMs + adapter.minimumIntervalMs[kind])
        line.freeMs.set('any', nowMs + Math.min(...Object.values(adapter.minimumIntervalMs)))
        return ports.call(accountId, template, signal)
      })
      // One that went wrong must not stop those behind it.
      line.last = turn.catch(() => undefined)
      return turn
    },
  }
}
