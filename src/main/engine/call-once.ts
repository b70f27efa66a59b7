import type { Credentials, Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import { withRequestId } from './attempt-log.ts'
import { cachedLookup, type Resolve } from './http/cached-lookup.ts'
import { encodeBody, type InputPicture } from './http/encode-body.ts'
import type { ExchangeFailure } from './http/explain-failure.ts'
import { fillTemplate } from './http/fill-template.ts'
import { createHttpClient } from './http/http-client.ts'
import type { HostConnection } from './ports.ts'
import { createRedact } from './redact-secrets.ts'
import { startTrialClock } from './trial-clock.ts'
import { createTunnel } from './tunnel/tunnel.ts'
import { TunnelError } from './tunnel/tunnel-error.ts'
import { REAL_TIME } from './real-time.ts'

/**
 * What came of a single call. `reply` is as it came: it may repeat a credential, so it is for an adapter to read and not to
 * be shown. The failure's message and the exchange hold none. `exchange` is null where no request could be made at all.
 */
export type CallResult =
  { ok: true; reply: Reply; exchange: Exchange } | { ok: false; failure: CallFailure; exchange: Exchange | null }

export interface CallFailure {
  class: ExchangeFailure['class'] | 'authentication'
  message: string
}

export interface CallOptions {
  template: RequestTemplate
  credentials: Credentials
  baseUrl: string
  connection: HostConnection
  /** From asking to the last byte; opening a tunnel is not counted in. */
  timeoutMs: number
  signal: AbortSignal
  /** Told of the host key where the tunnel has none pinned. */
  hostKeySeen?: (hostKeySha256: string) => void
  /** For a template that carries one. */
  picture?: InputPicture
  purpose?: Exchange['purpose']
  largestBodyBytes?: number
  resolve?: Resolve
}

/** More than any answer about an account, its models or a graph of nodes takes. */
const LARGEST_BODY_BYTES = 16_000_000

/**
 * One request to an account's own host outside a trial: a check of credentials, a list of models, a try of a workflow. The same
 * URL policy, redaction, limits, pinned certificate and tunnel as in a trial; redirects are not followed. The exchange's times
 * count from the call.
 * @throws Error for a template that carries a picture where there is none
 */
export async function callOnce(options: CallOptions): Promise<CallResult> {
  const { template, credentials, connection, signal, timeoutMs, largestBodyBytes = LARGEST_BODY_BYTES } = options
  const now = startTrialClock(() => REAL_TIME.monotonicMs())
  const body = await encodeBody(template, options.picture ?? null)
  const filled = fillTemplate(template, credentials, new URL(options.baseUrl), body)
  if (!filled.ok) return failed(filled.class, filled.message)

  const { resolve, hostKeySeen = () => undefined } = options
  const lookup = cachedLookup(resolve === undefined ? { now } : { now, resolve })
  const tunnel =
    connection.tunnel === null ? null : createTunnel({ access: connection.tunnel, clock: REAL_TIME, hostKeySeen })
  const route = { certificateSha256: connection.certificateSha256, tunnel }
  const client = createHttpClient({ connections: 1, now, lookup, route })
  try {
    await tunnel?.ready(signal)
    const limits = { totalMs: timeoutMs, largestBodyBytes }
    const result = await client.exchange(filled.request, options.purpose ?? 'submit', limits, signal)
    const redact = createRedact(credentials)
    const exchange = withRequestId(result.exchange, redact)
    if (result.ok) return { ok: true, reply: result.reply, exchange }
    const { class: failureClass, message } = result.failure
    return { ok: false, failure: { class: failureClass, message: redact(message) }, exchange }
  } catch (error) {
    if (error instanceof TunnelError) return failed('network', error.message)
    if (signal.aborted) return failed('cancelled', 'Cancelled.')
    throw error
  } finally {
    await client.close()
    tunnel?.close()
  }
}

function failed(failureClass: CallFailure['class'], message: string): CallResult {
  return { ok: false, failure: { class: failureClass, message }, exchange: null }
}
