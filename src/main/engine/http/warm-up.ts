import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cachedLookup } from './cached-lookup.ts'
import { createHttpClient } from './http-client.ts'
import { urlForRecord } from './url-policy.ts'

/** Enough for the parser to be loaded and the ways to a connection and through an exchange to be compiled. */
const CONNECTIONS = 16
const ROUNDS = 3
const PICTURE = new Uint8Array(100_000)

const now = (): number => performance.now()

/**
 * Makes exchanges with a server of our own on loopback, so that loading and compiling HTTP (some 50 ms in a new thread)
 * is not measured as the latency of whichever contender happens to go first. Many at once, as a lane's first samples are.
 * What comes of them does not matter.
 */
export async function warmUp(): Promise<void> {
  const server = createServer((_request, response) => response.end(PICTURE))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const client = createHttpClient({ connections: CONNECTIONS, now, lookup: cachedLookup({ now }) })
  const request = {
    method: 'POST',
    url,
    recordedUrl: urlForRecord(url),
    headers: {},
    body: PICTURE.subarray(0, 500),
  } as const
  for (let round = 0; round < ROUNDS; round += 1) {
    const { signal } = new AbortController()
    const exchange = () => client.exchange(request, 'submit', { totalMs: 1000 }, signal)
    await Promise.all(Array.from({ length: CONNECTIONS }, exchange))
  }
  await client.close()
  server.close()
}
