import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import { dirname, join } from 'node:path'
import { ORPCError } from '@orpc/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { Account } from '#shared/domain/account.ts'
import { folderWithVault } from '#tests/support/folder-with-vault.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { listen, startServer } from '#tests/unit/engine/scripted-server.ts'
import { selfSignedCertificate } from '#tests/unit/engine/http/self-signed-certificate.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

const CANARY = 'canary-5b1e-key'

const workbenchWithKeychain = (): Promise<Workbench> => testWorkbench({ keychain: new StandInKeychain() })

/** What a call fails with; fails the test where it does not. */
async function failureOf(call: Promise<unknown>): Promise<{ code: string; message: string; paths: string[] }> {
  const error = await call.then(() => null).catch((caught: unknown) => caught)
  if (!(error instanceof ORPCError)) throw new Error(`Expected an error of the contract, got ${String(error)}.`)
  const { problems } = error.data as { problems: { path: string }[] }
  return { code: error.code, message: error.message, paths: problems.map(({ path }) => path) }
}

describe('saving an account', () => {
  test('gives back a secret, puts it into the database, or forgets that it is set', async () => {
    const { client, databasePath } = await workbenchWithKeychain()
    const saved = await client.account.save({ providerId: 'novita', label: 'team', fields: { apiKey: ` ${CANARY}\n` } })
    expect(saved).toMatchObject({
      providerId: 'novita',
      label: 'team',
      fieldsSet: ['apiKey'],
      plainFields: {},
      baseUrl: null,
    })
    expect(await client.account.list()).toEqual([saved])
    expect(JSON.stringify([saved, await client.vault.status()])).not.toContain(CANARY)
    for (const file of ['assay.sqlite', 'assay.sqlite-wal', 'vault.json']) {
      const bytes = await readFile(join(dirname(databasePath), file))
      expect(bytes.includes(CANARY)).toBe(false)
    }
  })

  test('with a new label alone loses the key, or needs the vault', async () => {
    const { client } = await workbenchWithKeychain()
    const { id } = await client.account.save({ providerId: 'novita', fields: { apiKey: CANARY } })
    await client.vault.lock()
    const renamed = await client.account.save({ accountId: id, label: 'spare', region: 'eu' })
    expect(renamed).toMatchObject({ id, label: 'spare', region: 'eu', fieldsSet: ['apiKey'] })
    expect(await failureOf(client.account.save({ accountId: id, fields: { apiKey: 'another' } }))).toMatchObject({
      code: 'VAULT_LOCKED',
    })
    await client.vault.unlock({ passphrase: null })
    const emptied = await client.account.save({ accountId: id, fields: { apiKey: '' } })
    expect(emptied.fieldsSet).toEqual([])
  })

  test('keeps what a check found with another key', async () => {
    const { client } = await workbenchWithKeychain()
    await using simulator = await startQuick('novita')
    const { id } = await client.account.save({
      providerId: 'novita',
      baseUrl: simulator.baseUrl,
      fields: { apiKey: 'wrong' },
    })
    await client.account.check({ accountId: id })
    expect((await client.account.save({ accountId: id, label: 'renamed' })).lastCheck?.state).toBe('refused')
    expect((await client.account.save({ accountId: id, fields: { apiKey: 'other' } })).lastCheck).toBeNull()
  })

  test.each<[string, object, string, string[]]>([
    ['a provider that does not exist', { providerId: 'novta' }, 'UNKNOWN_PROVIDER', []],
    ['no provider', {}, 'BAD_USAGE', []],
    ['a field that there is not', { providerId: 'novita', fields: { apikey: 'x' } }, 'BAD_USAGE', ['fields.apikey']],
    ['a host without an address', { providerId: 'a1111' }, 'BAD_USAGE', ['baseUrl']],
    [
      'a password within the address',
      { providerId: 'novita', baseUrl: `https://me:${CANARY}@api.example` },
      'BAD_USAGE',
      ['baseUrl'],
    ],
    [
      'half of a pair',
      { providerId: 'a1111', baseUrl: 'http://h', fields: { username: 'me', token: CANARY } },
      'BAD_USAGE',
      ['fields.token'],
    ],
    [
      'a key file that is nowhere',
      {
        providerId: 'a1111',
        baseUrl: 'http://h',
        tunnel: {
          host: 'box',
          port: 22,
          username: 'me',
          authentication: 'key-file',
          keyFile: null,
          hostKeySha256: null,
        },
      },
      'BAD_USAGE',
      ['tunnel.keyFile'],
    ],
    ['an account that is gone', { accountId: 'account-gone', label: 'x' }, 'NOT_FOUND', []],
  ])('%s is taken, or its message repeats a secret', async (_case, change, code, paths) => {
    const { client } = await workbenchWithKeychain()
    const failure = await failureOf(client.account.save(change))
    expect(failure).toMatchObject({ code, paths })
    expect(failure.message).not.toContain(CANARY)
    expect(await client.account.list()).toEqual([])
  })

  test('moves a pinned host key along to another server', async () => {
    const { client } = await workbenchWithKeychain()
    const tunnel = {
      host: 'box',
      port: 22,
      username: 'me',
      authentication: 'agent',
      keyFile: null,
      hostKeySha256: 'pinned',
    } as const
    const { id } = await client.account.save({ providerId: 'a1111', baseUrl: 'http://127.0.0.1:7860', tunnel })
    const sameServer = await client.account.save({ accountId: id, tunnel: { ...tunnel, username: 'root' } })
    expect(sameServer.tunnel?.hostKeySha256).toBe('pinned')
    const other = await client.account.save({ accountId: id, tunnel: { ...tunnel, host: 'other-box' } })
    expect(other.tunnel?.hostKeySha256).toBeNull()
  })

  test('leaves the tunnel’s password in the vault when the tunnel is gone', async () => {
    const { client } = await workbenchWithKeychain()
    const tunnel = {
      host: 'box',
      port: 22,
      username: 'me',
      authentication: 'password',
      keyFile: null,
      hostKeySha256: null,
    } as const
    const { id, fieldsSet } = await client.account.save({
      providerId: 'a1111',
      baseUrl: 'http://127.0.0.1:7860',
      tunnel,
      fields: { sshPassword: CANARY },
    })
    expect(fieldsSet).toEqual(['sshPassword'])
    expect((await client.account.save({ accountId: id, tunnel: null })).fieldsSet).toEqual([])
    expect((await client.vault.status()).secretCount).toBe(0)
  })
})

