import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import type { Exchange } from '#shared/domain/sample.ts'
import { RunningExchange, type ExchangeResult } from './exchange.ts'
import type { FilledRequest } from './fill-template.ts'
import { timedConnector, type Route } from './timed-connector.ts'

/** Time limits in milliseconds and the size limit of one exchange. */
export interface ExchangeLimits {
  /** From asking to the last byte. */
  totalMs: number
  /**
   * From the request being sent to the headers; no limit of its own where absent, because a picture takes what it
   * takes.
   */
  headersMs?: number
  /** The longest silence within a body. Kept to within about half a second. */
  bodyIdleMs?: number
  largestBodyBytes?: number
}

export interface HttpClient {
  /**
   * Never rejects: a failure is a value. Redirects are not followed. Aborting the signal ends it as `cancelled` at
   * once.
   */
  exchange(
    request: FilledRequest,
    purpose: Exchange['purpose'],
    limits: ExchangeLimits,
    signal: AbortSignal,
  ): Promise<ExchangeResult>
  /** Closes every connection. */
  close(): Promise<void>
}

const CONNECT_MS = 10_000
const ORDINARY: Route = { certificateSha256: null, tunnel: null }
const BODY_IDLE_MS = 30_000
const LARGEST_BODY_BYTES = 64_000_000

/**
 * A client for HTTP/1.1 with connections of its own, kept alive between exchanges.
 * @param options.connections at most this many to one origin. It should be the concurrency of who uses it: with fewer,
 *   exchanges wait for each other; with no bound undici opens up to twice as many as are needed.
 * @param options.now milliseconds of the trial's clock
 * @param options.route how its hosts are reached; the ordinary way if absent
 */
export function createHttpClient(options: {
  connections: number
  now: () => number
  lookup: LookupFunction
  connectMs?: number
  route?: Route
}): HttpClient {
  const { connections, now, lookup, connectMs = CONNECT_MS, route = ORDINARY } = options
  // HTTP/2 would queue everything until the protocol is agreed on, and share one connection's fate among all samples.
  const agent = new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    connect: timedConnector({ now, lookup, connectMs, route }),
  })

  return {
    exchange: (request, purpose, limits, signal) => {
      const { promise, resolve } = Promise.withResolvers<ExchangeResult>()
      const { largestBodyBytes = LARGEST_BODY_BYTES, bodyIdleMs = BODY_IDLE_MS, headersMs = 0, totalMs } = limits
      const running = new RunningExchange({ request, purpose, largestBodyBytes, now, settle })
      const timer = setTimeout(() => running.runOutOfTime(totalMs), Math.ceil(totalMs))
      const cancel = (): void => running.breakOff({ class: 'cancelled', message: 'Cancelled.' })
      signal.addEventListener('abort', cancel)

      function settle(result: ExchangeResult): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', cancel)
        resolve(result)
      }

      if (signal.aborted) cancel()
      else {
        const { origin, pathname, search } = request.url
        const { method, headers, body } = request
        const timeouts = { headersTimeout: headersMs, bodyTimeout: bodyIdleMs }
        agent.dispatch({ origin, path: pathname + search, method, headers, body, ...timeouts }, running)
      }
      return promise
    },
    close: () => agent.destroy(),
  }
}
