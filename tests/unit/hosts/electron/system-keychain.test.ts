import { beforeEach, expect, test, vi } from 'vitest'
import { systemKeychain } from '#main/hosts/electron/system-keychain.ts'
import { keychain } from '#tests/support/electron-stand-in.ts'
import { vaultForTest } from '#tests/unit/vault/vault-for-test.ts'

vi.mock('electron', () => import('#tests/support/electron-stand-in.ts'))

beforeEach(() => {
  vi.restoreAllMocks()
  Object.assign(keychain, { available: true, backend: 'gnome_libsecret', shouldReEncrypt: false })
})

test('a secret sealed by the system does not come back, or comes back without the word that its key is old', async () => {
  const sealed = await systemKeychain.encrypt('the key')
  expect(Buffer.from(sealed).toString()).not.toContain('the key')
  expect(await systemKeychain.decrypt(new Uint8Array(sealed))).toEqual({ plainText: 'the key', sealAgain: false })
  keychain.shouldReEncrypt = true
  expect(await systemKeychain.decrypt(sealed)).toEqual({ plainText: 'the key', sealAgain: true })
})

test.each(['basic_text', 'unknown'] as const)(
  'on Linux, a keychain that is none (%s) is trusted with keys',
  async (backend) => {
    keychain.backend = backend
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux')
    expect(await systemKeychain.available()).toBe('basic-text')
    const { vault } = await vaultForTest({ keychain: systemKeychain })
    await expect(vault.setUp({ protection: 'keychain' })).rejects.toThrow(/Choose a passphrase instead/)
  },
)

test('a system without encryption is taken for one with it', async () => {
  keychain.available = false
  expect(await systemKeychain.available()).toBe('none')
})

test('a vault is not opened by the keychain that it was made with', async () => {
  const { vault } = await vaultForTest({ keychain: systemKeychain })
  await vault.setUp({ protection: 'keychain' })
  vault.write('account-a', { apiKey: 'the key' })
  vault.lock()
  await vault.unlock(null)
  expect(vault.read('account-a')).toEqual({ apiKey: 'the key' })
})
