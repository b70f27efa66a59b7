import { request as httpRequest } from 'node:http'
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { os, type RouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import { afterEach, describe, expect, test } from 'vitest'
import { serveWorkbench, type RunningServer, type ServeOptions } from '#main/hosts/http/serve-workbench.ts'
import { AssayError } from '#shared/errors.ts'

const open: RunningServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function serve(handler: ServeOptions['handler'], reportError: ServeOptions['reportError'] = () => {}) {
  const server = await serveWorkbench({ handler, port: 0, reportError })
  open.push(server)
  return { ...server, origin: `http://127.0.0.1:${server.port}`, cookie: await signIn(server.url) }
}

async function signIn(url: string): Promise<string> {
  const reply = await fetch(url, { redirect: 'manual' })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** A GET whose Host header is free to lie; `fetch` does not let one set it. */
async function getAs(
  port: number,
  headers: Record<string, string>,
  path = '/',
): Promise<{ status: number; text: string }> {
  const request = httpRequest({ host: '127.0.0.1', port, path, headers }).end()
  const [reply] = await once(request, 'response')
  let text = ''
  for await (const chunk of reply) text += chunk
  return { status: reply.statusCode, text }
}

describe('signing in', () => {
  test('the token stays in the address bar, or the cookie can be read or sent from elsewhere', async () => {
    const { url, port } = await serve(async () => new Response('the page'))
    const reply = await fetch(url, { redirect: 'manual' })
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toBe('/')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    const [pair, ...attributes] = (reply.headers.get('set-cookie') ?? '').split('; ')
    expect(pair).toBe(`assay-${port}=${new URL(url).searchParams.get('token')}`)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict'])
  })

  test('with the cookie the page is still shut', async () => {
    const { origin, cookie } = await serve(async () => new Response('the page'))
    expect(await (await fetch(origin, { headers: { cookie } })).text()).toBe('the page')
  })

  test('without the cookie the handler is reached', async () => {
    let reached = 0
    const { origin } = await serve(async () => new Response(`${(reached += 1)}`))
    const reply = await fetch(`${origin}/rpc/trial/list`, { method: 'POST', body: '{}' })
    expect(reply.status).toBe(401)
    expect(await reply.text()).toContain('Open the address that Assay printed')
    expect(reached).toBe(0)
  })

  test('two servers share a token', async () => {
    const one = await serve(async () => new Response('one'))
    const other = await serve(async () => new Response('other'))
    expect(new URL(one.url).searchParams.get('token')).not.toBe(new URL(other.url).searchParams.get('token'))
    const crossed = one.cookie.replace(String(one.port), String(other.port))
    expect((await fetch(other.origin, { headers: { cookie: crossed } })).status).toBe(401)
  })

  test('the token is weak', async () => {
    const { url } = await serve(async () => new Response())
    expect(Buffer.from(new URL(url).searchParams.get('token') ?? '', 'base64url')).toHaveLength(32)
  })
})

describe('who asks', () => {
  test('a rebound host name, an absolute address or a foreign origin reaches the handler', async () => {
    let reached = 0
    const { port, cookie } = await serve(async () => new Response(`${(reached += 1)}`))
    const own = `127.0.0.1:${port}`
    expect((await getAs(port, { host: `evil.example:${port}`, cookie })).status).toBe(403)
    expect((await getAs(port, { host: own, cookie }, 'http://evil.example/')).status).toBe(403)
    expect((await getAs(port, { host: own, cookie, origin: 'https://evil.example' })).status).toBe(403)
    expect((await getAs(port, { host: own, cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(reached).toBe(0)
    expect((await getAs(port, { host: `localhost:${port}`, cookie })).status).toBe(200)
  })

  test('a preflight is answered, or any reply opens itself to other origins', async () => {
    const { origin, cookie } = await serve(async () => new Response('x'))
    const preflight = await fetch(origin, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(403)
    const replies = [preflight, await fetch(origin), await fetch(origin, { headers: { cookie } })]
    for (const reply of replies) {
      expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
      expect(reply.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
  })

  test('the server listens beyond loopback', async () => {
    const { port } = await serve(async () => new Response())
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)
    const address = outside?.address ?? '127.0.0.2'
    const socket = connect(port, address)
    const [error] = await once(socket, 'error')
    expect(error.code).toBe('ECONNREFUSED')
  })
})

describe('what goes through', () => {
  test('a body beyond the cap is read into memory or handed on', async () => {
    let reached = 0
    const { origin, cookie } = await serve(async () => new Response(`${(reached += 1)}`))
    const large = new Uint8Array(32_000_001)
    const announced = await fetch(origin, { method: 'POST', body: large, headers: { cookie } })
    expect(announced.status).toBe(413)
    const chunked = await fetch(origin, {
      method: 'POST',
      body: new Blob([large]).stream(),
      headers: { cookie },
      duplex: 'half',
    } as RequestInit)
    expect(chunked.status).toBe(413)
    expect(reached).toBe(0)
  })

  test('a body arrives changed, whole or in chunks', async () => {
    const { origin, cookie } = await serve(async (request) => new Response(await request.text()))
    const whole = await fetch(origin, { method: 'POST', body: '{"prompt":"ein Dünenmeer"}', headers: { cookie } })
    expect(await whole.text()).toBe('{"prompt":"ein Dünenmeer"}')
    const chunked = await fetch(origin, {
      method: 'POST',
      body: new Blob(['one ', 'two']).stream(),
      headers: { cookie },
      duplex: 'half',
    } as RequestInit)
    expect(await chunked.text()).toBe('one two')
  })

  test('a fault inside shows its stack to the page, or is not told at all', async () => {
    const told: Error[] = []
    const { origin, cookie } = await serve(
      async () => {
        throw new Error('the secret of the stack')
      },
      (error) => told.push(error),
    )
    const reply = await fetch(origin, { headers: { cookie } })
    expect(reply.status).toBe(500)
    expect(await reply.text()).not.toContain('secret')
    expect(told.map((error) => error.message)).toEqual(['the secret of the stack'])
  })

  test('an event stream is held back until it ends, or goes on after the page has left', async () => {
    const ended = Promise.withResolvers<void>()
    const router = {
      count: os.handler(async function* ({ signal }) {
        try {
          for (let number = 0; ; number += 1) {
            yield number
            if (number === 2) await once(signal ?? new AbortController().signal, 'abort')
          }
        } finally {
          ended.resolve()
        }
      }),
    }
    const rpc = new RPCHandler(router)
    const { origin, cookie } = await serve(async (request) => {
      const { response } = await rpc.handle(request, { prefix: '/rpc' })
      return response ?? new Response('not found', { status: 404 })
    })
    const client: RouterClient<typeof router> = createORPCClient(
      new RPCLink({ url: `${origin}/rpc`, headers: { cookie } }),
    )
    const leaving = new AbortController()
    const seen: number[] = []
    const reading = (async () => {
      for await (const number of await client.count(undefined, { signal: leaving.signal })) {
        seen.push(number)
        if (number === 2) leaving.abort()
      }
    })()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    await ended.promise
    expect(seen).toEqual([0, 1, 2])
  })

  test('closing waits for a stream that nobody ends', async () => {
    const server = await serveWorkbench({
      handler: async () =>
        new Response(new ReadableStream({ start: (stream) => stream.enqueue(Buffer.from('first')) })),
      port: 0,
      reportError: () => {},
    })
    const cookie = await signIn(server.url)
    const reply = await fetch(`http://127.0.0.1:${server.port}/`, { headers: { cookie } })
    const reader = reply.body?.getReader()
    await reader?.read()
    await server.close()
    await expect(reader?.read()).rejects.toThrow('terminated')
  })
})

test('a taken port gives a code of the system instead of a sentence', async () => {
  const { port } = await serve(async () => new Response())
  const second = serveWorkbench({ handler: async () => new Response(), port, reportError: () => {} })
  await expect(second).rejects.toThrow(AssayError)
  await expect(second).rejects.toMatchObject({ code: 'PORT_IN_USE' })
  await expect(second).rejects.toThrow(`Port ${port} is taken by another program.`)
})

test('a port that is no port ends in a stack', async () => {
  const impossible = serveWorkbench({ handler: async () => new Response(), port: 70_000, reportError: () => {} })
  await expect(impossible).rejects.toMatchObject({ code: 'BAD_USAGE' })
})
