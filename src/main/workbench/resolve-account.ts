import type { HostConnection } from '#main/engine/ports.ts'
import { describeCredentials } from '#main/providers/describe-provider.ts'
import type { Credentials, ProviderDescriptor } from '#main/providers/provider-adapter.ts'
import type { Account } from '#shared/domain/account.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { accountProvider } from './account-providers.ts'
import type { WorkbenchContext } from './context.ts'
import { judgeFields, secretsSet, withoutTunnel } from './read-account-fields.ts'
import { findAccount } from './find-account.ts'
import type { ResolvedAccount } from './resolved-account.ts'

/**
 * Opens an account for use.
 * @throws AssayError NOT_FOUND, UNKNOWN_PROVIDER, MISSING_CREDENTIAL, or what the vault says
 */
export async function resolveAccount(
  accountId: string,
  context: Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'store'>,
): Promise<ResolvedAccount> {
  const account = findAccount(accountId, context)
  const secrets = secretsSet(account).length === 0 ? {} : await context.accountSecrets.read(accountId)
  return withSecrets(account, secrets, context)
}

/**
 * An account that may not be saved yet, with the secrets that belong to it.
 * @throws AssayError UNKNOWN_PROVIDER, MISSING_CREDENTIAL
 */
export function withSecrets(
  account: Account,
  secrets: Readonly<Record<string, string>>,
  { ports }: Pick<WorkbenchContext, 'ports'>,
): ResolvedAccount {
  const provider = accountProvider(account.providerId)
  const values = { ...account.plainFields, ...secrets }
  const credentials = withoutTunnel(values)
  const problems = [
    ...lostSecrets(account, provider.descriptor, values),
    ...judgeAll(account, provider.descriptor, credentials),
  ]
  const [first] = problems
  if (first !== undefined) throw new AssayError('MISSING_CREDENTIAL', first.message, { problems })
  const baseUrl = account.baseUrl ?? provider.descriptor.defaultBaseUrl
  if (baseUrl === null)
    throw new AssayError(
      'MISSING_CREDENTIAL',
      `The account "${account.label}" has no address. Enter it under Accounts.`,
    )
  return {
    account,
    provider,
    baseUrl,
    credentials,
    connection: connectionOf(account, values, ports.sshAgentSocket),
  }
}

/** Required fields that an account does not have, by what the account itself says: no vault is opened for it. */
export function missingFields(account: Account, descriptor: ProviderDescriptor): Problem[] {
  return describeCredentials(descriptor)
    .filter(({ name, required }) => required && !account.fieldsSet.includes(name))
    .map(({ name, label }) => ({
      path: `fields.${name}`,
      message: `The account "${account.label}" needs its ${label}. Enter it under Accounts, or with "assay accounts set".`,
    }))
}

/** A vault that was replaced by another one knows nothing of an account's secrets. */
function lostSecrets(
  account: Account,
  descriptor: ProviderDescriptor,
  values: Readonly<Record<string, string>>,
): Problem[] {
  const labels = new Map(describeCredentials(descriptor).map(({ name, label }) => [name, label]))
  return account.fieldsSet
    .filter((name) => values[name] === undefined)
    .map((name) => ({
      path: `fields.${name}`,
      message: `The vault does not hold the ${labels.get(name) ?? name} of "${account.label}" any more. Enter it again.`,
    }))
}

function judgeAll(account: Account, descriptor: ProviderDescriptor, credentials: Credentials): Problem[] {
  const missing = missingFields(account, descriptor)
  if (missing.length > 0) return missing
  const misfits = judgeFields(descriptor, credentials)
  if (misfits.length > 0) return misfits
  // Fields that go together, of which one is not set.
  const parsed = descriptor.credentials.safeParse(credentials)
  return (parsed.error?.issues ?? []).map(({ message }) => ({
    path: 'fields',
    message: `The account "${account.label}" is not complete: ${message}.`,
  }))
}

function connectionOf(
  account: Account,
  values: Readonly<Record<string, string>>,
  agentSocket: string | null,
): HostConnection {
  const { certificateSha256, tunnel } = account
  if (tunnel === null) return { certificateSha256, tunnel: null }
  return {
    certificateSha256,
    tunnel: {
      ...tunnel,
      password: values['sshPassword'] ?? null,
      keyPassphrase: values['sshKeyPassphrase'] ?? null,
      agentSocket,
    },
  }
}
