import { closest } from 'fastest-levenshtein'
import { providers } from '#main/providers/registry.ts'
import type {
  AccountCheckCall,
  BalanceCall,
  ModelListCall,
  ProviderDescriptor,
} from '#main/providers/provider-adapter.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import { AssayError } from '#shared/errors.ts'

/** What an account needs of the provider that it is for, whether that sells pictures or rents out machines. */
export interface AccountProvider {
  descriptor: ProviderDescriptor
  accountCheck: AccountCheckCall | null
  balance?: BalanceCall
  modelList?: ModelListCall
}

/** Every provider that one can have an account at. */
const accountProviders: readonly AccountProvider[] = [...providers, ...rentalProviders]

/** @throws AssayError UNKNOWN_PROVIDER */
export function accountProvider(providerId: string): AccountProvider {
  const found = accountProviders.find(({ descriptor }) => descriptor.id === providerId)
  if (found !== undefined) return found
  const ids = accountProviders.map(({ descriptor }) => descriptor.id)
  throw new AssayError(
    'UNKNOWN_PROVIDER',
    `There is no provider "${providerId}". ${didYouMean(providerId, ids)}Known: ${ids.join(', ')}.`,
  )
}

/** "Did you mean …? " where a known name is near to what was given, else nothing. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const nearest = closest(given, [...known])
  return nearest[0] === given[0] ? `Did you mean "${nearest}"? ` : ''
}
