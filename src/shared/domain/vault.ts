import { z } from 'zod'

/**
 * What keeps the key of the vault. `keychain`: the operating system, for the desktop window alone.
 * `passphrase`: the user's memory, for every door.
 */
export const VaultProtection = z.enum(['keychain', 'passphrase'])
export type VaultProtection = z.infer<typeof VaultProtection>

/**
 * What the operating system offers to this door. `basic-text`: Electron would keep keys under a password that everybody knows,
 * which protects nothing. `none`: there is no keychain, or this door can't reach one.
 */
export const KeychainState = z.enum(['ok', 'basic-text', 'none'])
export type KeychainState = z.infer<typeof KeychainState>

/** Long enough that guessing it at the vault's own pace is hopeless for anything but a famous password. */
export const Passphrase = z
  .string()
  .min(10, 'expected at least 10 characters; a few unrelated words are easy to keep')
  .max(1000)

export const VaultStatus = z.strictObject({
  /** `absent`: nothing has been stored yet. */
  state: z.enum(['absent', 'locked', 'unlocked']),
  protection: VaultProtection.nullable(),
  keychain: KeychainState,
  /** Where it is kept on this machine. */
  file: z.string(),
  /** Secrets that accounts say are set. */
  secretCount: z.int().min(0),
  /** Locks itself when it was not used for so long; null where it stays open until Assay ends. */
  idleMinutes: z.int().nullable(),
  /** One sentence for people: how it stands, and what to do. */
  message: z.string(),
})
export type VaultStatus = z.infer<typeof VaultStatus>
