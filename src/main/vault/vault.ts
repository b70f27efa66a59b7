import { AssayError } from '#shared/errors.ts'
import type { VaultProtection, VaultStatus } from '#shared/domain/vault.ts'
import { protectDataKey, recoverDataKey, type Protector } from './data-key.ts'
import { open, seal } from './seal.ts'
import type { SystemKeychain } from './system-keychain.ts'
import { Secrets, type ScryptParameters, type VaultEnvelope } from './vault-envelope.ts'
import { readVaultFile, writeVaultFile } from './vault-file.ts'

export interface VaultOptions {
  /** The file that it is kept in. */
  path: string
  /** null where this door has no keychain. */
  keychain: SystemKeychain | null
  clock: { now(): Date }
  /** Calls the action once after a time, unless called off. A timer that keeps no process alive, if absent. */
  after?: (milliseconds: number, action: () => void) => () => void
  /** Cost of a guess at the passphrase, for vaults that are made from now on. */
  scrypt?: ScryptParameters
}

/** How the vault stands, less what the accounts know of it. */
export type VaultState = Pick<VaultStatus, 'state' | 'protection' | 'keychain' | 'idleMinutes'>

/** Under what a vault is put. */
export type VaultSetUp = { protection: 'keychain' } | { protection: 'passphrase'; passphrase: string }

/**
 * The secrets of all accounts, in one sealed file. In memory there is only the data key, and only while it is unlocked: secrets
 * are opened when they are asked for and handed on, so several processes with the same file see each other's changes. Every
 * change replaces the file as a whole.
 */
export class Vault {
  readonly path: string
  readonly #options: VaultOptions
  readonly #after: NonNullable<VaultOptions['after']>
  #key: Buffer | null = null
  #usedAtMs = 0
  #callOff: () => void = () => undefined

  constructor(options: VaultOptions) {
    this.path = options.path
    this.#options = options
    this.#after = options.after ?? unattendedTimer
  }

  async state(): Promise<VaultState> {
    const keychain = this.#options.keychain === null ? 'none' : await this.#options.keychain.available()
    const envelope = readVaultFile(this.path)
    if (envelope === null) return { state: 'absent', protection: null, keychain, idleMinutes: null }
    const { protection, idleMinutes } = envelope
    return { state: this.isUnlocked() ? 'unlocked' : 'locked', protection: protection.kind, keychain, idleMinutes }
  }

  /** null where there is no vault yet. */
  protection(): VaultProtection | null {
    return readVaultFile(this.path)?.protection.kind ?? null
  }

  isUnlocked(): boolean {
    const envelope = readVaultFile(this.path)
    return envelope !== null && this.#liveKey(envelope) !== null
  }

