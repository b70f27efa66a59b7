import { beforeAll, expect, test } from 'vitest'
import { findOrInstallSshd } from '#tests/support/find-sshd.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { startSshd } from '#tests/unit/engine/tunnel/start-sshd.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

beforeAll(findOrInstallSshd, 300_000)

test('a host behind a tunnel is not reached, or its host key is not pinned by the first check or trial', async () => {
  const workbench = await testWorkbench({ keychain: new StandInKeychain() })
  const { client } = workbench
  const sshd = await startSshd()
  await using simulator = await startQuick('a1111')
  const { host, port, username, keyFile } = sshd.access()
  const tunnel = { host, port, username, keyFile, authentication: 'key-file', hostKeySha256: null } as const
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
