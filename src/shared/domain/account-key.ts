/**
 * Whose bill something is on: the id of an account, `environment:<provider>` for the keys of the environment, which are others at
 * each provider, or `practice:<provider>`, where there is no bill.
 */
export type AccountKey = string

export function accountKey(account: string, providerId: string): AccountKey {
  return account === 'environment' || account === 'practice' ? `${account}:${providerId}` : account
}

/** The provider whose keys in the environment are meant; null for an account. */
export function environmentProvider(key: AccountKey): string | null {
  return key.startsWith('environment:') ? key.slice('environment:'.length) : null
}
