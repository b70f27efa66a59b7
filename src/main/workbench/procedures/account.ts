import { accountBalance, accountModels, checkAccount } from '../check-account.ts'
import { showCertificate } from '../show-certificate.ts'
import { findAccount } from '../find-account.ts'
import { saveAccount } from '../save-account.ts'
import { secretsSet } from '../read-account-fields.ts'
import { refuseWhileRented } from '../keep-machines-in-reach.ts'
import { procedures } from './base.ts'

export const account = {
  list: procedures.account.list.handler(({ context }) => context.store.accounts.list()),
  save: procedures.account.save.handler(({ input, context }) => saveAccount(input, context)),
  remove: procedures.account.remove.handler(async ({ input: { accountId }, context }) => {
    const known = findAccount(accountId, context)
    refuseWhileRented(known, context)
    // The secrets first: a row that is gone could not say any more that they are there.
    if (secretsSet(known).length > 0) await context.accountSecrets.forget(accountId)
    context.store.accounts.remove(accountId)
    return { removed: true as const }
  }),
  check: procedures.account.check.handler(({ input, context, signal }) =>
    checkAccount(input.accountId, context, signal),
  ),
  balance: procedures.account.balance.handler(async ({ input, context, signal }) => ({
    balanceMicros: await accountBalance(input.accountId, context, signal),
  })),
  models: procedures.account.models.handler(({ input, context, signal }) =>
    accountModels(input.accountId, input.cursor, context, signal),
  ),
  inspectCertificate: procedures.account.inspectCertificate.handler(({ input, context, signal }) =>
    showCertificate(input, context, signal),
  ),
}
