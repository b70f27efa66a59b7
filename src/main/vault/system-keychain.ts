import type { KeychainState } from '#shared/domain/vault.ts'

/** The operating system's own store of keys, as the door reaches it. */
export interface SystemKeychain {
  available(): Promise<KeychainState>
  /** @throws Error where the system refuses */
  encrypt(plainText: string): Promise<Uint8Array>
  /** @throws Error where the system refuses, or the bytes are not what `encrypt` gave on this machine for this user */
  decrypt(sealed: Uint8Array): Promise<OpenedBySystem>
}

export interface OpenedBySystem {
  plainText: string
  /** The system has a newer or better key by now: what was sealed should be sealed again. */
  sealAgain: boolean
}
