import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import { expect, onTestFinished, test } from 'vitest'
import { fingerprintOf } from '#main/engine/http/pinned-certificate.ts'
import { listen, startServer } from '../scripted-server.ts'
import { clientForTest, get, NEVER } from './client-for-test.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'

test('a certificate that nobody vouches for is accepted: network, nothing sent, and the text says why', async () => {
  let requests = 0
  const server = createServer(selfSignedCertificate('localhost'), (_request, response) => {
    requests += 1
    response.end()
  })
  const port = await listen(server)
  onTestFinished(() => void server.close())

  const result = await clientForTest().exchange(get(`https://localhost:${port}/`), 'submit', { totalMs: 20_000 }, NEVER)

  expect(result).toMatchObject({
    ok: false,
    failure: {
      class: 'network',
      message:
        `The certificate of localhost:${port} can't be trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Nothing was sent. ` +
        'If the server is your own, look at its certificate in the account, and pin it there.',
    },
  })
  expect(result.exchange.phases.tlsMs).toBeGreaterThan(0)
  expect(result.exchange.phases.sendMs).toBeNull()
  expect(requests).toBe(0)
})

test('https to a plain server hangs or gives a riddle: network, and the text speaks of encryption', async () => {
  const server = await startServer((_request, response) => response.end())
  const url = `https://127.0.0.1:${server.port}/`
  const result = await clientForTest().exchange(get(url), 'submit', { totalMs: 20_000 }, NEVER)
  expect(result).toMatchObject({ ok: false, failure: { class: 'network' } })
  expect(!result.ok && result.failure.message).toContain('encrypted connection')
})

function clientThatPins(certificateSha256: string) {
  return clientForTest({ route: { certificateSha256, tunnel: null } })
}

async function startSecureServer(pair = selfSignedCertificate('studio-box')) {
  let requests = 0
  const server = createServer(pair, (_request, response) => {
    requests += 1
    response.end('sealed')
  })
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const sha256 = fingerprintOf(new X509Certificate(pair.cert).raw)
  return { url: `https://127.0.0.1:${port}/`, port, sha256, requestCount: () => requests }
}

test('a pinned certificate of the user’s own machine is refused, or only the first connection is let through', async () => {
  const server = await startSecureServer()
  const client = clientThatPins(server.sha256)
  const exchange = () => client.exchange(get(server.url), 'submit', { totalMs: 20_000 }, NEVER)
  const results = await Promise.all([exchange(), exchange(), exchange(), exchange()])
  for (const result of results) expect(result).toMatchObject({ ok: true, reply: { status: 200 } })
  expect(results[0]?.exchange.phases.tlsMs).toBeGreaterThan(0)
})

test('another certificate than the pinned one is accepted, or the text does not name both', async () => {
  const server = await startSecureServer()
  const expected = (await startSecureServer()).sha256
  const client = clientThatPins(expected)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const result = await client.exchange(get(server.url), 'submit', { totalMs: 20_000 }, NEVER)
    expect(result).toMatchObject({ ok: false, failure: { class: 'network' } })
    const message = result.ok ? '' : result.failure.message
    expect(message).toContain(`127.0.0.1:${server.port} is not the one that is pinned`)
    expect(message).toContain(server.sha256)
    expect(message).toContain(expected)
    expect(message).toContain('Nothing was sent.')
    expect(result.exchange.phases.sendMs).toBeNull()
    expect(result.exchange.phases.tlsMs).toBeGreaterThan(0)
  }
  expect(server.requestCount()).toBe(0)
})
