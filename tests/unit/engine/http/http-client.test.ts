import { once } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { ExchangeResult } from '#main/engine/http/exchange.ts'
import type { Phases } from '#shared/domain/sample.ts'
import { closedPort, startRawServer, startServer } from '../scripted-server.ts'
import { clientForTest, get, NEVER, post } from './client-for-test.ts'

const LIMITS = { totalMs: 20_000 }

function succeeded(result: ExchangeResult) {
  if (!result.ok) throw new Error(`expected a reply, got: ${result.failure.message}`)
  return result
}

function broken(result: ExchangeResult) {
  if (result.ok) throw new Error(`expected a failure, got status ${result.reply.status}`)
  return result
}

function sumOf(phases: Phases): number {
  return Object.values(phases).reduce<number>((sum, phase) => sum + (phase ?? 0), 0)
}

describe('an exchange that ends well', () => {
  test('phases that leave a gap: they add up to the total exactly, on a new connection and on a reused one', async () => {
    const server = await startServer((_request, response) => response.end('picture'))
    const client = clientForTest({ connections: 1 })
    for (const reused of [false, true, true]) {
      const { exchange } = succeeded(await client.exchange(get(server.url), 'submit', LIMITS, NEVER))
      expect(sumOf(exchange.phases)).toBe(exchange.totalMs)
      expect(exchange.socketReused).toBe(reused)
      expect(exchange.phases.connectMs === null).toBe(reused)
      expect(exchange.phases.dnsMs).toBeNull()
      expect(exchange.phases.tlsMs).toBeNull()
      expect(exchange.phases.waitMs).toBeGreaterThan(0)
    }
    expect(server.connectionCount()).toBe(1)
  })

  test('a name looked up is counted as nothing: the lookup is a phase of the first exchange only', async () => {
    const server = await startServer((_request, response) => response.end())
    const client = clientForTest({ connections: 1 })
    const url = `http://localhost:${server.port}/`
    const first = succeeded(await client.exchange(get(url), 'submit', LIMITS, NEVER)).exchange
    const second = succeeded(await client.exchange(get(url), 'submit', LIMITS, NEVER)).exchange
    expect(first.phases.dnsMs).not.toBeNull()
    expect(sumOf(first.phases)).toBe(first.totalMs)
    expect(second.phases.dnsMs).toBeNull()
  })

  test('more sockets than the lane has requests: connections stay within the bound, waiting shows as blocked', async () => {
    const server = await startServer((_request, response) => setImmediate(() => response.end()))
    const client = clientForTest({ connections: 3 })
    const results = await Promise.all(
      Array.from({ length: 24 }, () => client.exchange(get(server.url), 'submit', LIMITS, NEVER)),
    )
    expect(server.connectionCount()).toBeLessThanOrEqual(3)
    for (const result of results) {
      const { exchange } = succeeded(result)
      expect(sumOf(exchange.phases)).toBe(exchange.totalMs)
      expect(Object.values(exchange.phases).every((phase) => phase === null || phase >= 0)).toBe(true)
    }
    expect(results.filter(({ exchange }) => exchange.socketReused === false)).toHaveLength(server.connectionCount())
    expect(results.at(-1)?.exchange.phases.blockedMs).toBeGreaterThan(0)
  })

  test('what came is altered or shares a buffer: status, headers, bytes and counts are those of the wire', async () => {
    const picture = Buffer.alloc(300_000, 'ab')
    const server = await startServer((_request, response) => {
      response.writeHead(201, {
        'X-Request-Id': 'req-7',
        'content-length': picture.length,
        'set-cookie': ['a=1', 'b=2'],
      })
      response.end(picture)
    })
    const result = succeeded(
      await clientForTest().exchange(post(`${server.url}/v1?key=secret`, '{"n":1}'), 'submit', LIMITS, NEVER),
    )
    const { reply, exchange } = result
    expect(Buffer.compare(reply.body, picture)).toBe(0)
    expect(reply.body.byteLength).toBe(reply.body.buffer.byteLength)
    expect(reply.headers['set-cookie']).toBe('a=1, b=2')
    expect(exchange).toMatchObject({
      purpose: 'submit',
      method: 'POST',
      url: `${server.url}/v1?key=…`,
      status: 201,
      bytesOut: 7,
      bytesIn: 300_000,
      requestId: 'req-7',
      remoteAddress: '127.0.0.1',
    })
    expect(server.seen[0]?.path).toBe('/v1?key=secret')
  })

  test('a body without a length is cut: chunks are joined into one array of its own', async () => {
    const server = await startServer((_request, response) => {
      response.write('one,')
      setImmediate(() => response.write('two,'))
      setTimeout(() => response.end('three'), 5)
    })
    const { reply } = succeeded(await clientForTest().exchange(get(server.url), 'download', LIMITS, NEVER))
    expect(Buffer.from(reply.body).toString()).toBe('one,two,three')
    expect(reply.body.byteLength).toBe(reply.body.buffer.byteLength)
    expect(() => structuredClone(reply.body, { transfer: [reply.body.buffer as ArrayBuffer] })).not.toThrow()
  })

  test('an interim reply is taken for the answer: 103 is passed over, and its arrival is not the first byte', async () => {
    const server = await startServer((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' })
      setTimeout(() => response.end('done'), 30)
    })
    const { reply, exchange } = succeeded(await clientForTest().exchange(get(server.url), 'submit', LIMITS, NEVER))
    expect(reply.status).toBe(200)
    expect(exchange.phases.waitMs).toBeGreaterThan(20)
  })

  test('a redirect is followed with the credentials: it comes back as the reply', async () => {
    const server = await startServer((_request, response) => response.writeHead(303, { location: '/elsewhere' }).end())
    const { reply } = succeeded(await clientForTest().exchange(post(server.url, '{}'), 'submit', LIMITS, NEVER))
    expect(reply.status).toBe(303)
    expect(server.seen).toHaveLength(1)
  })

  test('a reply without a body by definition is a hole of zeros: 204 gives no bytes', async () => {
    const server = await startServer((_request, response) => response.writeHead(204).end())
    const { reply } = succeeded(await clientForTest().exchange(get(server.url), 'poll', LIMITS, NEVER))
    expect(reply.body.byteLength).toBe(0)
  })
})