describe('where there is no keychain', () => {
  test('a key is kept without a passphrase', async () => {
    const { client } = await testWorkbench()
    const failure = await failureOf(client.account.save({ providerId: 'novita', fields: { apiKey: CANARY } }))
    expect(failure).toMatchObject({ code: 'VAULT_ABSENT', message: expect.stringMatching(/assay vault set-up/) })
    expect(await client.account.list()).toEqual([])
  })

  test('a key goes under the password that everybody knows', async () => {
    const keychain = new StandInKeychain()
    keychain.state = 'basic-text'
    const { client } = await testWorkbench({ keychain })
    expect((await client.vault.status()).message).toMatch(/a password that everybody knows\. Choose a passphrase/)
    const failure = await failureOf(client.account.save({ providerId: 'novita', fields: { apiKey: CANARY } }))
    expect(failure).toMatchObject({ code: 'VAULT_ABSENT', message: expect.stringMatching(/everybody knows/) })
  })

  test('the passphrase in the environment is not used, or a locked vault opens itself again', async () => {
    const environment = { ASSAY_VAULT_PASSPHRASE: 'four unrelated words' }
    const dataDirectory = await folderWithVault(environment.ASSAY_VAULT_PASSPHRASE)
    const { client } = await testWorkbench({ environment, dataDirectory })
    const { id } = await client.account.save({ providerId: 'novita', fields: { apiKey: CANARY } })
    await client.vault.lock()
    expect(await failureOf(client.account.check({ accountId: id }))).toMatchObject({ code: 'VAULT_LOCKED' })
    await client.vault.unlock({ passphrase: 'four unrelated words' })
    expect(await client.vault.status()).toMatchObject({ state: 'unlocked', protection: 'passphrase', secretCount: 1 })
  })

  test('the command line asks although the passphrase is in the environment', async () => {
    const environment = { ASSAY_VAULT_PASSPHRASE: 'four unrelated words' }
    const dataDirectory = await folderWithVault(environment.ASSAY_VAULT_PASSPHRASE)
    const first = await testWorkbench({ environment, dataDirectory })
    const { id } = await first.client.account.save({ providerId: 'segmind', fields: { apiKey: CANARY } })
    const second = await testWorkbench({ environment, dataDirectory })
    const changed = await second.client.account.save({ accountId: id, fields: { apiKey: 'another' } })
    expect(changed.fieldsSet).toEqual(['apiKey'])
  })
})

async function checkNovita(apiKey: string, changes: Partial<Account> = {}) {
  const workbench = await workbenchWithKeychain()
  const simulator = await startQuick('novita')
  onTestFinished(() => simulator[Symbol.asyncDispose]())
  const { id } = await workbench.client.account.save({
    providerId: 'novita',
    baseUrl: simulator.baseUrl,
    fields: { apiKey },
    ...changes,
  })
  return { ...workbench, id, check: await workbench.client.account.check({ accountId: id }) }
}

