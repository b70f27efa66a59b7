import { subscribe } from 'node:diagnostics_channel'
import type { Dispatcher, DiagnosticsChannel } from 'undici'
import type { Reply } from '#main/providers/provider-adapter.ts'
import type { Exchange } from '#shared/domain/sample.ts'
import { BodyCollector } from './body-collector.ts'
import { explainFailure, explainTimeout, type BrokenExchange, type ExchangeFailure } from './explain-failure.ts'
import type { FilledRequest } from './fill-template.ts'
import { phasesOf } from './phases.ts'
import { connectionOf, failingConnection, type Connection } from './timed-connector.ts'

/** What came of an exchange. A failure is a value; the record holds the phases as far as they came. */
export type ExchangeResult =
  { ok: true; reply: Reply; exchange: Exchange } | { ok: false; failure: ExchangeFailure; exchange: Exchange }

/** Headers in which providers and their front doors name a call, the provider's own first. */
const REQUEST_ID_HEADERS = [
  'x-request-id',
  'request-id',
  'x-amzn-requestid',
  'x-amz-request-id',
  'x-trace-id',
  'cf-ray',
]

/**
 * The exchange that undici is about to write. It announces the socket on a diagnostics channel in the same breath as
 * `onRequestStart`, and nowhere else: between the two calls there is exactly one.
 */
let starting: RunningExchange | null = null
subscribe('undici:client:sendHeaders', (message) => {
  const running = starting
  starting = null
  running?.useSocket((message as DiagnosticsChannel.ClientSendHeadersMessage).socket)
})

function willUseSocket(exchange: RunningExchange): void {
  starting = exchange
}

/**
 * One request and its reply as undici's handler: stamps the phases, gathers the body, keeps the size limit, and settles
 * once. Implements the handler itself, without undici's streams, because every layer here would be measured as the
 * provider's. `bytesOut` and `bytesIn` are body bytes; headers are not counted.
 */
export class RunningExchange implements Dispatcher.DispatchHandler {
  readonly #request: FilledRequest
  readonly #purpose: Exchange['purpose']
  readonly #largestBodyBytes: number
  readonly #now: () => number
  readonly #settle: (result: ExchangeResult) => void
  readonly #askedMs: number
  #startedMs: number | null = null
  #sentMs: number | null = null
  #firstByteMs: number | null = null
  #connection: Connection | null = null
  #socketReused: boolean | null = null
  #controller: Dispatcher.DispatchController | null = null
  #settled = false
  #status: number | null = null
  #headers: Record<string, string> = {}
  #expectedBytes: number | null = null
  #body: BodyCollector | null = null

  constructor(options: {
    request: FilledRequest
    purpose: Exchange['purpose']
    largestBodyBytes: number
    now: () => number
    settle: (result: ExchangeResult) => void
  }) {
    this.#request = options.request
    this.#purpose = options.purpose
    this.#largestBodyBytes = options.largestBodyBytes
    this.#now = options.now
    this.#settle = options.settle
    this.#askedMs = options.now()
  }

  useSocket(socket: DiagnosticsChannel.ClientSendHeadersMessage['socket']): void {
    const connection = connectionOf(socket)
    if (connection === undefined) return
    this.#connection = connection
    this.#socketReused = connection.exchangeCount > 0
    connection.exchangeCount += 1
  }

  /** Ends the exchange from our side. A request that is still waiting for a socket will not be sent. */
  breakOff(failure: ExchangeFailure): void {
    if (this.#settled) return
    this.#fail(failure)
    this.#controller?.abort(new Error(failure.message))
  }

  /** Ends the exchange because its time is over. */
  runOutOfTime(totalMs: number): void {
    this.breakOff(explainTimeout(totalMs, this.#brokenHere()))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new Error('broken off while waiting for a socket'))
      return
    }
    this.#controller = controller
    this.#startedMs = this.#now()
    willUseSocket(this)
  }

  onRequestSent(): void {
    this.#sentMs = this.#now()
  }

  /** Called for the first byte of each reply, interim ones (1xx) included: the last call is the final reply's. */
  onResponseStarted(): void {
    this.#firstByteMs = this.#now()
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return
    this.#status = status
    this.#headers = joinValues(headers)
    this.#expectedBytes = lengthOf(this.#headers['content-length'])
    if (this.#expectedBytes !== null && this.#expectedBytes > this.#largestBodyBytes) this.#breakOffTooLarge()
    else this.#body = new BodyCollector(this.#expectedBytes)
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Uint8Array): void {
    if (this.#body === null || this.#settled) return
    if (this.#body.byteCount + piece.byteLength > this.#largestBodyBytes) this.#breakOffTooLarge()
    else this.#body.add(piece)
  }

  onResponseEnd(): void {
    if (this.#settled || this.#status === null || this.#body === null) return
    this.#settled = true
    const exchange = this.#record()
    const reply = { status: this.#status, headers: this.#headers, body: this.#body.finish() }
    this.#settle({ ok: true, reply, exchange })
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (starting === this) starting = null
    if (this.#settled) return
    this.#connection ??= failingConnection()
    this.#fail(explainFailure(error, this.#brokenHere()))
  }

  #brokenHere(): BrokenExchange {
    return {
      host: this.#request.url.host,
      sent: this.#startedMs !== null,
      replyBegun: this.#firstByteMs !== null,
      bytesIn: this.#body?.byteCount ?? 0,
      bytesExpected: this.#expectedBytes,
    }
  }

  #breakOffTooLarge(): void {
    const limit = `${Math.round(this.#largestBodyBytes / 1_000_000)} MB`
    const message = `${this.#request.url.host} answered with more than ${limit}; the rest was not read.`
    this.breakOff({ class: 'malformed-reply', message })
  }

  #fail(failure: ExchangeFailure): void {
    this.#settled = true
    this.#settle({ ok: false, failure, exchange: this.#record() })
  }

  #record(): Exchange {
    const endedMs = this.#now()
    const stamps = {
      askedMs: this.#askedMs,
      startedMs: this.#startedMs,
      sentMs: this.#sentMs,
      firstByteMs: this.#firstByteMs,
      endedMs,
    }
    return {
      purpose: this.#purpose,
      method: this.#request.method,
      url: this.#request.recordedUrl,
      startedMs: this.#askedMs,
      totalMs: endedMs - this.#askedMs,
      phases: phasesOf(stamps, this.#socketReused === true ? null : this.#connection),
      status: this.#status,
      socketReused: this.#socketReused,
      alpnProtocol: this.#connection?.alpnProtocol ?? null,
      remoteAddress: this.#connection?.remoteAddress ?? null,
      bytesOut: this.#sentMs === null ? 0 : (this.#request.body?.byteLength ?? 0),
      bytesIn: this.#body?.byteCount ?? 0,
      requestId: requestIdOf(this.#headers),
    }
  }
}

function joinValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (typeof value === 'string') joined[name] = value
    else if (value !== undefined) joined[name] = value.join(', ')
  }
  return joined
}

function lengthOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null
}

function requestIdOf(headers: Record<string, string>): string | null {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headers[name]
    if (value !== undefined && value !== '') return value
  }
  return null
}
