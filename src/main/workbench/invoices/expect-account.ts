import { environmentProvider } from '#shared/domain/account-key.ts'
import type { InvoiceInput } from '#shared/domain/invoice.ts'
import { AssayError } from '#shared/errors.ts'
import { accountProvider } from '../account-providers.ts'
import type { WorkbenchContext } from '../context.ts'
import { findAccount } from '../find-account.ts'

/** @throws AssayError NOT_FOUND, UNKNOWN_PROVIDER, BAD_USAGE where the account is of another provider */
export function expectAccount(
  { account, providerId }: Pick<InvoiceInput, 'account' | 'providerId'>,
  context: Pick<WorkbenchContext, 'store'>,
): void {
  const { descriptor } = accountProvider(providerId)
  const of = environmentProvider(account) ?? findAccount(account, context).providerId
  if (of === descriptor.id) return
  throw new AssayError('BAD_USAGE', `The account ${account} is one of ${of}, not of ${descriptor.name}.`)
}