  /**
   * Makes the vault, unlocked; or puts one that is unlocked under another protection, with a new data key and all its secrets.
   * @throws AssayError VAULT_LOCKED, KEYCHAIN_REFUSED or DATA_FOLDER_UNWRITABLE
   */
  async setUp(protection: VaultSetUp): Promise<void> {
    // Asked before the key is made, which takes long: nobody should wait half a second for a no.
    if (readVaultFile(this.path) !== null) this.#open()
    const guarded = await protectDataKey(protection, this.#protector())
    // From here on nothing is awaited, so that no change of another caller falls between reading and writing.
    const existing = readVaultFile(this.path) === null ? null : this.#open()
    this.#replace(guarded, existing?.secrets ?? {}, existing?.envelope.idleMinutes ?? null)
  }

  /**
   * @param passphrase null for a vault in the system keychain
   * @throws AssayError VAULT_ABSENT, WRONG_PASSPHRASE, KEYCHAIN_REFUSED, VAULT_LOCKED (no passphrase given) or VAULT_DAMAGED
   */
  async unlock(passphrase: string | null): Promise<void> {
    const before = this.#existing().protection
    const { key, protection } = await recoverDataKey(before, passphrase, this.#protector())
    const envelope = this.#existing()
    if (open(envelope.secrets, key, secretsPurpose(envelope)) === null) throw this.#damaged()
    if (protection === before) this.#use(key, envelope)
    else this.#write({ ...envelope, protection }, key)
  }

  /** Overwrites the key in memory. Does nothing where it is locked. */
  lock(): void {
    this.#callOff()
    this.#key?.fill(0)
    this.#key = null
  }

  /**
   * New passphrase, new salt, new data key; the old passphrase opens nothing any more.
   * @throws AssayError WRONG_PASSPHRASE, VAULT_ABSENT, BAD_USAGE (a vault in the keychain) or VAULT_DAMAGED
   */
  async changePassphrase(current: string, next: string): Promise<void> {
    if (this.#existing().protection.kind === 'keychain') {
      throw new AssayError(
        'BAD_USAGE',
        'This vault is kept by the system keychain and has no passphrase. Set up a passphrase instead of it.',
      )
    }
    await this.unlock(current)
    await this.setUp({ protection: 'passphrase', passphrase: next })
  }

  /** @param minutes null where it shall stay open until Assay ends */
  setIdleMinutes(minutes: number | null): void {
    const { envelope, secrets, key } = this.#open()
    const changed = { ...envelope, idleMinutes: minutes }
    this.#write({ ...changed, secrets: sealSecrets(secrets, key, changed) }, key)
  }

  /** The secrets of one account by field; empty where it has none. @throws AssayError VAULT_LOCKED or VAULT_ABSENT */
  read(accountId: string): Record<string, string> {
    return { ...this.#open().secrets[accountId] }
  }

  /**
   * Sets fields of one account; null removes one. All or nothing.
   * @throws AssayError VAULT_LOCKED, VAULT_ABSENT or DATA_FOLDER_UNWRITABLE
   */
  write(accountId: string, changes: Readonly<Record<string, string | null>>): void {
    const { envelope, secrets, key } = this.#open()
    const fields = Object.entries({ ...secrets[accountId], ...changes }).filter(
      (field): field is [string, string] => field[1] !== null,
    )
    const { [accountId]: _replaced, ...others } = secrets
    const kept = fields.length === 0 ? others : { ...others, [accountId]: Object.fromEntries(fields) }
    this.#write({ ...envelope, secrets: sealSecrets(kept, key, envelope) }, key)
  }

  /** The passphrase gate and the keychain gate need nothing else of this vault. */
  #protector(): Protector {
    const { keychain, scrypt } = this.#options
    return scrypt === undefined ? { keychain } : { keychain, scrypt }
  }

  #existing(): VaultEnvelope {
    const envelope = readVaultFile(this.path)
    if (envelope !== null) return envelope
    throw new AssayError(
      'VAULT_ABSENT',
      'There is no vault for keys yet. Set one up first: Accounts, or "assay vault set-up".',
    )
  }

  #open(): { envelope: VaultEnvelope; secrets: Secrets; key: Buffer } {
    const envelope = this.#existing()
    const key = this.#liveKey(envelope)
    if (key === null) throw locked('The vault is locked. Unlock it, then try again.')
    const plain = open(envelope.secrets, key, secretsPurpose(envelope))
    if (plain === null) {
      this.lock()
      throw locked('The vault was changed by another Assay since it was unlocked. Unlock it again.')
    }
    this.#use(key, envelope)
    const secrets = Secrets.parse(JSON.parse(plain.toString('utf8')))
    plain.fill(0)
    return { envelope, secrets, key }
  }

  /** The key, unless nobody used it for as long as the user allows. The timer may come late: a laptop slept. */
  #liveKey({ idleMinutes }: VaultEnvelope): Buffer | null {
    const idleMs = this.#options.clock.now().getTime() - this.#usedAtMs
    if (this.#key !== null && idleMinutes !== null && idleMs >= idleMinutes * 60_000) this.lock()
    return this.#key
  }

  #use(key: Buffer, { idleMinutes }: Pick<VaultEnvelope, 'idleMinutes'>): void {
    if (key !== this.#key) this.lock()
    this.#callOff()
    this.#key = key
    this.#usedAtMs = this.#options.clock.now().getTime()
    this.#callOff = idleMinutes === null ? () => undefined : this.#after(idleMinutes * 60_000, () => this.lock())
  }

  #replace(
    { key, protection }: Awaited<ReturnType<typeof protectDataKey>>,
    secrets: Secrets,
    idleMinutes: number | null,
  ): void {
    const head = { format: 'assay-vault', version: 1, cipher: 'aes-256-gcm', protection, idleMinutes } as const
    this.#write({ ...head, secrets: sealSecrets(secrets, key, head) }, key)
  }

  #write(envelope: VaultEnvelope, key: Buffer): void {
    writeVaultFile(this.path, envelope)
    this.#use(key, envelope)
  }

  #damaged(): AssayError {
    return new AssayError(
      'VAULT_DAMAGED',
      `The vault ${this.path} was changed by something other than Assay: its key is right and its contents are not. Nothing was read from it. Put a backup in its place, or move it away and enter the keys again.`,
    )
  }
}

/** Whatever is readable in the file and decides something is authenticated with the secrets. */
function secretsPurpose({ version, idleMinutes }: Pick<VaultEnvelope, 'version' | 'idleMinutes'>): string {
  return `assay-vault/${version}/secrets/idle=${idleMinutes}`
}

function sealSecrets(
  secrets: Secrets,
  key: Uint8Array,
  head: Pick<VaultEnvelope, 'version' | 'idleMinutes'>,
): VaultEnvelope['secrets'] {
  return seal(Buffer.from(JSON.stringify(secrets), 'utf8'), key, secretsPurpose(head))
}

function locked(message: string): AssayError {
  return new AssayError('VAULT_LOCKED', message)
}

function unattendedTimer(milliseconds: number, action: () => void): () => void {
  const timer = setTimeout(action, milliseconds).unref()
  return () => clearTimeout(timer)
}
