import type { Account } from '#shared/domain/account.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { WorkflowKind } from '#shared/domain/workflow.ts'

export interface Server {
  key: string
  label: string
  providerId: string
  account: AccountChoice
}

/** Whom a workflow of a kind can be sent to: accounts, what the environment gives, and the simulators. */
export function listServers(
  accounts: readonly Account[],
  providers: readonly ProviderSummary[],
  kind: WorkflowKind,
): Server[] {
  return providers
    .filter(({ models }) => models.some(({ workflow }) => workflow === kind))
    .flatMap((provider) => {
      const { id, name } = provider
      const own = accounts
        .filter(({ providerId }) => providerId === id)
        .map((account) => ({
          key: account.id,
          label: `${name}, ${account.label}`,
          providerId: id,
          account: account.id,
        }))
      const given = provider.ready
        ? [{ key: `${id} environment`, label: `${name}, from the environment`, providerId: id, account: 'environment' }]
        : []
      const practice = provider.simulator
        ? [{ key: `${id} practice`, label: `${name}, practice`, providerId: id, account: 'practice' }]
        : []
      return [...own, ...given, ...practice]
    })
}
