import type { AccountChange } from '#shared/contract/account.ts'
import { TUNNEL_SECRETS, type Account } from '#shared/domain/account.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { accountProvider, type AccountProvider } from './account-providers.ts'
import { draftOf, isReallyChanged, judgeDraft } from './account-draft.ts'
import type { WorkbenchContext } from './context.ts'
import { findAccount } from './find-account.ts'
import { keepMachinesInReach } from './keep-machines-in-reach.ts'
import { applyChanges, judgeFields, secretsSet, sortFields, type FieldChanges } from './read-account-fields.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'rentals' | 'store'>

/**
 * Makes or changes an account. Secrets go to the vault first, so that no account ever says that one is set which is not; nothing
 * is changed where anything does not fit, or where a machine that is rented with it could not be ended any more.
 * @throws AssayError NOT_FOUND, UNKNOWN_PROVIDER, BAD_USAGE with every problem, CALL_FAILED, or what the vault says
 */
export async function saveAccount(change: AccountChange, context: Context): Promise<Account> {
  const { accountSecrets, ports, store } = context
  const existing = change.accountId === undefined ? null : findAccount(change.accountId, context)
  const provider = providerOf(change, existing)
  const draft = draftOf(change, existing, provider)
  const changes = sortFields(provider.descriptor, change.fields)
  if (draft.tunnel === null) forgetTunnelSecrets(existing, changes)

  const fieldsChanged = isNotEmpty(changes.plain) || isNotEmpty(changes.secret)
  const plainFields = applyChanges(existing?.plainFields ?? {}, changes.plain)
  const before = existing === null ? [] : secretsSet(existing)
  const problems = judgeDraft(draft, provider)
  if (fieldsChanged) {
    // Fields that belong together are judged together; a new label alone must not need the passphrase.
    const stored = existing === null || before.length === 0 ? {} : await accountSecrets.read(existing.id)
    problems.push(
      ...judgeFields(provider.descriptor, { ...stored, ...plainFields, ...applyChanges({}, changes.secret) }),
    )
  }
  refuse(problems)

  const id = existing?.id ?? ports.ids.next('account')
  const account: Account = {
    ...draft,
    id,
    providerId: provider.descriptor.id,
    fieldsSet: [...Object.keys(plainFields), ...namesAfter(before, changes.secret)],
    plainFields,
    createdAt: existing?.createdAt ?? ports.clock.now().toISOString(),
    // What was found with another key or at another address says nothing of these.
    lastCheck: existing === null || fieldsChanged || isReallyChanged(existing, draft) ? null : existing.lastCheck,
  }
  if (existing !== null) await keepMachinesInReach(existing, account, changes.secret, context)
  if (isNotEmpty(changes.secret)) await accountSecrets.change(id, changes.secret)
  store.accounts.put(account)
  return account
}

function providerOf(change: AccountChange, existing: Account | null): AccountProvider {
  if (existing !== null && change.providerId !== undefined && change.providerId !== existing.providerId) {
    throw new AssayError(
      'BAD_USAGE',
      `"${existing.label}" is an account of ${existing.providerId}. Add another account for ${change.providerId}.`,
    )
  }
  const providerId = existing?.providerId ?? change.providerId
  if (providerId === undefined) throw new AssayError('BAD_USAGE', 'Say which provider the account is for.')
  return accountProvider(providerId)
}

function forgetTunnelSecrets(existing: Account | null, changes: FieldChanges): void {
  for (const name of TUNNEL_SECRETS) {
    if (existing?.fieldsSet.includes(name) === true || Object.hasOwn(changes.secret, name)) changes.secret[name] = null
  }
}

/** Names of the secrets that are set once the changes are made. */
function namesAfter(before: readonly string[], changes: FieldChanges['secret']): string[] {
  return Object.keys(applyChanges(Object.fromEntries(before.map((name) => [name, name])), changes))
}

function isNotEmpty(changes: object): boolean {
  return Object.keys(changes).length > 0
}

function refuse(problems: Problem[]): void {
  const [first] = problems
  if (first !== undefined) throw new AssayError('BAD_USAGE', `${first.path}: ${first.message}`, { problems })
}
