import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VaultEnvelope } from '#main/vault/vault-envelope.ts'
import { AssayError } from '#shared/errors.ts'
import { StandInKeychain, vaultForTest } from './vault-for-test.ts'

const PASSPHRASE = 'four unrelated old words'
const SECRET = 'sk-canary-71c0'

async function unlockedVault() {
  const made = await vaultForTest()
  await made.vault.setUp({ protection: 'passphrase', passphrase: PASSPHRASE })
  made.vault.write('account-a', { apiKey: SECRET })
  return made
}

/** The code of the error that a call ends with; null where it ends well. */
async function codeOf(call: () => unknown): Promise<string | null> {
  try {
    await call()
    return null
  } catch (error) {
    return error instanceof AssayError ? error.code : `no AssayError: ${String(error)}`
  }
}

describe('a passphrase', () => {
  test('that is wrong gives an empty vault, or one that is open', async () => {
    const { vault } = await unlockedVault()
    vault.lock()
    expect(await codeOf(() => vault.unlock('four unrelated new words'))).toBe('WRONG_PASSPHRASE')
    expect(vault.isUnlocked()).toBe(false)
    expect(await codeOf(() => vault.read('account-a'))).toBe('VAULT_LOCKED')
    await vault.unlock(PASSPHRASE)
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
  })

  test('that is missing is taken for an empty one', async () => {
    const { vault } = await unlockedVault()
    vault.lock()
    expect(await codeOf(() => vault.unlock(null))).toBe('VAULT_LOCKED')
  })

  test('typed on another keyboard, with letters composed in another way, no longer opens the vault', async () => {
    const { vault } = await vaultForTest()
    await vault.setUp({ protection: 'passphrase', passphrase: 'caf\u00E9 au lait \u2460' })
    vault.lock()
    await vault.unlock('cafe\u0301 au lait 1')
    expect(vault.isUnlocked()).toBe(true)
  })

  test('that was changed leaves the old one working, or the secrets under the old key', async () => {
    const { vault } = await unlockedVault()
    const before = VaultEnvelope.parse(JSON.parse(await readFile(vault.path, 'utf8')))
    expect(await codeOf(() => vault.changePassphrase('a wrong old passphrase', 'a new passphrase'))).toBe(
      'WRONG_PASSPHRASE',
    )
    await vault.changePassphrase(PASSPHRASE, 'a new passphrase')
    const after = VaultEnvelope.parse(JSON.parse(await readFile(vault.path, 'utf8')))
    expect(after.secrets.ciphertext).not.toBe(before.secrets.ciphertext)
    expect(JSON.stringify(after.protection)).not.toContain(saltOf(before))
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
    vault.lock()
    expect(await codeOf(() => vault.unlock(PASSPHRASE))).toBe('WRONG_PASSPHRASE')
    await vault.unlock('a new passphrase')
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
  })

  test('is guessed with less than 64 MiB a guess, or its cost stands nowhere', async () => {
    const { vault } = await vaultForTest()
    const { SCRYPT_PARAMETERS, deriveKey } = await import('#main/vault/derive-key.ts')
    const { cost, blockSize } = SCRYPT_PARAMETERS
    expect(128 * cost * blockSize).toBeGreaterThanOrEqual(64 * 1024 * 1024)
    expect(await deriveKey('a passphrase', Buffer.alloc(16), SCRYPT_PARAMETERS)).toHaveLength(32)
    await vault.setUp({ protection: 'passphrase', passphrase: PASSPHRASE })
    const envelope: unknown = JSON.parse(await readFile(vault.path, 'utf8'))
    expect(envelope).toMatchObject({
      cipher: 'aes-256-gcm',
      protection: { keyDerivation: 'scrypt', parameters: { cost: 16, blockSize: 8, parallelisation: 1 } },
    })
  })
})

