import type { VaultState } from '#main/vault/vault.ts'
import type { VaultStatus } from '#shared/domain/vault.ts'
import type { WorkbenchContext } from './context.ts'
import { secretsSet } from './read-account-fields.ts'

/** How the vault stands, for people. */
export async function vaultStatus({ vault, store }: Pick<WorkbenchContext, 'vault' | 'store'>): Promise<VaultStatus> {
  const state = await vault.state()
  const secretCount = store.accounts.list().reduce((count, account) => count + secretsSet(account).length, 0)
  return { ...state, file: vault.path, secretCount, message: messageOf(state, secretCount) }
}

function messageOf(state: VaultState, secretCount: number): string {
  if (state.state === 'absent') return ABSENT[state.keychain]
  const keys = secretCount === 1 ? '1 key' : `${secretCount} keys`
  const kept = state.protection === 'keychain' ? 'Kept by the system keychain' : 'Kept under your passphrase'
  return state.state === 'unlocked'
    ? `Unlocked. ${kept}, ${keys}. Never in the database, logs, backups or reports.`
    : `Locked. ${kept}, ${keys}. Unlock it to use or change an account.`
}

const ABSENT = {
  ok: 'Nothing is kept yet. The first key goes to the system keychain.',
  'basic-text':
    'Nothing is kept yet. This system has no keychain that Assay knows: it would keep keys under a password that everybody knows. Choose a passphrase instead.',
  none: 'Nothing is kept yet. Choose a passphrase: the keys are sealed with it, and it is stored nowhere.',
}
