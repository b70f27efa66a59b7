import type { Account, CheckState } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { SideListEntry, SideListGroup } from '../../ui/side-list.tsx'

/** Where an account stands, in the list. */
export const CHECK_WORDS: Record<CheckState, string> = {
  valid: 'accepted',
  refused: 'key refused',
  forbidden: 'not allowed',
  'no-credit': 'no credit',
  'slow-down': 'rate limited',
  unreachable: 'not reachable',
  unclear: 'unclear',
}

const ALARMING: readonly CheckState[] = ['refused', 'forbidden', 'no-credit', 'unreachable']

/** Whether something is wrong with the account, and not only unknown. */
export function isAlarming(state: CheckState): boolean {
  return ALARMING.includes(state)
}

/** The key of the list of providers that an account can be added for. */
export const CHOOSING = 'new'

/** The key of what is shown: an account, what the environment gives, or a provider that an account is being added for. */
export const environmentKey = (providerId: string): string => `environment-${providerId}`
export const newKey = (providerId: string): string => `new-${providerId}`

/** Accounts by what they are for, and last the providers that have none. */
export function groupAccounts(
  accounts: readonly Account[],
  providers: readonly ProviderSummary[],
  formatTime: (instant: string) => string,
): SideListGroup[] {
  const group = (kinds: readonly ProviderSummary['kind'][]): SideListEntry[] =>
    providers
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap((provider) => [
        ...accounts
          .filter(({ providerId }) => providerId === provider.id)
          .map((account) => describeAccount(account, provider, formatTime)),
        ...(isFromEnvironment(provider) ? [describeEnvironment(provider)] : []),
      ])
  const unused = providers.filter(
    (provider) => !isFromEnvironment(provider) && !accounts.some(({ providerId }) => providerId === provider.id),
  )
  return [
    { title: 'Providers with an API', entries: group(['managed']) },
    { title: 'Rented GPUs and your own', entries: group(['host', 'rental']) },
    {
      title: 'Not set up',
      entries: unused.length === 0 ? [] : [describeUnused(unused)],
    },
  ].filter(({ entries }) => entries.length > 0)
}

const NAMED = 3

function describeUnused(unused: readonly ProviderSummary[]): SideListEntry {
  const more = unused.length - NAMED
  return {
    key: CHOOSING,
    name: unused
      .slice(0, NAMED)
      .map(({ name }) => name)
      .join(', '),
    detail: more > 0 ? `and ${more} more` : '',
    end: 'Add',
  }
}

export const KIND_WORDS: Record<ProviderSummary['kind'], string> = {
  managed: 'sells pictures',
  host: 'a server of your own',
  rental: 'rents out GPUs',
}

function describeAccount(
  account: Account,
  provider: ProviderSummary,
  formatTime: (instant: string) => string,
): SideListEntry {
  const check = account.lastCheck
  const named = account.label !== provider.name
  return {
    key: account.id,
    name: provider.name,
    detail: [named ? account.label : 'default', account.region, account.tier].filter(Boolean).join(', '),
    end: endWords(check, formatTime),
    alarm: check !== null && isAlarming(check.state),
  }
}

function endWords(check: Account['lastCheck'], formatTime: (instant: string) => string): string {
  if (check === null) return 'not checked'
  return check.state === 'valid' ? `checked ${formatTime(check.checkedAt)}` : CHECK_WORDS[check.state]
}

function describeEnvironment({ id, name }: ProviderSummary): SideListEntry {
  return { key: environmentKey(id), name, detail: 'from the environment', end: 'read only' }
}

/**
 * Whether the environment gives what is needed. A provider that needs nothing and has an address of its own says nothing of the
 * environment.
 */
export function isFromEnvironment({ ready, credentials, defaultBaseUrl }: ProviderSummary): boolean {
  return ready && (defaultBaseUrl === null || credentials.some(({ required }) => required))
}
