import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '#tests/support/listen-on-loopback.ts'

/**
 * A service that takes a seed and does not heed it: hands every call on to another server without its seed. Practice pictures of one
 * prompt are much alike whatever their seed, so each call is given a number that makes its prompt another one.
 */
export async function startUnheedingFront(behind: string): Promise<{ baseUrl: string; close(): Promise<void> }> {
  let calls = 0
  const server = createServer((request, response) => {
    void (async () => {
      const { seed: _seed, prompt, ...asked } = JSON.parse(await text(request)) as { seed?: number; prompt: string }
      calls += 1
      const reply = await fetch(new URL(request.url ?? '/', behind), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
        body: JSON.stringify({ ...asked, prompt: `${prompt} ${calls}` }),
      })
      response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' })
      response.end(Buffer.from(await reply.arrayBuffer()))
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  return await listenOnLoopback(server)
}
