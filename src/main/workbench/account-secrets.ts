import type { Vault } from '#main/vault/vault.ts'
import { AssayError } from '#shared/errors.ts'
import type { HostPorts } from './ports.ts'

/**
 * The vault as the workbench uses it: opened without a question where the door can (the system keychain at first use, a passphrase
 * from the environment or the terminal), and refused with what to do where it can't. Once it has been locked, by hand or because
 * it lay idle, only its user opens it again.
 */
export class AccountSecrets {
  readonly #vault: Vault
  readonly #askPassphrase: HostPorts['askPassphrase']
  #opening: Promise<void> | null = null
  #openedBefore = false

  constructor(vault: Vault, { askPassphrase }: Pick<HostPorts, 'askPassphrase'>) {
    this.#vault = vault
    this.#askPassphrase = askPassphrase
  }

  /** @throws AssayError VAULT_LOCKED, VAULT_ABSENT, WRONG_PASSPHRASE or KEYCHAIN_REFUSED */
  async read(accountId: string): Promise<Record<string, string>> {
    await this.#open()
    return this.#vault.read(accountId)
  }

  /**
   * Sets fields; null removes one. Makes the vault if there is none and the system keychain can keep it.
   * @throws AssayError as `read`, or DATA_FOLDER_UNWRITABLE
   */
  async change(accountId: string, changes: Readonly<Record<string, string | null>>): Promise<void> {
    if (this.#vault.protection() === null) {
      const { keychain } = await this.#vault.state()
      if (keychain !== 'ok') throw noVault(keychain === 'basic-text')
      await this.#vault.setUp({ protection: 'keychain' })
      this.#openedBefore = true
    }
    await this.#open()
    this.#vault.write(accountId, changes)
  }

  /** Forgets all secrets of an account; nothing to do where there is no vault. @throws AssayError as `read` */
  async forget(accountId: string): Promise<void> {
    if (this.#vault.protection() === null) return
    await this.#open()
    const fields = Object.keys(this.#vault.read(accountId))
    if (fields.length > 0) this.#vault.write(accountId, Object.fromEntries(fields.map((field) => [field, null])))
  }

  /** @param passphrase null for a vault in the system keychain. @throws AssayError as `Vault.unlock` */
  async unlock(passphrase: string | null): Promise<void> {
    await this.#vault.unlock(passphrase)
    this.#openedBefore = true
  }

  /** From now on only its user opens it again. */
  lock(): void {
    this.#openedBefore = true
    this.#vault.lock()
  }

  /** One question at a time, however many ask. */
  async #open(): Promise<void> {
    if (this.#vault.isUnlocked()) {
      this.#openedBefore = true
      return
    }
    this.#opening ??= this.#unlock().finally(() => {
      this.#opening = null
    })
    await this.#opening
  }

  async #unlock(): Promise<void> {
    const protection = this.#vault.protection()
    if (protection === null) throw noVault(false)
    if (this.#openedBefore) throw new AssayError('VAULT_LOCKED', 'The vault is locked. Unlock it, then try again.')
    if (protection === 'keychain') {
      await this.#vault.unlock(null)
    } else {
      const passphrase = await this.#askPassphrase()
      if (passphrase === null) throw new AssayError('VAULT_LOCKED', LOCKED)
      await this.#vault.unlock(passphrase)
    }
    this.#openedBefore = true
  }
}

const LOCKED =
  'The vault is locked. Unlock it with its passphrase, or set ASSAY_VAULT_PASSPHRASE where nobody can be asked.'

function noVault(basicText: boolean): AssayError {
  const why = basicText
    ? 'This system has no keychain that Assay knows: it would keep the keys under a password that everybody knows.'
    : 'There is no vault for keys yet.'
  return new AssayError(
    'VAULT_ABSENT',
    `${why} Set up a vault with a passphrase first: Accounts, or "assay vault set-up".`,
  )
}
