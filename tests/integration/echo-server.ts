import { createServer } from 'node:http'
import { listenOnLoopback } from '#tests/support/listen-on-loopback.ts'

const STATUSES = [400, 401, 402, 403, 404, 422, 429, 500, 503, 200]

/**
 * The worst of all providers: whatever it is asked, it fails, and repeats every header of the request and its address in the body of
 * the answer, in a redirect's address and in a header.
 */
export async function startEchoServer(): Promise<{ baseUrl: string; close(): Promise<void> }> {
  let calls = 0
  const server = createServer((request, response) => {
    const echo = {
      error: { message: `You sent ${JSON.stringify(request.headers)}`, url: request.url },
      headers: request.headers,
    }
    const status = STATUSES[calls % STATUSES.length] ?? 500
    calls += 1
    request.resume()
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-request-id': request.headers.authorization ?? 'none',
      location: `/?was=${encodeURIComponent(JSON.stringify(request.headers))}`,
    })
    response.end(JSON.stringify(echo))
  })
  return await listenOnLoopback(server)
}
