import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/** Whose bill something can be on, as the ledger names it. */
export interface BilledAccount {
  account: string
  providerId: string
  name: string
}

/** Accounts, and the keys that providers have in the environment. */
export function useBilledAccounts(): BilledAccount[] {
  const accounts = useQuery(workbench.account.list.queryOptions())
  const providers = useQuery(workbench.provider.list.queryOptions())
  const nameOf = (providerId: string): string => providers.data?.find(({ id }) => id === providerId)?.name ?? providerId
  const kept = (accounts.data ?? []).map(({ id, providerId, label }) => ({
    account: id,
    providerId,
    name: `${nameOf(providerId)}, ${label}`,
  }))
  const fromEnvironment = (providers.data ?? []).map(({ id, name }) => ({
    account: `environment:${id}`,
    providerId: id,
    name: `${name}, keys of the environment`,
  }))
  return [...kept, ...fromEnvironment]
}
