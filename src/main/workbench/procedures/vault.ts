import { vaultStatus } from '../vault-status.ts'
import { procedures } from './base.ts'

export const vault = {
  status: procedures.vault.status.handler(({ context }) => vaultStatus(context)),
  setUp: procedures.vault.setUp.handler(async ({ input, context }) => {
    await context.vault.setUp(input)
    return vaultStatus(context)
  }),
  unlock: procedures.vault.unlock.handler(async ({ input, context }) => {
    await context.accountSecrets.unlock(input.passphrase)
    return vaultStatus(context)
  }),
  lock: procedures.vault.lock.handler(({ context }) => {
    context.accountSecrets.lock()
    return vaultStatus(context)
  }),
  changePassphrase: procedures.vault.changePassphrase.handler(async ({ input, context }) => {
    await context.vault.changePassphrase(input.current, input.next)
    return vaultStatus(context)
  }),
  setIdleMinutes: procedures.vault.setIdleMinutes.handler(({ input, context }) => {
    context.vault.setIdleMinutes(input.minutes)
    return vaultStatus(context)
  }),
}
