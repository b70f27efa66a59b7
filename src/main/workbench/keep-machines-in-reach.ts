import { isDeepStrictEqual } from 'node:util'
import type { MachineList } from '#main/rentals/list-machines.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'
import { applyChanges, secretsSet, type FieldChanges } from './read-account-fields.ts'
import { withSecrets } from './resolve-account.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'rentals' | 'store'>

/** Without its account a machine could not be ended any more. @throws AssayError BAD_USAGE */
export function refuseWhileRented(account: Account, context: Pick<Context, 'store'>): void {
  const open = openRentals(account, context)
  if (open.length > 0) throw stillNeeded(account, open, 'Without the account nobody could end that.')
}

/**
 * Refuses a change of an account that rents machines unless it can end them afterwards as well as before: another address, or
 * credentials to which the provider does not show each of them now. With those of a stranger every machine would read as gone,
 * and its end would be taken for confirmed.
 * @param secretChanges null removes one
 * @throws AssayError BAD_USAGE where a machine would be lost, CALL_FAILED where that can't be found out, or what the vault says
 */
export async function keepMachinesInReach(
  before: Account,
  after: Account,
  secretChanges: FieldChanges['secret'],
  context: Context,
): Promise<void> {
  const open = openRentals(before, context)
  if (open.length === 0) return
  if (before.baseUrl !== after.baseUrl) throw stillNeeded(before, open, 'Another address would not reach that.')
  const sameWay = isDeepStrictEqual(wayOf(before), wayOf(after))
  // A new label alone must not need the passphrase.
  if (sameWay && Object.keys(secretChanges).length === 0) return
  const secrets = secretsSet(before).length === 0 ? {} : await context.accountSecrets.read(before.id)
  const secretsAfter = applyChanges(secrets, secretChanges)
  if (sameWay && isDeepStrictEqual(secrets, secretsAfter)) return

  const list = await shownTo(after, secretsAfter, context)
  if (!list.ok) {
    const message = `Not checked whether ${namesOf(open)} could be ended with what was entered, so nothing was changed. ${list.message}`
    throw new AssayError('CALL_FAILED', message)
  }
  // One may have been launched while the provider was asked.
  const unseen = openRentals(before, context).filter((rental) => !isAmong(rental, list))
  if (unseen.length === 0) return
  const why = 'To what was entered the provider does not show that: it may be of another account.'
  throw stillNeeded(before, unseen, why)
}

function openRentals({ id }: Account, { store }: Pick<Context, 'store'>): Rental[] {
  return store.rentals.open().filter(({ accountId }) => accountId === id)
}

/** What decides, beside the secrets, where a request goes and for whom it is taken there. */
function wayOf({ certificateSha256, tunnel, plainFields }: Account) {
  return { certificateSha256, tunnel, plainFields }
}

/** What the provider shows to an account that is not saved yet. That a credential is missing is an answer like that it is wrong. */
async function shownTo(
  account: Account,
  secrets: Readonly<Record<string, string>>,
  context: Context,
): Promise<MachineList> {
  try {
    return await context.rentals.machinesOf(withSecrets(account, secrets, context))
  } catch (error) {
    if (error instanceof AssayError) return { ok: false, message: error.message }
    throw error
  }
}

/** A machine that the provider has not named yet carries its tag all the same. */
function isAmong({ machineId, tag }: Rental, { machines }: MachineList & { ok: true }): boolean {
  return machines.some(
    (machine) =>
      machine.state !== 'gone' && (machineId === null ? machine.tag === tag : machine.machineId === machineId),
  )
}

function stillNeeded(account: Account, open: readonly Rental[], why: string): AssayError {
  const message = `"${account.label}" still rents ${namesOf(open)}. ${why} Nothing was changed: end it first, and wait until that is confirmed.`
  return new AssayError('BAD_USAGE', message)
}

function namesOf(open: readonly Rental[]): string {
  return open
    .map(({ id, machineId, request }) => [request?.machine, machineId, `(${id})`].filter(Boolean).join(' '))
    .join(', ')
}
