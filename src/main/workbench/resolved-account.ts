import type { HostConnection } from '#main/engine/ports.ts'
import type { Credentials } from '#main/providers/provider-adapter.ts'
import type { Account } from '#shared/domain/account.ts'
import type { AccountProvider } from './account-providers.ts'

/** An account with everything that a request through it needs. It holds secrets: in memory only, and for no longer than needed. */
export interface ResolvedAccount {
  account: Account
  provider: AccountProvider
  baseUrl: string
  credentials: Credentials
  connection: HostConnection
}
