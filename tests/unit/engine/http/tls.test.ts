import { createServer } from 'node:https'
import { expect, onTestFinished, test } from 'vitest'
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
      message: `The certificate of localhost:${port} can't be trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Nothing was sent.`,
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
