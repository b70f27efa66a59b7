import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { fingerprintOf } from '#main/engine/http/pinned-certificate.ts'
import type { AssayError } from '#shared/errors.ts'
import type { SshTunnel } from '#shared/domain/account.ts'
import { findOrInstallSshd } from '#tests/support/find-sshd.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { selfSignedCertificate } from '#tests/unit/engine/http/self-signed-certificate.ts'
import { listen } from '#tests/unit/engine/scripted-server.ts'
import { startPasswordServer } from '#tests/unit/engine/tunnel/start-password-server.ts'
import { startSshAgent } from '#tests/unit/engine/tunnel/start-ssh-agent.ts'
import { startSshd, type SshdForTest } from '#tests/unit/engine/tunnel/start-sshd.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

beforeAll(findOrInstallSshd, 300_000)

function byKeyFile(sshd: SshdForTest): SshTunnel {
  const { host, port, username, keyFile } = sshd.access()
  return { host, port, username, keyFile, authentication: 'key-file', hostKeySha256: null }
}

function byPassword({ host, port }: { host: string; port: number }): SshTunnel {
  return { host, port, username: 'somebody', authentication: 'password', keyFile: null, hostKeySha256: null }
}

const practice = { username: 'practice', password: 'practice-a1111' }

/** A server with a certificate that nobody vouches for. */
async function secureHost() {
  const pair = selfSignedCertificate('studio-box')
  const server = createServer(pair, (_request, response) => response.end('{}'))
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `https://127.0.0.1:${port}`, sha256: fingerprintOf(new X509Certificate(pair.cert).raw) }
}

async function failureOf(promise: Promise<unknown>): Promise<Pick<AssayError, 'code' | 'message'>> {
  return promise.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: unknown) => error as AssayError,
  )
}

test('a host behind a tunnel is not reached, or its host key is not pinned by the first check or trial', async () => {
  const workbench = await testWorkbench({ keychain: new StandInKeychain() })
  const { client } = workbench
  const sshd = await startSshd()
  await using simulator = await startQuick('a1111')
  const tunnel = byKeyFile(sshd)
  const entered = {
    providerId: 'a1111',
    baseUrl: simulator.baseUrl,
    fields: { username: 'practice', password: 'practice-a1111', sshKeyPassphrase: '' },
    tunnel,
  }
  const { id } = await client.account.save(entered)
  expect(await client.account.check({ accountId: id })).toMatchObject({ state: 'valid' })
  const pinned = async (accountId: string) =>
    (await client.account.list()).find((account) => account.id === accountId)?.tunnel?.hostKeySha256
  expect(await pinned(id)).toBe(sshd.hostKeySha256())

  const other = await client.account.save(entered)
  const { trialId } = await client.trial.start({
    name: 'T',
    prompts: [{ text: 'a fox' }],
    calibrate: false,
    contenders: [{ id: 'a', provider: 'a1111', model: 'sd_xl_base_1.0', account: other.id }],
  })
  await workbench.trialEnded(trialId)
  expect((await client.sample.rows({ trialId })).map(({ outcome }) => outcome)).toEqual(['succeeded'])
  expect(await pinned(other.id)).toBe(sshd.hostKeySha256())

  await sshd.restart({ newHostKey: true })
  const changed = await client.account.check({ accountId: id })
  expect(changed).toMatchObject({ state: 'unreachable', message: expect.stringMatching(/has changed/) })
  expect(await pinned(id)).not.toBe(sshd.hostKeySha256())
}, 60_000)

test('an account is not reached by the keys of the ssh-agent, or one without an agent is told nothing of it', async () => {
  const sshd = await startSshd()
  const agentSocket = await startSshAgent(sshd)
  await using simulator = await startQuick('a1111')
  const tunnel = { ...byKeyFile(sshd), authentication: 'agent' as const, keyFile: null }
  const checked = async (environment: Record<string, string>) => {
    const { client } = await testWorkbench({ keychain: new StandInKeychain(), environment })
    const entered = { providerId: 'a1111', baseUrl: simulator.baseUrl, fields: practice, tunnel }
    const { id } = await client.account.save(entered)
    return client.account.check({ accountId: id })
  }
  expect(await checked({ SSH_AUTH_SOCK: agentSocket })).toMatchObject({ state: 'valid' })
  expect(await checked({})).toMatchObject({
    state: 'unreachable',
    message: expect.stringContaining('No ssh-agent runs here'),
  })
}, 60_000)

