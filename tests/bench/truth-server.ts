import { randomFillSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'

/**
 * A picture server in a process of its own that knows how long it really took. `POST /v1/flux-schnell` answers with raw
 * bytes as Segmind does, `POST /v1/images/generations` with base64 in JSON as an OpenAI-compatible server does, both after
 * `SERVICE_MS` milliseconds. No two pictures are alike: each carries a comment of its own, so that each is written to disk.
 * `GET /truth` gives, by request id, the milliseconds between the request
 * being read whole and the last byte being handed to the socket.
 */
const serviceMs = Number(process.env['SERVICE_MS'] ?? '200')
const picture = await makePicture(200_000)
/** All of the picture but its first marker, which every reply writes anew with a comment behind it. */
const rest = picture.subarray(2)
const restAsBase64 = Buffer.from(rest.toString('base64'))
const jsonHead = '{"created":1,"data":[{"b64_json":"'
const jsonTail = '"}]}'
const truth = new Map<string, number>()
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
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`)
})
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
})

function serve(request: IncomingMessage, response: ServerResponse): void {
  const received = performance.now()
  const id = `bench-${nextId++}`
  const answer = (): void => {
    const raw = request.url !== '/v1/images/generations'
    const own = ownBeginning(id)
    const body = raw
      ? [own, rest]
      : [Buffer.from(jsonHead + own.toString('base64')), restAsBase64, Buffer.from(jsonTail)]
    response.writeHead(200, {
      'content-type': raw ? 'image/jpeg' : 'application/json',
      'content-length': body.reduce((total, piece) => total + piece.length, 0),
      'x-request-id': id,
      'x-cost': '0.001',
    })
    response.cork()
    for (const piece of body) response.write(piece)
    response.end()
    response.once('finish', () => truth.set(id, performance.now() - received))
  }
  if (serviceMs === 0) answer()
  else setTimeout(answer, serviceMs)
}

/**
 * The start of a JPEG with a comment segment (marker 0xFFFE) that holds the id: 18 bytes, a multiple of three, so that it can
 * be written in base64 by itself.
 */
function ownBeginning(id: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, 0x0e]), Buffer.from(id.padEnd(12).slice(0, 12))])
}

/** A JPEG of about the asked size that has to be decoded like any other: noise over a gradient, 1024 × 1024. */
async function makePicture(sizeBytes: number): Promise<Buffer> {
  const side = 1024
  const noise = Buffer.alloc(side * side * 3)
  randomFillSync(noise)
  for (const [place, value] of noise.entries()) noise[place] = 64 + ((place / side) % 96) + (value >> 4)
  let best = Buffer.alloc(0)
  for (let quality = 95; quality >= 20 && (best.length === 0 || best.length > sizeBytes); quality -= 1) {
    best = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
      .jpeg({ quality })
      .toBuffer()
  }
  return best
}
