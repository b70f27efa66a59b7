import type { Store } from '#main/store/open-store.ts'
import { providers } from '#main/providers/registry.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import { environmentProvider, type AccountKey } from '#shared/domain/account-key.ts'

/** What a provider is called; its id where this Assay no longer knows it. */
export function providerName(providerId: string): string {
  const found = [...providers, ...rentalProviders].find(({ descriptor }) => descriptor.id === providerId)
  return found?.descriptor.name ?? providerId
}

/** What an account is called in the ledger. */
export function accountName(key: AccountKey, { store }: { store: Pick<Store, 'accounts'> }): string {
  const environment = environmentProvider(key)
  if (environment !== null) return `${providerName(environment)}, keys of the environment`
  if (key.startsWith('practice:')) return `${providerName(key.slice('practice:'.length))}, practice`
  const account = store.accounts.get(key)
  return account === null ? key : `${providerName(account.providerId)}, ${account.label}`
}