test('a tunnel’s password is not taken from the vault, does not reach a trial, or stands in an answer', async () => {
  const workbench = await testWorkbench({ keychain: new StandInKeychain() })
  const { client } = workbench
  const ssh = await startPasswordServer('canary-ssh-password')
  await using simulator = await startQuick('a1111')
  const tunnel = byPassword(ssh)
  const enter = (sshPassword: string) =>
    client.account.save({
      providerId: 'a1111',
      baseUrl: simulator.baseUrl,
      fields: { ...practice, sshPassword },
      tunnel,
    })
  const { id } = await enter('canary-ssh-password')
  expect(await client.account.check({ accountId: id })).toMatchObject({ state: 'valid' })
  expect(ssh.loginCount()).toBe(1)
  const { trialId } = await client.trial.start({
    name: 'T',
    prompts: [{ text: 'a fox' }],
    calibrate: false,
    contenders: [{ id: 'a', provider: 'a1111', model: 'sd_xl_base_1.0', account: id }],
  })
  await workbench.trialEnded(trialId)
  expect((await client.sample.rows({ trialId })).map(({ outcome }) => outcome)).toEqual(['succeeded'])
  expect(ssh.loginCount()).toBe(2)

  const wrong = await enter('canary-wrong')
  const refused = await client.account.check({ accountId: wrong.id })
  expect(refused).toMatchObject({ state: 'unreachable', message: expect.stringContaining('did not accept') })
  expect(JSON.stringify([refused, await client.account.list(), await client.trial.get({ trialId })])).not.toContain(
    'canary',
  )
}, 60_000)

describe('the certificate of a host behind a tunnel', () => {
  test('is asked for around the tunnel, or the host key that is met on the way is not pinned', async () => {
    const { client } = await testWorkbench({ keychain: new StandInKeychain() })
    const sshd = await startSshd()
    const { url, sha256 } = await secureHost()
    const { id } = await client.account.save({ providerId: 'a1111', baseUrl: url, tunnel: byKeyFile(sshd) })
    expect(await client.account.inspectCertificate({ url, accountId: id })).toMatchObject({ sha256, trusted: false })
    expect((await client.account.list())[0]?.tunnel?.hostKeySha256).toBe(sshd.hostKeySha256())
    await client.account.save({ accountId: id, certificateSha256: sha256 })
    expect((await client.account.check({ accountId: id })).state).not.toBe('unreachable')

    // The host itself could still be reached.
    await sshd.restart({ newHostKey: true })
    const changed = await failureOf(client.account.inspectCertificate({ url, accountId: id }))
    expect(changed).toMatchObject({ code: 'CALL_FAILED', message: expect.stringContaining('has changed') })
    await sshd.kill()
    const gone = await failureOf(client.account.inspectCertificate({ url, accountId: id }))
    expect(gone).toMatchObject({ code: 'CALL_FAILED', message: expect.stringContaining('could not be opened') })
  }, 60_000)

  test('can only be seen once the tunnel is saved, or goes through one that was taken away in the form', async () => {
    const { client } = await testWorkbench({ keychain: new StandInKeychain() })
    const sshd = await startSshd()
    const { url, sha256 } = await secureHost()
    expect(await client.account.inspectCertificate({ url, tunnel: byKeyFile(sshd) })).toMatchObject({ sha256 })
    const { id } = await client.account.save({ providerId: 'a1111', baseUrl: url, tunnel: byKeyFile(sshd) })
    await sshd.kill()
    expect(await client.account.inspectCertificate({ url, accountId: id, tunnel: null })).toMatchObject({ sha256 })
    const closed = { url: 'https://127.0.0.1:9', accountId: id }
    await sshd.restart()
    const failure = await failureOf(client.account.inspectCertificate(closed))
    expect(failure.message).toContain('could not connect to 127.0.0.1:9 from its side')
  }, 60_000)

  test('sends a kept password to a server that it was not entered for', async () => {
    const { client } = await testWorkbench({ keychain: new StandInKeychain() })
    const [kept, other] = [await startPasswordServer('canary-kept'), await startPasswordServer('canary-kept')]
    const { url, sha256 } = await secureHost()
    const entered = {
      providerId: 'a1111',
      baseUrl: url,
      tunnel: byPassword(kept),
      fields: { sshPassword: 'canary-kept' },
    }
    const { id } = await client.account.save(entered)
    expect(await client.account.inspectCertificate({ url, accountId: id })).toMatchObject({ sha256 })
    const elsewhere = { url, accountId: id, tunnel: byPassword(other) }
    const refused = await failureOf(client.account.inspectCertificate(elsewhere))
    expect(refused).toMatchObject({ code: 'CALL_FAILED', message: expect.stringContaining('is not set') })
    expect([kept.loginCount(), other.loginCount()]).toEqual([1, 0])
    const fields = { sshPassword: 'canary-kept' }
    expect(await client.account.inspectCertificate({ ...elsewhere, fields })).toMatchObject({ sha256 })
  }, 60_000)
})