describe('an exchange that breaks', () => {
  test('a closed port is not told from a slow one: network, never sent, in the connecting phase', async () => {
    const port = await closedPort()
    const { failure, exchange } = broken(
      await clientForTest().exchange(get(`http://127.0.0.1:${port}`), 'submit', LIMITS, NEVER),
    )
    expect(failure).toEqual({
      class: 'network',
      message: `127.0.0.1:${port} refused the connection: nothing listens there.`,
    })
    expect(exchange.phases.sendMs).toBeNull()
    expect(exchange.phases.connectMs).toBeGreaterThan(0)
    expect(exchange).toMatchObject({ status: null, socketReused: null, bytesOut: 0 })
    expect(sumOf(exchange.phases)).toBe(exchange.totalMs)
  })

  test('a wrong host name is a riddle: the message names the host, the time went into the lookup', async () => {
    const client = clientForTest({
      lookup: (hostname, _options, callback) =>
        setImmediate(() => callback(Object.assign(new Error(hostname), { code: 'ENOTFOUND' }), '', 0)),
    })
    const { failure, exchange } = broken(await client.exchange(get('http://typo.example/'), 'submit', LIMITS, NEVER))
    expect(failure.class).toBe('network')
    expect(failure.message).toContain('The host name of typo.example was not found')
    expect(exchange.phases.dnsMs).toBeGreaterThan(0)
    expect(exchange.phases.connectMs).toBeNull()
  })

  test('a reset before the answer looks like a timeout: network, with the request counted as sent', async () => {
    const server = await startRawServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const { failure, exchange } = broken(
      await clientForTest().exchange(post(server.url, '{}'), 'submit', LIMITS, NEVER),
    )
    expect(failure.class).toBe('network')
    expect(failure.message).toContain('closed the connection before it answered')
    expect(exchange.phases.sendMs).not.toBeNull()
    expect(exchange.phases.waitMs).toBeGreaterThan(0)
    expect(exchange.phases.receiveMs).toBeNull()
    expect(sumOf(exchange.phases)).toBe(exchange.totalMs)
  })

  test('a truncated picture passes for a whole one: content-length is held against what came', async () => {
    const server = await startRawServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this')),
    )
    const { failure, exchange } = broken(await clientForTest().exchange(get(server.url), 'download', LIMITS, NEVER))
    expect(failure.class).toBe('network')
    expect(failure.message).toContain('in the middle of its answer, after 9 of 1000 bytes')
    expect(exchange).toMatchObject({ status: 200, bytesIn: 9 })
    expect(exchange.phases.receiveMs).not.toBeNull()
  })

  test('a chunked body that never ends passes for a whole one', async () => {
    const server = await startRawServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n')),
    )
    const { failure } = broken(await clientForTest().exchange(get(server.url), 'download', LIMITS, NEVER))
    expect(failure.class).toBe('network')
  })

  test('more bytes than announced run into the next reply: the first is whole, the second is not made of the rest', async () => {
    const server = await startRawServer((socket) => {
      socket.on('data', () =>
        socket.write(
          'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirstHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil',
        ),
      )
    })
    const client = clientForTest({ connections: 1 })
    const first = succeeded(await client.exchange(get(server.url), 'submit', LIMITS, NEVER))
    const second = succeeded(await client.exchange(get(server.url), 'submit', LIMITS, NEVER))
    expect(Buffer.from(first.reply.body).toString()).toBe('first')
    expect(Buffer.from(second.reply.body).toString()).toBe('first')
  })

  test('something that is not HTTP hangs or crashes: it is a malformed reply', async () => {
    const server = await startRawServer((socket) =>
      socket.once('data', () => socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n')),
    )
    const { failure } = broken(await clientForTest().exchange(get(server.url), 'submit', LIMITS, NEVER))
    expect(failure.class).toBe('malformed-reply')
  })

  test.each([
    ['announced', 'HTTP/1.1 200 OK\r\ncontent-length: 1000001\r\n\r\n'],
    ['unannounced', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1_200_000)}`],
  ])('an %s flood fills the memory: reading stops at the limit', async (_how, reply) => {
    const closed = Promise.withResolvers<void>()
    const server = await startRawServer((socket) => {
      socket.once('close', () => closed.resolve())
      socket.once('data', () => socket.write(reply))
    })
    const limits = { ...LIMITS, largestBodyBytes: 1_000_000 }
    const { failure, exchange } = broken(await clientForTest().exchange(get(server.url), 'download', limits, NEVER))
    expect(failure.class).toBe('malformed-reply')
    expect(failure.message).toContain('more than 1 MB')
    expect(exchange.bytesIn).toBeLessThanOrEqual(1_000_000)
    await closed.promise
  })

  test('a server that never answers holds the lane for ever: total limit, with the waiting in the wait phase', async () => {
    const server = await startServer(() => undefined)
    const { failure, exchange } = broken(
      await clientForTest().exchange(get(server.url), 'submit', { totalMs: 150 }, NEVER),
    )
    expect(failure.class).toBe('timeout')
    expect(exchange.phases.waitMs).toBeGreaterThan(0)
    expect(sumOf(exchange.phases)).toBe(exchange.totalMs)
  })

  test('an answer that drips is told as none: the text says how much had come', async () => {
    const server = await startServer((_request, response) => response.write('abc'))
    const { failure } = broken(await clientForTest().exchange(get(server.url), 'submit', { totalMs: 150 }, NEVER))
    expect(failure.message).toBe(
      `127.0.0.1:${server.port} had not finished its answer within 150 ms: 3 bytes had come.`,
    )
  })

  test('headers that never come wait for the total: they have a limit of their own', async () => {
    const server = await startServer(() => undefined)
    const limits = { totalMs: 60_000, headersMs: 150 }
    const { failure } = broken(await clientForTest().exchange(get(server.url), 'submit', limits, NEVER))
    expect(failure).toMatchObject({ class: 'timeout', message: expect.stringContaining('did not begin to answer') })
  })

  test('a body that stalls waits for the total: silence has a limit of its own', async () => {
    const server = await startServer((_request, response) => response.write('half'))
    const limits = { totalMs: 60_000, bodyIdleMs: 150 }
    const { failure, exchange } = broken(await clientForTest().exchange(get(server.url), 'submit', limits, NEVER))
    expect(failure).toMatchObject({ class: 'timeout', message: expect.stringContaining('stopped in the middle') })
    expect(exchange.bytesIn).toBe(4)
  })

  test('a handshake that stalls waits for the total: connecting includes TLS and has its own limit', async () => {
    const server = await startRawServer(() => undefined)
    const client = clientForTest({ connectMs: 150 })
    const url = `https://127.0.0.1:${server.port}`
    const { failure, exchange } = broken(await client.exchange(get(url), 'submit', { totalMs: 60_000 }, NEVER))
    expect(failure).toMatchObject({ class: 'timeout', message: expect.stringContaining('did not accept a connection') })
    expect(exchange.phases.connectMs).not.toBeNull()
    expect(exchange.phases.tlsMs).toBeGreaterThan(0)
    expect(exchange.phases.sendMs).toBeNull()
  })

  test('a cancel waits for the server: it settles at once and closes the connection', async () => {
    const closed = Promise.withResolvers<void>()
    const cancel = new AbortController()
    const server = await startServer((_request, _response, incoming) => {
      incoming.socket.once('close', () => closed.resolve())
      cancel.abort()
    })
    const { failure, exchange } = broken(
      await clientForTest().exchange(get(server.url), 'submit', LIMITS, cancel.signal),
    )
    expect(failure.class).toBe('cancelled')
    expect(exchange.phases.waitMs).toBeGreaterThanOrEqual(0)
    await closed.promise
  })

  test('a cancelled request that still waits for a socket is sent later and paid for', async () => {
    const answers: (() => void)[] = []
    const arrived = Promise.withResolvers<void>()
    const server = await startServer((_request, response) => {
      answers.push(() => response.end())
      arrived.resolve()
    })
    const client = clientForTest({ connections: 1 })
    const first = client.exchange(get(`${server.url}/first`), 'submit', LIMITS, NEVER)
    await arrived.promise
    const cancel = new AbortController()
    const second = client.exchange(get(`${server.url}/second`), 'submit', LIMITS, cancel.signal)
    cancel.abort()
    expect(broken(await second)).toMatchObject({
      failure: { class: 'cancelled' },
      exchange: { phases: { sendMs: null } },
    })
    answers[0]?.()
    succeeded(await first)
    const third = client.exchange(get(`${server.url}/third`), 'submit', LIMITS, NEVER)
    await expect.poll(() => answers.length).toBe(2)
    answers[1]?.()
    succeeded(await third)
    expect(server.seen.map(({ path }) => path)).toEqual(['/first', '/third'])
  })

  test('an abort that came before is overlooked', async () => {
    const server = await startServer((_request, response) => response.end())
    const { failure } = broken(await clientForTest().exchange(get(server.url), 'submit', LIMITS, AbortSignal.abort()))
    expect(failure.class).toBe('cancelled')
    expect(server.seen).toHaveLength(0)
  })
})

test('sockets outlive the trial: closing the client closes them', async () => {
  const sockets: Socket[] = []
  const server = await startServer((_request, response, { socket }) => {
    sockets.push(socket)
    response.end()
  })
  const client = clientForTest()
  await client.exchange(get(server.url), 'submit', LIMITS, NEVER)
  const [socket] = sockets
  if (socket === undefined) throw new Error('no connection was made')
  const closed = once(socket, 'close')
  await client.close()
  await expect(closed).resolves.toBeDefined()
})
