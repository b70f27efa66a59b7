import { randomBytes } from 'node:crypto'
import { AssayError } from '#shared/errors.ts'
import { deriveKey, SCRYPT_PARAMETERS } from './derive-key.ts'
import { KEY_BYTES, open, seal } from './seal.ts'
import type { SystemKeychain } from './system-keychain.ts'
import type { ScryptParameters, VaultEnvelope } from './vault-envelope.ts'

type Protection = VaultEnvelope['protection']

/** What keeps a data key. */
export interface Protector {
  keychain: SystemKeychain | null
  scrypt?: ScryptParameters
}

const PURPOSE = 'assay-vault/1/data-key'
const SALT_BYTES = 16

/**
 * A fresh data key, and how it is kept.
 * @throws AssayError KEYCHAIN_REFUSED
 */
export async function protectDataKey(
  by: { protection: 'keychain' } | { protection: 'passphrase'; passphrase: string },
  { keychain, scrypt = SCRYPT_PARAMETERS }: Protector,
): Promise<{ key: Buffer; protection: Protection }> {
  const key = randomBytes(KEY_BYTES)
  if (by.protection === 'passphrase') {
    const salt = randomBytes(SALT_BYTES)
    const derived = await deriveKey(by.passphrase, salt, scrypt)
    const dataKey = seal(key, derived, PURPOSE)
    derived.fill(0)
    return {
      key,
      protection: {
        kind: 'passphrase',
        keyDerivation: 'scrypt',
        parameters: scrypt,
        salt: salt.toString('base64'),
        dataKey,
      },
    }
  }
  const state = keychain === null ? 'none' : await keychain.available()
  if (keychain === null || state !== 'ok')
    throw new AssayError('KEYCHAIN_REFUSED', WHY_NOT[state === 'ok' ? 'none' : state])
  const dataKey = await keychain.encrypt(key.toString('base64')).catch(refuse)
  return { key, protection: { kind: 'keychain', dataKey: Buffer.from(dataKey).toString('base64') } }
}

/**
 * The data key of a vault, and how it is to be kept from now on: the system may have a better key for it by now.
 * @param passphrase null where none was given
 * @throws AssayError WRONG_PASSPHRASE, VAULT_LOCKED (a passphrase is needed) or KEYCHAIN_REFUSED
 */
export async function recoverDataKey(
  protection: Protection,
  passphrase: string | null,
  { keychain }: Protector,
): Promise<{ key: Buffer; protection: Protection }> {
  if (protection.kind === 'passphrase') {
    if (passphrase === null) throw new AssayError('VAULT_LOCKED', 'The vault is locked. Unlock it with its passphrase.')
    const derived = await deriveKey(passphrase, Buffer.from(protection.salt, 'base64'), protection.parameters)
    const key = open(protection.dataKey, derived, PURPOSE)
    derived.fill(0)
    if (key !== null) return { key, protection }
    throw new AssayError('WRONG_PASSPHRASE', 'That is not the passphrase of this vault. Nothing was read or changed.')
  }
  if (keychain === null) {
    throw new AssayError(
      'KEYCHAIN_REFUSED',
      'This vault is kept by the system keychain, which only the desktop window can open. Put it under a passphrase there (Accounts, Vault), or give the keys as environment variables.',
    )
  }
  const { plainText, sealAgain } = await keychain.decrypt(Buffer.from(protection.dataKey, 'base64')).catch(refuse)
  const key = Buffer.from(plainText, 'base64')
  if (!sealAgain) return { key, protection }
  const dataKey = await keychain.encrypt(plainText).catch(refuse)
  return { key, protection: { kind: 'keychain', dataKey: Buffer.from(dataKey).toString('base64') } }
}

/** For whatever the system said. */
function refuse(cause: unknown): never {
  throw new AssayError('KEYCHAIN_REFUSED', 'Your system would not open its keychain. Unlock it, then try again.', {
    cause,
  })
}

const WHY_NOT = {
  'basic-text':
    'This system has no keychain that Assay knows: it would keep the keys under a password that everybody knows. Choose a passphrase instead.',
  none: 'There is no system keychain here. Choose a passphrase instead.',
}
