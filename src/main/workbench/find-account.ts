import type { Store } from '#main/store/open-store.ts'
import type { Account } from '#shared/domain/account.ts'
import { AssayError } from '#shared/errors.ts'

/** @throws AssayError NOT_FOUND */
export function findAccount(accountId: string, { store }: { store: Pick<Store, 'accounts'> }): Account {
  const account = store.accounts.get(accountId)
  if (account !== null) return account
  throw new AssayError(
    'NOT_FOUND',
    `There is no account "${accountId}" in this data folder. "assay accounts list" shows those there are.`,
  )
}