describe('the file', () => {
  test('holds a secret, a field’s name, an account or a passphrase in plain', async () => {
    const { vault } = await unlockedVault()
    const text = await readFile(vault.path, 'utf8')
    for (const word of [
      SECRET,
      'apiKey',
      'account-a',
      PASSPHRASE,
      Buffer.from(SECRET).toString('base64').slice(0, -2),
    ]) {
      expect(text).not.toContain(word)
    }
  })

  test('can be read by others, or leaves its temporary names behind', async () => {
    const { vault } = await unlockedVault()
    expect((await stat(vault.path)).mode & 0o777).toBe(0o600)
    expect(await readdir(dirname(vault.path))).toEqual(['vault.json'])
  })

  test('that was tampered with, at any place, gives a secret, an empty vault, or the word that the passphrase is wrong', async () => {
    const { vault } = await unlockedVault()
    const text = await readFile(vault.path, 'utf8')
    const envelope = VaultEnvelope.parse(JSON.parse(text))
    vault.lock()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('nonce', 'ciphertext', 'tag'),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        async (part, place, bit) => {
          const bytes = Buffer.from(envelope.secrets[part as 'tag'], 'base64')
          bytes[place % bytes.length]! ^= 1 << bit
          const changed = { ...envelope, secrets: { ...envelope.secrets, [part]: bytes.toString('base64') } }
          await writeFile(vault.path, JSON.stringify(changed))
          expect(await codeOf(() => vault.unlock(PASSPHRASE))).toBe('VAULT_DAMAGED')
          expect(vault.isUnlocked()).toBe(false)
        },
      ),
      { numRuns: 40 },
    )
    await writeFile(vault.path, text)
    await vault.unlock(PASSPHRASE)
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
  })

  test('opens although somebody switched the lock after idling off', async () => {
    const { vault } = await unlockedVault()
    vault.setIdleMinutes(5)
    vault.lock()
    const envelope = VaultEnvelope.parse(JSON.parse(await readFile(vault.path, 'utf8')))
    await writeFile(vault.path, JSON.stringify({ ...envelope, idleMinutes: null }))
    expect(await codeOf(() => vault.unlock(PASSPHRASE))).toBe('VAULT_DAMAGED')
  })

  test.each([
    ['cut off', (text: string) => text.slice(0, 100)],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['with a cost that would take all memory', (text: string) => text.replace('"cost": 16', '"cost": 1073741824')],
  ])('%s is replaced, or ends the process', async (_case, change) => {
    const { vault } = await unlockedVault()
    const damaged = change(await readFile(vault.path, 'utf8'))
    await writeFile(vault.path, damaged)
    vault.lock()
    expect(await codeOf(() => vault.unlock(PASSPHRASE))).toBe('VAULT_DAMAGED')
    expect(await codeOf(() => vault.setUp({ protection: 'passphrase', passphrase: 'another passphrase' }))).toBe(
      'VAULT_DAMAGED',
    )
    expect(await readFile(vault.path, 'utf8')).toBe(damaged)
  })

  test('is set up anew over one that is locked, and all its keys are lost', async () => {
    const { vault } = await unlockedVault()
    vault.lock()
    const before = await readFile(vault.path)
    expect(await codeOf(() => vault.setUp({ protection: 'passphrase', passphrase: 'another passphrase' }))).toBe(
      'VAULT_LOCKED',
    )
    expect(await readFile(vault.path)).toEqual(before)
  })
})

describe('two processes with one file', () => {
  test('lose each other’s keys', async () => {
    const { vault: one } = await unlockedVault()
    const { vault: other } = await vaultForTest({ path: one.path })
    await other.unlock(PASSPHRASE)
    other.write('account-b', { token: 'from-the-other' })
    one.write('account-c', { token: 'from-the-first' })
    expect(other.read('account-c')).toEqual({ token: 'from-the-first' })
    expect(one.read('account-b')).toEqual({ token: 'from-the-other' })
  })

  test('go on with an old key after the passphrase was changed elsewhere', async () => {
    const { vault: one } = await unlockedVault()
    const { vault: other } = await vaultForTest({ path: one.path })
    await other.unlock(PASSPHRASE)
    await other.changePassphrase(PASSPHRASE, 'a new passphrase')
    expect(await codeOf(() => one.write('account-a', { apiKey: 'stale' }))).toBe('VAULT_LOCKED')
    expect(one.isUnlocked()).toBe(false)
    expect(other.read('account-a')).toEqual({ apiKey: SECRET })
  })
})

test('any sequence of changes is read back as it was written, after a lock, too', async () => {
  const { vault } = await unlockedVault()
  const field = fc.constantFrom('apiKey', 'constructor', 'ключ')
  const change = fc.tuple(fc.constantFrom('account-a', 'account-b'), field, fc.option(fc.string({ unit: 'binary' })))
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const expected = new Map<string, Map<string, string>>([
        ['account-a', new Map()],
        ['account-b', new Map()],
      ])
      for (const account of expected.keys()) {
        vault.write(account, Object.fromEntries(Object.keys(vault.read(account)).map((name) => [name, null])))
      }
      for (const [account, name, value] of changes) {
        vault.write(account, Object.fromEntries([[name, value]]))
        if (value === null) expected.get(account)?.delete(name)
        else expected.get(account)?.set(name, value)
      }
      vault.lock()
      await vault.unlock(PASSPHRASE)
      for (const [account, fields] of expected) expect(new Map(Object.entries(vault.read(account)))).toEqual(fields)
    }),
    { numRuns: 15 },
  )
})

