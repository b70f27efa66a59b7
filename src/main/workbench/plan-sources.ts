import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { AccountKey } from '#shared/domain/account-key.ts'
import type { Account } from '#shared/domain/account.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Rental } from '#shared/domain/rental.ts'
import type { Workflow } from '#shared/domain/workflow.ts'
import { capName, capsOn } from './applying-caps.ts'
import { currentMonth } from './budgets.ts'
import type { WorkbenchContext } from './context.ts'
import type { SecretsPort } from './ports.ts'
import { pricesInEffect } from './price-book.ts'

/** Where the names in a plan lead. Nothing here opens the vault: a plan can be judged while that is locked. */
export interface PlanSources {
  /** Credentials in the environment. */
  secrets: SecretsPort
  account(accountId: string): Account | null
  accounts(): readonly Account[]
  rental(rentalId: string): Rental | null
  workflow(workflowId: string): Workflow | null
  picture(sha256: string): ImageRecord | null
  prices(adapter: ProviderAdapter): readonly Price[]
  /** The name of a cap, beside the trial's own, that what is charged to an account counts against; null where there is none. */
  capOn(account: AccountKey): string | null
}

export function planSources({ ports, store }: Pick<WorkbenchContext, 'ports' | 'store'>): PlanSources {
  return {
    secrets: ports.secrets,
    account: (accountId) => store.accounts.get(accountId),
    accounts: () => store.accounts.list(),
    rental: (rentalId) => store.rentals.get(rentalId),
    workflow: (workflowId) => {
      const found = store.workflows.get(workflowId)
      // A trial keeps what it runs, and not when that was imported.
      return found === null ? null : { id: found.id, name: found.name, content: found.content }
    },
    picture: (sha256) => store.images.get(sha256),
    prices: (adapter) => pricesInEffect(adapter, { ports, store }),
    capOn: (account) => {
      const [first] = capsOn([account], store.budgets.used(currentMonth({ ports })))
      return first === undefined ? null : capName(first.totalScope, { store })
    },
  }
}
