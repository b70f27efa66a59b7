import { DIRECT } from '#main/engine/ports.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { findProvider, providers } from '#main/providers/registry.ts'
import { accountKey, environmentProvider, type AccountKey } from '#shared/domain/account-key.ts'
import { AssayError } from '#shared/errors.ts'
import { accountName } from '../account-names.ts'
import { readCredentials } from '../accounts.ts'
import { pinHostKey } from '../call-account.ts'
import type { WorkbenchContext } from '../context.ts'
import { findAccount } from '../find-account.ts'
import { judgeBaseUrl } from '../judge-base-url.ts'
import { resolveAccount } from '../resolve-account.ts'
import type { JudgeAccess } from './judge-access.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'practice' | 'store'>

/**
 * Opens the account of a judge.
 * @throws AssayError BAD_USAGE where its provider has no models that see, NOT_FOUND, MISSING_CREDENTIAL, or what the vault says
 */
export async function openJudge(account: AccountKey, context: Context): Promise<JudgeAccess> {
  const practised = account.startsWith('practice:') ? account.slice('practice:'.length) : null
  const providerId = practised ?? environmentProvider(account) ?? findAccount(account, context).providerId
  const adapter = findProvider(providerId)
  const visionCall = adapter?.visionCall
  if (adapter == null || visionCall === undefined) throw cantSee(providerId)
  const { defaultBaseUrl } = adapter.descriptor
  const access = await accessOf(account, practised, adapter, context)
  return { ...access, providerId, visionCall, atProvider: sameHost(access.baseUrl, defaultBaseUrl) }
}

/** The accounts that a judge can be asked through, for people to choose among; practice comes last. */
export function judgeAccounts({
  ports,
  store,
}: Pick<Context, 'ports' | 'store'>): { account: AccountKey; name: string }[] {
  const seeing = providers.filter(({ visionCall }) => visionCall !== undefined)
  const ids = new Set(seeing.map(({ descriptor }) => descriptor.id))
  const own = store.accounts.list().filter(({ providerId }) => ids.has(providerId))
  const keys = [
    ...own.map(({ id }) => id),
    ...seeing
      .filter((adapter) => readCredentials(adapter, ports.secrets).problems.length === 0)
      .map(({ descriptor }) => accountKey('environment', descriptor.id)),
    ...seeing.map(({ descriptor }) => accountKey('practice', descriptor.id)),
  ]
  return keys.map((account) => ({ account, name: accountName(account, { store }) }))
}

async function accessOf(
  account: AccountKey,
  practised: string | null,
  adapter: ProviderAdapter,
  context: Context,
): Promise<Pick<JudgeAccess, 'baseUrl' | 'credentials' | 'connection' | 'hostKeySeen'>> {
  const { ports, practice, store } = context
  const unpinned = { connection: DIRECT, hostKeySeen: () => undefined }
  if (practised !== null) {
    const found = await practice.account(practised)
    if (found === null) throw new Error(`${practised} has a call that sees and no simulator.`)
    return { ...found, ...unpinned }
  }
  if (environmentProvider(account) === null) {
    const { baseUrl, credentials, connection } = await resolveAccount(account, context)
    return { baseUrl, credentials, connection, hostKeySeen: (hostKey) => pinHostKey(account, hostKey, store) }
  }
  const { id, defaultBaseUrl, name } = adapter.descriptor
  const { credentials, problems } = readCredentials(adapter, ports.secrets)
  const [first] = problems
  if (first !== undefined) throw new AssayError('MISSING_CREDENTIAL', first.message, { problems })
  const baseUrl = ports.secrets.read(id, 'baseUrl') ?? defaultBaseUrl
  const misfit = baseUrl === null ? `${name} has no address.` : judgeBaseUrl(baseUrl)
  if (baseUrl === null || misfit !== null) throw new AssayError('MISSING_CREDENTIAL', misfit ?? '')
  return { baseUrl, credentials, ...unpinned }
}

function sameHost(baseUrl: string, defaultBaseUrl: string | null): boolean {
  return defaultBaseUrl !== null && new URL(baseUrl).host === new URL(defaultBaseUrl).host
}

function cantSee(providerId: string): AssayError {
  const seeing = providers.filter(({ visionCall }) => visionCall !== undefined)
  const names = seeing.map(({ descriptor }) => descriptor.id).join(', ')
  return new AssayError(
    'BAD_USAGE',
    `A judge is asked through an account of ${names} (any server that speaks its contract), not of ${providerId}.`,
  )
}
