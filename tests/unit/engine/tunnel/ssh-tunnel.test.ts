import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { callOnce, type CallResult } from '#main/engine/call-once.ts'
import { fingerprintOf } from '#main/engine/http/pinned-certificate.ts'
import type { HostConnection, TunnelAccess } from '#main/engine/ports.ts'
import { REAL_TIME } from '#main/engine/real-time.ts'
import { createTunnel } from '#main/engine/tunnel/tunnel.ts'
import { selfSignedCertificate } from '../http/self-signed-certificate.ts'
import { listen, sendJson, startServer } from '../scripted-server.ts'
import { contenderForTest, planForTest, runForTest, casesForTest } from '../trial-for-test.ts'
import { findOrInstallSshd } from '#tests/support/find-sshd.ts'
import { startPasswordServer } from './start-password-server.ts'
import { startSshAgent } from './start-ssh-agent.ts'
import { startSshd, type SshdForTest } from './start-sshd.ts'

beforeAll(findOrInstallSshd, 300_000)

const template = { method: 'GET', path: '/models', headers: {}, body: null } as const

function call(baseUrl: string, connection: HostConnection, seen: string[] = []): Promise<CallResult> {
  const { signal } = new AbortController()
  const hostKeySeen = (sha256: string): void => void seen.push(sha256)
  return callOnce({ template, credentials: {}, baseUrl, connection, timeoutMs: 20_000, signal, hostKeySeen })
}

function tunnelled(tunnel: TunnelAccess): HostConnection {
  return { certificateSha256: null, tunnel }
}

async function refusalOf(sshd: SshdForTest, changes: Partial<TunnelAccess>): Promise<string> {
  const server = await startServer((_request, response) => response.end())
  const result = await call(server.url, tunnelled(sshd.access(changes)))
  expect(server.seen).toHaveLength(0)
  if (result.ok) throw new Error('The tunnel was opened.')
  expect(result).toMatchObject({ failure: { class: 'network' }, exchange: null })
  return result.failure.message
}

test('a request goes around the tunnel, or the key that was seen first is not the one that OpenSSH prints', async () => {
  const sshd = await startSshd()
  let peerPort: number | undefined
  const server = await startServer((_request, response, { socket }) => {
    peerPort = socket.remotePort
    response.end('through')
  })
  const seen: string[] = []
  const result = await call(server.url, tunnelled(sshd.access()), seen)
  expect(result).toMatchObject({ ok: true, reply: { status: 200 } })
  expect(Buffer.from(result.ok ? result.reply.body : []).toString()).toBe('through')
  expect(seen).toEqual([sshd.hostKeySha256()])
  expect(peerPort).toBeGreaterThan(0)
  expect(result.exchange?.phases).toMatchObject({ dnsMs: null, connectMs: expect.any(Number) as number })
})

test('https does not work through a tunnel, or its certificate is not checked there', async () => {
  const sshd = await startSshd()
  const certificate = selfSignedCertificate('localhost')
  const server = createServer(certificate, (_request, response) => response.end('sealed'))
  const port = await listen(server)
  onTestFinished(() => void server.close())
  const pin = fingerprintOf(new X509Certificate(certificate.cert).raw)
  const url = `https://localhost:${port}`
  const through = { tunnel: sshd.access() }
  expect(await call(url, { certificateSha256: null, ...through })).toMatchObject({ ok: false })
  const result = await call(url, { certificateSha256: pin, ...through })
  expect(Buffer.from(result.ok ? result.reply.body : []).toString()).toBe('sealed')
})

test('a changed host key is accepted, or nobody is told which one is pinned', async () => {
  const sshd = await startSshd()
  const pinned = sshd.hostKeySha256()
  await sshd.restart({ newHostKey: true })
  const message = await refusalOf(sshd, { hostKeySha256: pinned })
  expect(message).toContain('has changed')
  expect(message).toContain(`SHA256:${sshd.hostKeySha256()} was shown`)
  expect(message).toContain(`SHA256:${pinned} is pinned`)
})

test('the pinned key is refused where it is written as OpenSSH prints it', async () => {
  const sshd = await startSshd()
  const server = await startServer((_request, response) => response.end())
  const seen: string[] = []
  const access = sshd.access({ hostKeySha256: `SHA256:${sshd.hostKeySha256()}` })
  expect(await call(server.url, tunnelled(access), seen)).toMatchObject({ ok: true })
  expect(seen).toEqual([])
})

test('keys that do not fit end in a riddle', async () => {
  const sshd = await startSshd()
  const stranger = join(sshd.directory, 'stranger')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', stranger])
  const locked = join(sshd.directory, 'locked')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'a passphrase', '-f', locked])
  expect(await refusalOf(sshd, { keyFile: stranger })).toContain('did not accept the key or password')
  expect(await refusalOf(sshd, { keyFile: locked })).toContain('its passphrase is missing or wrong')
  expect(await refusalOf(sshd, { keyFile: locked, keyPassphrase: 'canary-wrong' })).not.toContain('canary')
  expect(await refusalOf(sshd, { keyFile: '/nowhere' })).toContain("can't be read (ENOENT)")
  expect(await refusalOf(sshd, { keyFile: join(sshd.directory, 'sshd_config') })).toContain('holds no private key')
  expect(await refusalOf(sshd, { authentication: 'agent' })).toContain('No ssh-agent runs')
  expect(await refusalOf(sshd, { authentication: 'password' })).toContain('is not set')
})