describe('checking an account', () => {
  test('a good key is called bad, or its balance nothing', async () => {
    const { check, client, id } = await checkNovita('sk_practice-novita')
    expect(check).toMatchObject({ state: 'valid', balanceMicros: 50_000_000, answeredMs: expect.any(Number) })
    expect((await client.account.list())[0]?.lastCheck).toEqual(check)
    expect(await client.account.balance({ accountId: id })).toEqual({ balanceMicros: 50_000_000 })
    const { models } = await client.account.models({ accountId: id, cursor: null })
    expect(models.length).toBeGreaterThan(0)
  })

  test('a wrong key is called good, or stands in the answer', async () => {
    const { check } = await checkNovita(CANARY)
    expect(check.state).toBe('refused')
    expect(JSON.stringify(check)).not.toContain(CANARY)
  })

  test('an address where nothing listens is called a wrong key', async () => {
    const { check } = await checkNovita('sk_practice-novita', { baseUrl: 'http://127.0.0.1:1' })
    expect(check).toMatchObject({ state: 'unreachable', answeredMs: null, balanceMicros: null })
    expect(check.message).toMatch(/nothing listens/)
  })

  test('a provider without a call for it is called valid', async () => {
    const { client } = await workbenchWithKeychain()
    const { id } = await client.account.save({ providerId: 'custom', baseUrl: 'https://api.example.org' })
    expect(await client.account.check({ accountId: id })).toMatchObject({ state: 'unclear', answeredMs: null })
  })

  test('a vault that was replaced sends the request without its key', async () => {
    const { client, id } = await checkNovita('sk_practice-novita')
    const { file } = await client.vault.status()
    await rm(file)
    await client.account.save({ providerId: 'segmind', fields: { apiKey: 'x-another-key' } })
    const failure = await failureOf(client.account.check({ accountId: id }))
    expect(failure).toMatchObject({ code: 'MISSING_CREDENTIAL', message: expect.stringMatching(/Enter it again/) })
  })

  test('a self-signed certificate can’t be seen, or is accepted before it is pinned, or any other one after', async () => {
    const first = selfSignedCertificate('localhost')
    const server = createServer(first, (_request, response) => response.end('{}'))
    const port = await listen(server)
    onTestFinished(() => void server.close())
    const { client } = await workbenchWithKeychain()
    const baseUrl = `https://127.0.0.1:${port}`
    const { id } = await client.account.save({ providerId: 'a1111', baseUrl })
    expect(await client.account.check({ accountId: id })).toMatchObject({ state: 'unreachable' })

    const shown = await client.account.inspectCertificate({ url: baseUrl })
    expect(shown).toMatchObject({ subject: 'CN=localhost', trusted: false, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    await client.account.save({ accountId: id, certificateSha256: shown.sha256 })
    expect((await client.account.check({ accountId: id })).state).not.toBe('unreachable')

    server.setSecureContext(selfSignedCertificate('localhost'))
    const other = await client.account.check({ accountId: id })
    expect(other.state).toBe('unreachable')
    expect(other.message).toContain(shown.sha256)
  })

  test('looking at the certificate of a server without one hangs or gives a riddle', async () => {
    const server = await startServer((_request, response) => response.end())
    const { client } = await workbenchWithKeychain()
    const failure = await failureOf(client.account.inspectCertificate({ url: `https://127.0.0.1:${server.port}` }))
    expect(failure).toMatchObject({ code: 'CALL_FAILED', message: expect.stringMatching(/encrypted connection/) })
  })
})

test('removing an account leaves its secrets in the vault', async () => {
  const { client } = await workbenchWithKeychain()
  const { id } = await client.account.save({ providerId: 'novita', fields: { apiKey: CANARY } })
  await client.vault.lock()
  expect(await failureOf(client.account.remove({ accountId: id }))).toMatchObject({ code: 'VAULT_LOCKED' })
  expect(await client.account.list()).toHaveLength(1)
  await client.vault.unlock({ passphrase: null })
  await client.account.remove({ accountId: id })
  expect(await client.account.list()).toEqual([])
  expect(await failureOf(client.account.remove({ accountId: id }))).toMatchObject({ code: 'NOT_FOUND' })
})

test('a picture that is brought is not kept under its hash, or a broken one is kept', async () => {
  const { client, databasePath } = await testWorkbench()
  const bytes = await readFile(join(import.meta.dirname, '../../../resources/practice/vase-0.webp'))
  const kept = await client.picture.add({ file: new File([bytes], 'vase.webp') })
  expect(kept).toMatchObject({ format: 'webp', sizeBytes: bytes.length })
  const path = join(dirname(databasePath), 'images', kept.sha256.slice(0, 2), kept.sha256)
  expect((await readFile(path)).equals(bytes)).toBe(true)
  expect(await client.picture.add({ file: new File([bytes], 'again.webp') })).toEqual(kept)
  expect(await failureOf(client.picture.add({ file: new File([bytes.subarray(0, 500)], 'cut.webp') }))).toMatchObject({
    code: 'BAD_USAGE',
  })
  expect(await failureOf(client.picture.add({ file: new File(['<svg/>'], 'x.png') }))).toMatchObject({
    code: 'BAD_USAGE',
    message: expect.stringMatching(/not a PNG, JPEG or WebP/),
  })
})
