import type { Reply } from '#main/providers/provider-adapter.ts'
import type { AccountCheck, CheckState, ListedModel } from '#shared/domain/account.ts'
import { AssayError } from '#shared/errors.ts'
import type { Micros } from '#shared/units/money.ts'
import { callAccount } from './call-account.ts'
import type { WorkbenchContext } from './context.ts'
import { resolveAccount } from './resolve-account.ts'
import type { ResolvedAccount } from './resolved-account.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'store'>

/**
 * Makes the cheapest call that needs the credentials, and keeps what it found with the account. That a provider refuses, or can't
 * be reached, is a finding and no error.
 * @throws AssayError NOT_FOUND, MISSING_CREDENTIAL, or what the vault says
 */
export async function checkAccount(
  accountId: string,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<AccountCheck> {
  const resolved = await resolveAccount(accountId, context)
  const finding = await find(resolved, context, signal)
  const check: AccountCheck = { ...finding, checkedAt: context.ports.clock.now().toISOString() }
  // The account may have been changed, or gone, or have had its host key pinned while the answer was awaited.
  const account = context.store.accounts.get(accountId)
  if (account !== null) context.store.accounts.put({ ...account, lastCheck: check })
  return check
}

async function find(
  resolved: ResolvedAccount,
  { store }: Context,
  signal: AbortSignal | undefined,
): Promise<Omit<AccountCheck, 'checkedAt'>> {
  const { accountCheck, descriptor } = resolved.provider
  if (accountCheck === null) {
    const message = `${descriptor.name} has no call that tells anything of the credentials without being paid. The first sample of a trial will.`
    return { state: 'unclear', message, answeredMs: null, balanceMicros: null }
  }
  const called = await callAccount(resolved, accountCheck.request, { store, signal })
  if (!called.ok) {
    const state: CheckState = called.failure.class === 'authentication' ? 'refused' : 'unreachable'
    return { state, message: called.failure.message, answeredMs: null, balanceMicros: null }
  }
  return { ...accountCheck.read(called.reply), answeredMs: called.exchange.totalMs }
}

/**
 * What is left to spend; null where the provider does not say.
 * @throws AssayError CALL_FAILED with the reason, or as `checkAccount`
 */
export async function accountBalance(
  accountId: string,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<Micros | null> {
  const resolved = await resolveAccount(accountId, context)
  const { balance } = resolved.provider
  if (balance === undefined) return null
  return balance.read(await answerOf(resolved, balance.request, context, signal))
}

/**
 * One page of the models that the provider itself lists for the account.
 * @param cursor of the page before; null for the first
 * @throws AssayError BAD_USAGE (it has no list), CALL_FAILED, or as `checkAccount`
 */
export async function accountModels(
  accountId: string,
  cursor: string | null,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<{ models: ListedModel[]; next: string | null }> {
  const resolved = await resolveAccount(accountId, context)
  const { modelList, descriptor } = resolved.provider
  if (modelList === undefined) throw new AssayError('BAD_USAGE', `${descriptor.name} has no list of models to ask for.`)
  const listed = modelList.read(await answerOf(resolved, modelList.request(cursor), context, signal))
  if (listed !== null) return listed
  throw new AssayError('CALL_FAILED', `${descriptor.name} answered with something that is not a list of models.`)
}

async function answerOf(
  resolved: ResolvedAccount,
  template: Parameters<typeof callAccount>[1],
  { store }: Context,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  const called = await callAccount(resolved, template, { store, signal })
  if (!called.ok) throw new AssayError('CALL_FAILED', called.failure.message)
  const { status } = called.reply
  if (status >= 200 && status <= 299) return called.reply
  throw new AssayError(
    'CALL_FAILED',
    `${resolved.provider.descriptor.name} answered with HTTP ${status}. Check the account "${resolved.account.label}".`,
  )
}
