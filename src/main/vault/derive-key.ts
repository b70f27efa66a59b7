import { scrypt } from 'node:crypto'
import { KEY_BYTES } from './seal.ts'
import type { ScryptParameters } from './vault-envelope.ts'

/**
 * 128 MiB and about half a second a guess: what OWASP's password storage cheat sheet recommends for scrypt
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html). scrypt and not argon2id, because every door
 * has to open the same file, and the desktop's Node is built on BoringSSL, which has no argon2.
 */
export const SCRYPT_PARAMETERS: ScryptParameters = { cost: 2 ** 17, blockSize: 8, parallelisation: 1 }

/** A key of 256 bits from a passphrase. The same words typed on another keyboard layout or system give the same key (NFKC). */
export function deriveKey(passphrase: string, salt: Uint8Array, parameters: ScryptParameters): Promise<Buffer> {
  const { cost, blockSize, parallelisation } = parameters
  // All blocks of the mix, one for each lane, and two to work in: below this bound the library refuses.
  const maxmem = 128 * blockSize * (cost + parallelisation + 2)
  const options = { N: cost, r: blockSize, p: parallelisation, maxmem }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
