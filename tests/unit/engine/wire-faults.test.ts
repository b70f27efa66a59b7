import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { expect, onTestFinished, test } from 'vitest'
import type { FailureClass } from '#shared/domain/sample.ts'
import { selfSignedCertificate } from './http/self-signed-certificate.ts'
import { listen, sendJson, startServer } from './scripted-server.ts'
import { casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

interface Fault {
  what: string
  class: FailureClass
  text: RegExp
  /** Answers the second of three samples; the paths of its pictures lead here as well. */
  break(response: ServerResponse, request: { path: string; url: string }, incoming: IncomingMessage): void
}

const PICTURE_HEADERS = 'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n'

function picturesAt(address: (url: string) => string, serve: Fault['break']): Fault['break'] {
  return (response, request, incoming) => {
    if (request.path.startsWith('/draw')) sendJson(response, 200, { url: address(request.url) })
    else serve(response, request, incoming)
  }
}

const FAULTS: Fault[] = [
  {
    what: 'reset',
    class: 'network',
    text: /closed the connection before it answered/,
    break: (_response, _request, { socket }) => socket.resetAndDestroy(),
  },
  {
    what: 'stall',
    class: 'timeout',
    text: /^No picture came within 400 ms\.$/,
    break: () => undefined,
  },
  {
    what: 'slow drip',
    class: 'timeout',
    text: /^No picture came within 400 ms: only \d+ bytes of the answer had arrived/,
    break: (response) => {
      response.writeHead(200, { 'content-type': 'image/png' })
      const drip = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(drip))
    },
  },
  {
    what: 'truncated body',
    class: 'network',
    text: /in the middle of its answer, after 3 of 1000 bytes/,
    break: (_response, _request, { socket }) => socket.end(`${PICTURE_HEADERS}content-length: 1000\r\n\r\nabc`),
  },
  {
    what: 'chunked body without an end',
    class: 'network',
    text: /in the middle of its answer, after 3 bytes/,
    break: (_response, _request, { socket }) =>
      socket.end(`${PICTURE_HEADERS}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`),
  },
  {
    what: 'length that is no number',
    class: 'malformed-reply',
    text: /something that is not HTTP/,
    break: (_response, _request, { socket }) => socket.end(`${PICTURE_HEADERS}content-length: many\r\n\r\nabc`),
  },
  {
    what: 'garbage instead of HTTP',
    class: 'malformed-reply',
    text: /something that is not HTTP/,
    break: (_response, _request, { socket }) => socket.end('\u0000\u0001 and nothing that one could read\r\n\r\n'),
  },
  {
    what: 'garbage instead of a picture',
    class: 'malformed-reply',
    text: /could not be read/,
    break: (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('garbage'),
  },
  {
    what: 'expired link to the picture',
    class: 'server',
    text: /403/,
    break: picturesAt(
      (url) => `${url}/picture.png`,
      (response) => response.writeHead(403).end('Request has expired'),
    ),
  },
  {
    what: 'picture that leads into the private network',
    class: 'malformed-reply',
    text: /private network/,
    break: picturesAt(
      (url) => `${url}/picture.png`,
      (response) => response.writeHead(302, { location: 'http://10.0.0.1/latest/meta-data' }).end(),
    ),
  },
]

test.for(FAULTS)(
  'a $what ends the trial, has another class than its own, or gives a text that nobody understands',
  async (fault) => {
    let drawn = 0
    let isFaulty = false
    const server = await startServer(({ path }, response, incoming) => {
      if (path.startsWith('/draw')) isFaulty = ++drawn === 2
      if (isFaulty) fault.break(response, { path, url: server.url }, incoming)
      else sendJson(response, 200, { picture: 'x' })
    })
    const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(3), timeoutMs: 400 })
    const { samples, status } = await runForTest(plan)
    expect(status).toBe('finished')
    expect(samples.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed', 'succeeded'])
    expect(samples[1]?.failure?.class).toBe(fault.class)
    expect(samples[1]?.failure?.message).toMatch(fault.text)
    // A call that went out may be billed, whatever came of it; a picture that could not be fetched is.
    expect(samples[1]?.charge.amountMicros).not.toBe(0)
  },
)

test('a certificate that nobody vouches for ends the trial, or the picture is fetched all the same', async () => {
  const { key, cert } = selfSignedCertificate('pictures.example')
  const pictures = createServer({ key, cert }, (_request, response) => void response.end('the picture'))
  const port = await listen(pictures)
  onTestFinished(() => void pictures.close())
  let drawn = 0
  const server = await startServer((_request, response) => {
    drawn += 1
    sendJson(response, 200, drawn === 2 ? { url: `https://127.0.0.1:${port}/picture.png` } : { picture: 'x' })
  })
  const { samples } = await runForTest(planForTest([contenderForTest(server.url)], { cases: casesForTest(3) }))
  expect(samples.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed', 'succeeded'])
  expect(samples[1]?.failure).toMatchObject({
    class: 'network',
    message: expect.stringContaining("can't be trusted (DEPTH_ZERO_SELF_SIGNED_CERT)"),
  })
  expect(samples[1]?.charge.amountMicros).toBe(3000)
})
