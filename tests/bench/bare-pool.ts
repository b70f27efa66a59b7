import { Pool } from 'undici'

/**
 * The yardstick, in a process of its own: the same requests through a bare undici pool that throws the bodies away.
 * Prints `{ wallMs, latencies: { requestId: milliseconds } }`.
 */
const { ORIGIN = '', PATHNAME = '', COUNT = '0', CONCURRENCY = '1' } = process.env
const count = Number(COUNT)
const pool = new Pool(ORIGIN, { connections: Number(CONCURRENCY), pipelining: 1, allowH2: false })
const latencies: Record<string, number> = {}
const body = JSON.stringify({ prompt: 'bench', model: 'bench', n: 1, size: '1024x1024', response_format: 'b64_json' })
let next = 0

async function worker(): Promise<void> {
  while (next < count) {
    next += 1
    const started = performance.now()
    const reply = await pool.request({
      method: 'POST',
      path: PATHNAME,
      headers: { 'content-type': 'application/json', 'x-api-key': 'bench' },
      body,
    })
    await reply.body.dump({ limit: Number.MAX_SAFE_INTEGER })
    latencies[String(reply.headers['x-request-id'])] = performance.now() - started
  }
}

const started = performance.now()
await Promise.all(Array.from({ length: Number(CONCURRENCY) }, worker))
const wallMs = performance.now() - started
await pool.close()
process.stdout.write(JSON.stringify({ wallMs, latencies }))
