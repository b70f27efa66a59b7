import { createContext, useContext } from 'react'
import type { WorkflowSummary } from '#shared/contract/workflow.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Rental } from '#shared/domain/rental.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { FieldOption } from '../../ui/field.tsx'
import { canTakePart } from './list-candidates.ts'

/** What contenders are chosen from. */
export interface DesignSources {
  /** Their prices are those that hold now, the user's own included. */
  providers: readonly ProviderSummary[]
  accounts: readonly Account[]
  workflows: readonly WorkflowSummary[]
  /** Machines that are rented, ready or not. */
  rentals: readonly Rental[]
}

export const DesignSourcesContext = createContext<DesignSources>({
  providers: [],
  accounts: [],
  workflows: [],
  rentals: [],
})

export function useDesignSources(): DesignSources {
  return useContext(DesignSourcesContext)
}

/** Whose credentials a step can use at a provider. */
export function accountOptions(provider: ProviderSummary, accounts: readonly Account[]): AccountOption[] {
  return [
    ...(provider.simulator ? [{ value: 'practice', label: 'practice, not charged' }] : []),
    ...(canTakePart(provider)
      ? [{ value: 'environment', label: provider.kind === 'host' ? 'your server' : 'from the environment' }]
      : []),
    ...accounts
      .filter(({ providerId }) => providerId === provider.id)
      .map(({ id, label }) => ({ value: id, label: `account ${label}` })),
  ]
}

export interface AccountOption extends FieldOption {
  value: AccountChoice
}
