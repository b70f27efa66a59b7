import { expect, test } from 'vitest'
import { cachedLookup } from '#main/engine/http/cached-lookup.ts'
import { download } from '#main/engine/http/download.ts'
import { isPrivateAddress } from '#main/engine/http/private-address.ts'
import { startServer, type ScriptedServer } from '../scripted-server.ts'
import { clientForTest, NEVER } from './client-for-test.ts'

const now = (): number => performance.now()

function downloadFrom(server: ScriptedServer, url: string) {
  const lookup = cachedLookup({
    now,
    resolve: (_hostname, told) => told(null, [{ address: '127.0.0.1', family: 4 }]),
    refuse: isPrivateAddress,
  })
  return download({
    url,
    baseUrl: server.url,
    ownHost: clientForTest(),
    elsewhere: clientForTest({ now, lookup }),
    limits: () => ({ totalMs: 20_000 }),
    signal: NEVER,
  })
}

test('a redirect to the picture is given up: each hop is an exchange of its own', async () => {
  const server = await startServer((request, response) => {
    if (request.path === '/a') response.writeHead(302, { location: '/b?sig=1' }).end()
    else response.end('picture')
  })
  const result = await downloadFrom(server, `${server.url}/a`)
  expect(result.ok && Buffer.from(result.bytes).toString()).toBe('picture')
  expect(result.exchanges.map(({ purpose, url, status }) => [purpose, url, status])).toEqual([
    ['download', `${server.url}/a`, 302],
    ['download', `${server.url}/b?sig=…`, 200],
  ])
})

test('credentials travel with a download', async () => {
  const server = await startServer((_request, response) => response.end('picture'))
  await downloadFrom(server, `${server.url}/a`)
  expect(Object.keys(server.seen[0]?.headers ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ])
})

test.each(['http://192.168.1.1/', 'file:///etc/passwd', 'http://169.254.169.254/'])(
  'a redirect to %s is followed: every hop is checked like the first',
  async (location) => {
    const server = await startServer((_request, response) => response.writeHead(302, { location }).end())
    const result = await downloadFrom(server, `${server.url}/a`)
    expect(result).toMatchObject({ ok: false, failure: { class: 'malformed-reply' } })
    expect(result.exchanges).toHaveLength(1)
  },
)

test('a public name that resolves to this machine is fetched', async () => {
  const server = await startServer((_request, response) => response.end('secret of the local network'))
  const result = await downloadFrom(server, `http://pictures.example:${server.port}/a`)
  expect(result).toMatchObject({ ok: false, failure: { class: 'malformed-reply' } })
  expect(!result.ok && result.failure.message).toContain('private network (127.0.0.1)')
  expect(server.seen).toHaveLength(0)
})

test('redirects in a circle never end: five are followed', async () => {
  const server = await startServer((_request, response) => response.writeHead(302, { location: '/a' }).end())
  const result = await downloadFrom(server, `${server.url}/a`)
  expect(result).toMatchObject({
    ok: false,
    failure: { message: expect.stringContaining('redirected more than 5 times') },
  })
  expect(result.exchanges).toHaveLength(6)
})

test('an expired link is kept as a picture: its status is a failure with the reply', async () => {
  const server = await startServer((_request, response) => response.writeHead(403).end('Request has expired'))
  const result = await downloadFrom(server, `${server.url}/a`)
  expect(result).toMatchObject({ ok: false, failure: { class: 'server' }, refusal: { status: 403 } })
})