test('an encrypted key file can not be used with its passphrase', async () => {
  const sshd = await startSshd()
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'a passphrase', '-f', sshd.keyFile])
  const server = await startServer((_request, response) => response.end())
  expect(await call(server.url, tunnelled(sshd.access({ keyPassphrase: 'a passphrase' })))).toMatchObject({ ok: true })
})

test('the keys of a running ssh-agent are not asked for', async () => {
  const sshd = await startSshd()
  const agentSocket = await startSshAgent(sshd)
  const server = await startServer((_request, response) => response.end())
  const access = sshd.access({ authentication: 'agent', keyFile: null, agentSocket })
  expect(await call(server.url, tunnelled(access))).toMatchObject({ ok: true })
})

test('a tunnel that is not there, or leads to a closed port, is told as a failure of the host', async () => {
  const sshd = await startSshd()
  const result = await call('http://127.0.0.1:9', tunnelled(sshd.access()))
  expect(result).toMatchObject({ ok: false, failure: { class: 'network' } })
  expect(!result.ok && result.failure.message).toContain('could not connect to 127.0.0.1:9 from its side')
  await sshd.kill()
  expect(await refusalOf(sshd, {})).toContain('could not be opened (ECONNREFUSED)')
})

test('a connection that drops in mid-trial ends the trial, or is told as something else', async () => {
  const sshd = await startSshd()
  let requests = 0
  const server = await startServer((_request, response) => {
    requests += 1
    if (requests === 2) {
      // The second sample never gets its answer: the machine's SSH server is gone, and comes back.
      void sshd.restart()
    } else sendJson(response, 200, { picture: 'x' })
  })
  const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(4) })
  const hostKeys: string[] = []
  const connection = tunnelled(sshd.access())
  const { samples, status } = await runForTest(plan, {
    clock: REAL_TIME,
    access: () => ({ credentials: { apiKey: 'canary-0123456789' }, connection }),
    listener: { hostKeySeen: ({ hostKeySha256 }) => void hostKeys.push(hostKeySha256) },
  })
  expect(status).toBe('finished')
  expect(samples.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed', 'succeeded', 'succeeded'])
  expect(samples[1]?.failure).toMatchObject({ class: 'network', status: null })
  expect(samples[1]?.failure?.message).toMatch(/^The SSH tunnel to .* broke off/)
  // It was sent, so it may have been drawn: what it costs is not known.
  expect(samples[1]?.charge.amountMicros).toBeNull()
  // Opening the tunnel again is a pause of ours.
  expect(samples[2]?.heldBackMs).toBeGreaterThan(0)
  expect(samples[2]?.latencyMs).toBeLessThan((samples[2]?.heldBackMs ?? 0) + (samples[2]?.serviceMs ?? 0) + 1000)
  expect(hostKeys).toEqual([sshd.hostKeySha256()])
})

test('a machine that comes back with another host key is trusted in mid-trial', async () => {
  const sshd = await startSshd()
  const seen: string[] = []
  const hostKeySeen = (sha256: string): void => void seen.push(sha256)
  const tunnel = createTunnel({ access: sshd.access(), clock: REAL_TIME, hostKeySeen })
  onTestFinished(() => tunnel.close())
  const { signal } = new AbortController()
  await tunnel.ready(signal)
  expect(seen).toEqual([sshd.hostKeySha256()])
  const server = await startServer((_request, response) => response.end())
  const socket = await tunnel.connect('127.0.0.1', server.port)
  const broken = once(socket, 'error')
  await sshd.restart({ newHostKey: true })
  await expect(broken).resolves.toMatchObject([{ name: 'TunnelError', mayPass: true }])
  await expect(tunnel.ready(signal)).rejects.toMatchObject({ name: 'TunnelError', mayPass: false })
  await expect(tunnel.ready(signal)).rejects.toThrow('has changed')
})

test.each(['password', 'keyboard-interactive'] as const)('a password can not be given by way of %s', async (way) => {
  const server = await startServer((_request, response) => response.end())
  const { host, port } = await startPasswordServer('canary-secret', way)
  const access: TunnelAccess = {
    host,
    port,
    username: 'somebody',
    authentication: 'password',
    keyFile: null,
    hostKeySha256: null,
    password: 'canary-secret',
    keyPassphrase: null,
    agentSocket: null,
  }
  expect(await call(server.url, tunnelled(access))).toMatchObject({ ok: true })
  const refused = await call(server.url, tunnelled({ ...access, password: 'canary-other' }))
  expect(refused).toMatchObject({ ok: false, failure: { class: 'network' } })
  expect(!refused.ok && refused.failure.message).toContain('did not accept the key or password')
  expect(JSON.stringify(refused)).not.toContain('canary')
})
