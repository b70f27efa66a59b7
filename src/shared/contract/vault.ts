import { z } from 'zod'
import { Passphrase, VaultStatus } from '../domain/vault.ts'
import { procedure } from './procedure.ts'

/** The vault of account secrets. Passphrases go in; no secret and no key ever comes out. */
export const vault = {
  status: procedure.output(VaultStatus),
  /** Makes the vault; one that exists and is unlocked is put under the other protection, all secrets kept. */
  setUp: procedure
    .input(
      z.discriminatedUnion('protection', [
        z.strictObject({ protection: z.literal('keychain') }),
        z.strictObject({ protection: z.literal('passphrase'), passphrase: Passphrase }),
      ]),
    )
    .output(VaultStatus),
  /** A vault in the system keychain needs no passphrase. */
  unlock: procedure.input(z.strictObject({ passphrase: z.string().max(1000).nullable() })).output(VaultStatus),
  /** Forgets the key. What runs goes on with the credentials it was given. */
  lock: procedure.output(VaultStatus),
  changePassphrase: procedure
    .input(z.strictObject({ current: z.string().max(1000), next: Passphrase }))
    .output(VaultStatus),
  setIdleMinutes: procedure.input(z.strictObject({ minutes: z.int().min(1).max(1440).nullable() })).output(VaultStatus),
}
