import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRandom } from '#shared/stats/random.ts'
import { drawTruthPicture } from './draw-truth-picture.ts'

/** How a truth server answers: after so many milliseconds, with pictures of so many bytes (from 100,000). */
export interface TruthConditions {
  serviceMs: number
  /**
   * Share of `serviceMs` by which an answer comes earlier or later, evenly spread. With 0, requests that began together stay
   * together: a herd that no real service sees.
   */
  spread: number
  pictureBytes: number
  /** How many pictures there are, which come round again; without, no two are alike. */
  differentPictures?: number
}

export interface TruthServer {
  /** On loopback, at a port of the system's choice. */
  origin: string
  close(): void
}

const JSON_HEAD = '{"created":1,"data":[{"b64_json":"'
const JSON_TAIL = '"}]}'

/**
 * A picture server that knows how long it really took. `POST /v1/flux-schnell` answers with raw bytes as Segmind does,
 * `POST /v1/images/generations` with base64 in JSON as an OpenAI-compatible server does. No two pictures are alike: each carries
 * a comment of its own, so that each is written to disk. `GET /truth` gives, by request id, the milliseconds between the request
 * being read whole and the last byte being handed to the socket, and forgets them. It shares the thread it is opened on: what it
 * is to judge must run on another one.
 */
export async function openTruthServer({
  serviceMs,
  spread,
  pictureBytes,
  differentPictures = Number.MAX_SAFE_INTEGER,
}: TruthConditions): Promise<TruthServer> {
  const picture = await drawTruthPicture(pictureBytes - ownBeginning('').length + 2)
  /** All of the picture but its first marker, which every reply writes anew with a comment behind it. */
  const rest = picture.subarray(2)
  const restAsBase64 = Buffer.from(rest.toString('base64'))
  const truth = new Map<string, number>()
  const random = createRandom(1)
  let nextId = 0

  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const entries = Object.fromEntries(truth)
      truth.clear()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(entries))
      return
    }
    request.resume()
    request.once('end', () => serve(request, response))
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const receivedMs = performance.now()
    const ordinal = nextId++
    const id = `truth-${ordinal}`
    const answer = (): void => {
      const raw = request.url !== '/v1/images/generations'
      const own = ownBeginning(`truth-${ordinal % differentPictures}`)
      const body = raw
        ? [own, rest]
        : [Buffer.from(JSON_HEAD + own.toString('base64')), restAsBase64, Buffer.from(JSON_TAIL)]
      response.writeHead(200, {
        'content-type': raw ? 'image/jpeg' : 'application/json',
        'content-length': body.reduce((total, piece) => total + piece.length, 0),
        'x-request-id': id,
        'x-cost': '0.001',
      })
      response.cork()
      for (const piece of body) response.write(piece)
      response.end()
      response.once('finish', () => truth.set(id, performance.now() - receivedMs))
    }
    if (serviceMs === 0) answer()
    else setTimeout(answer, serviceMs * (1 + spread * (2 * random.next() - 1)))
  }
}

/**
 * The start of a JPEG with a comment segment (marker 0xFFFE) that holds the id: 18 bytes, a multiple of three, so that it can
 * be written in base64 by itself.
 */
function ownBeginning(id: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, 0x0e]), Buffer.from(id.padEnd(12).slice(0, 12))])
}
