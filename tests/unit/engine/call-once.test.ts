import { expect, test } from 'vitest'
import { callOnce, type CallOptions } from '#main/engine/call-once.ts'
import { DIRECT } from '#main/engine/ports.ts'
import { pictureAs } from '#main/providers/provider-adapter.ts'
import { Exchange } from '#shared/domain/sample.ts'
import { closedPort, sendJson, startServer } from './scripted-server.ts'

const KEY = 'canary-0123456789'

function call(baseUrl: string, changes: Partial<CallOptions> = {}) {
  return callOnce({
    template: {
      method: 'GET',
      path: '/models?page=2',
      headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
      body: null,
    },
    credentials: { apiKey: KEY },
    baseUrl,
    connection: DIRECT,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    ...changes,
  })
}

test('a single call goes without its key, or its record holds it', async () => {
  const server = await startServer(({ headers }, response) => {
    sendJson(response, 401, { error: `bad key ${headers.authorization}` }, { 'x-request-id': `of ${KEY}` })
  })
  const result = await call(`${server.url}/v1`)
  expect(result).toMatchObject({
    ok: true,
    reply: { status: 401 },
    exchange: { url: `${server.url}/v1/models?page=…` },
  })
  expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
  expect(JSON.stringify(Exchange.parse(result.exchange))).not.toContain(KEY)
})

test('what goes wrong is thrown, or has no sentence', async () => {
  const port = await closedPort()
  const unreachable = await call(`http://127.0.0.1:${port}`)
  expect(unreachable).toMatchObject({ ok: false, failure: { class: 'network' } })
  expect(!unreachable.ok && unreachable.failure.message).toContain('refused the connection')

  const silent = await startServer(() => undefined)
  expect(await call(silent.url, { timeoutMs: 50 })).toMatchObject({ ok: false, failure: { class: 'timeout' } })
  const cancelled = AbortSignal.abort(new Error('cancelled'))
  expect(await call(silent.url, { signal: cancelled })).toMatchObject({ ok: false, failure: { class: 'cancelled' } })

  const large = await startServer((_request, response) => response.end('x'.repeat(2000)))
  const tooLarge = await call(large.url, { largestBodyBytes: 1000 })
  expect(tooLarge).toMatchObject({ ok: false, failure: { class: 'malformed-reply' } })

  const broken = await call(large.url, { credentials: { apiKey: 'canary\nbroken' } })
  expect(broken).toMatchObject({ ok: false, failure: { class: 'authentication' }, exchange: null })
  expect(JSON.stringify(broken)).not.toContain('canary')
})

test('a redirect is followed, and the key with it', async () => {
  const elsewhere = await startServer((_request, response) => response.end())
  const server = await startServer((_request, response) => response.writeHead(302, { location: elsewhere.url }).end())
  expect(await call(server.url)).toMatchObject({ ok: true, reply: { status: 302 } })
  expect(elsewhere.seen).toHaveLength(0)
})

test('a template that leads to another server is sent there with the key', async () => {
  const elsewhere = await startServer((_request, response) => response.end())
  const template = { method: 'GET', path: `${elsewhere.url}/models`, headers: {}, body: null } as const
  const result = await call('http://127.0.0.1:9', { template })
  expect(result).toMatchObject({ ok: false, failure: { class: 'malformed-reply' }, exchange: null })
  expect(elsewhere.seen).toHaveLength(0)
})

test('a header of the account’s own is not sent, or can break the message', async () => {
  const server = await startServer((_request, response) => response.end())
  const template = {
    method: 'PATCH',
    path: '/',
    headers: {},
    ownHeader: { name: 'headerName', value: 'headerValue' },
    body: { a: 1 },
  } as const
  await call(server.url, { template, credentials: { headerName: 'X-Own', headerValue: KEY } })
  expect(server.seen[0]).toMatchObject({ method: 'PATCH', body: '{"a":1}', headers: { 'x-own': KEY } })
  await call(server.url, { template, credentials: {} })
  expect(server.seen[1]?.headers['x-own']).toBeUndefined()
  for (const headerName of ['Host', 'content-length', 'a b', 'x:y', 'a\r\nb']) {
    const refused = await call(server.url, { template, credentials: { headerName, headerValue: KEY } })
    expect(refused).toMatchObject({ ok: false, failure: { class: 'authentication' } })
    expect(JSON.stringify(refused)).not.toContain(KEY)
  }
  expect(server.seen).toHaveLength(2)
})

test('a try of a workflow can not carry a picture', async () => {
  const server = await startServer((_request, response) => response.end())
  const template = { method: 'POST', path: '/', headers: {}, body: { image: pictureAs('base64') } } as const
  const picture = { format: 'png', read: async () => Buffer.from('cGljdHVyZQ==') } as const
  expect(await call(server.url, { template, picture })).toMatchObject({ ok: true })
  expect(server.seen[0]?.body).toBe('{"image":"cGljdHVyZQ=="}')
})