describe('idling', () => {
  test('leaves the vault open longer than its user allows', async () => {
    const { vault, clock } = await unlockedVault()
    vault.setIdleMinutes(10)
    clock.advance(9)
    vault.read('account-a')
    clock.advance(9)
    expect(vault.isUnlocked()).toBe(true)
    clock.advance(1)
    expect(vault.isUnlocked()).toBe(false)
    expect(await codeOf(() => vault.read('account-a'))).toBe('VAULT_LOCKED')
  })

  test('is not noticed where the timer came late, because the machine slept', async () => {
    const { vault, clock } = await unlockedVault()
    vault.setIdleMinutes(10)
    clock.advance(11, { timers: false })
    expect(await codeOf(() => vault.read('account-a'))).toBe('VAULT_LOCKED')
  })

  test('locks a vault whose user never asked for it, or piles up timers', async () => {
    const { vault, clock } = await unlockedVault()
    clock.advance(100_000)
    expect(vault.isUnlocked()).toBe(true)
    vault.setIdleMinutes(10)
    for (let use = 0; use < 5; use += 1) vault.read('account-a')
    expect(clock.timerCount).toBe(1)
    vault.lock()
    expect(clock.timerCount).toBe(0)
  })

  test('asking how it stands counts as using it', async () => {
    const { vault, clock } = await unlockedVault()
    vault.setIdleMinutes(10)
    clock.advance(6)
    expect(await vault.state()).toMatchObject({ state: 'unlocked', idleMinutes: 10 })
    clock.advance(6)
    expect(await vault.state()).toMatchObject({ state: 'locked', protection: 'passphrase' })
  })
})

describe('the system keychain', () => {
  test('is asked for every secret, or does not open what it sealed', async () => {
    const keychain = new StandInKeychain()
    const { vault } = await vaultForTest({ keychain })
    await vault.setUp({ protection: 'keychain' })
    vault.write('account-a', { apiKey: SECRET })
    vault.write('account-b', { apiKey: SECRET })
    expect(keychain.encryptCount).toBe(1)
    vault.lock()
    expect(await codeOf(() => vault.read('account-a'))).toBe('VAULT_LOCKED')
    await vault.unlock(null)
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
    expect(await readFile(vault.path, 'utf8')).not.toContain(SECRET)
  })

  test('that only offers a password everybody knows is used all the same', async () => {
    const keychain = new StandInKeychain()
    const { vault } = await vaultForTest({ keychain })
    for (const state of ['basic-text', 'none'] as const) {
      keychain.state = state
      expect(await codeOf(() => vault.setUp({ protection: 'keychain' }))).toBe('KEYCHAIN_REFUSED')
    }
    expect(keychain.encryptCount).toBe(0)
    expect(vault.protection()).toBeNull()
  })

  test('that refuses gives an empty vault', async () => {
    const keychain = new StandInKeychain()
    const { vault } = await vaultForTest({ keychain })
    await vault.setUp({ protection: 'keychain' })
    vault.write('account-a', { apiKey: SECRET })
    vault.lock()
    keychain.refuses = true
    expect(await codeOf(() => vault.unlock(null))).toBe('KEYCHAIN_REFUSED')
    keychain.refuses = false
    await vault.unlock(null)
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
  })

  test('that has a newer key is not given the data key again', async () => {
    const keychain = new StandInKeychain()
    const { vault } = await vaultForTest({ keychain })
    await vault.setUp({ protection: 'keychain' })
    vault.write('account-a', { apiKey: SECRET })
    vault.lock()
    keychain.rotated = true
    await vault.unlock(null)
    expect(keychain.encryptCount).toBe(2)
    expect(vault.read('account-a')).toEqual({ apiKey: SECRET })
  })

  test('is replaced by a passphrase, and keys are lost on the way', async () => {
    const keychain = new StandInKeychain()
    const { vault } = await vaultForTest({ keychain })
    await vault.setUp({ protection: 'keychain' })
    vault.write('account-a', { apiKey: SECRET })
    expect(await codeOf(() => vault.changePassphrase('', PASSPHRASE))).toBe('BAD_USAGE')
    await vault.setUp({ protection: 'passphrase', passphrase: PASSPHRASE })
    vault.lock()
    const { vault: elsewhere } = await vaultForTest({ path: vault.path })
    await elsewhere.unlock(PASSPHRASE)
    expect(elsewhere.read('account-a')).toEqual({ apiKey: SECRET })
  })

  test('a door without one says that the passphrase is wrong', async () => {
    const { vault } = await vaultForTest({ keychain: new StandInKeychain() })
    await vault.setUp({ protection: 'keychain' })
    const { vault: elsewhere } = await vaultForTest({ path: vault.path })
    expect(await codeOf(() => elsewhere.unlock(PASSPHRASE))).toBe('KEYCHAIN_REFUSED')
  })
})

test('no error of the vault repeats a passphrase or a secret', async () => {
  const { vault } = await unlockedVault()
  vault.lock()
  for (const call of [
    () => vault.unlock('a-canary-passphrase'),
    () => vault.read('account-a'),
    () => vault.unlock(null),
  ]) {
    const error = await Promise.resolve()
      .then(async () => void (await call()))
      .then(() => null)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(AssayError)
    expect(JSON.stringify([String(error), (error as AssayError).problems])).not.toMatch(/canary/)
  }
})

function saltOf({ protection }: VaultEnvelope): string {
  if (protection.kind !== 'passphrase') throw new Error('not under a passphrase')
  return protection.salt
}
