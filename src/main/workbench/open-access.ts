import { DIRECT, type HostAccess } from '#main/engine/ports.ts'
import { AssayError } from '#shared/errors.ts'
import type { CheckedContender } from './checked-contender.ts'
import type { CheckedStep } from './check-step.ts'
import { connectToRental } from './connect-to-rental.ts'
import { findRental } from './create-rentals.ts'
import type { WorkbenchContext } from './context.ts'
import type { StepPlace } from './freeze-plan.ts'
import { resolveAccount } from './resolve-account.ts'

/** Where each step is asked, which may be stored, and with what, which may not. By contender id, one for each step. */
export interface OpenedAccess {
  places: Map<string, StepPlace[]>
  access: Record<string, HostAccess[]>
}

/**
 * Opens the accounts of a checked plan: the simulators are started for practice, the vault is opened for accounts.
 * @throws AssayError INVALID_PLAN (a provider without a simulator), MISSING_CREDENTIAL, or what the vault says
 */
export async function openAccess(
  contenders: readonly CheckedContender[],
  context: Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'practice' | 'store'>,
): Promise<OpenedAccess> {
  const places = new Map<string, StepPlace[]>()
  const access: Record<string, HostAccess[]> = {}
  for (const { planned, position, steps } of contenders) {
    const opened = []
    for (const [index, step] of steps.entries()) {
      const path = `contenders[${position}]${index === 0 ? '' : `.furtherSteps[${index - 1}]`}.account`
      opened.push(throughRental(step, await openStep(step, path, context), context))
    }
    places.set(
      planned.id,
      opened.map(({ place }) => place),
    )
    access[planned.id] = opened.map(({ hostAccess }) => hostAccess)
  }
  return { places, access }
}

interface OpenedStep {
  place: StepPlace
  hostAccess: HostAccess
}

/**
 * A step on a rented machine is asked in the way in which that machine was found to answer: the address alone may be that of
 * another worker, on this machine.
 * @throws AssayError NOT_RUNNING where the machine can't be reached any more
 */
function throughRental(
  { planned }: CheckedStep,
  opened: OpenedStep,
  context: Pick<WorkbenchContext, 'ports' | 'store'>,
): OpenedStep {
  if (planned.rental === undefined) return opened
  const { id, ...rental } = findRental(planned.rental, context)
  const connection = connectToRental(rental, context.ports)
  if (connection !== null) return { ...opened, hostAccess: { ...opened.hostAccess, connection } }
  throw new AssayError('NOT_RUNNING', `Where the machine ${id} is reached by SSH is not known any more.`)
}

/** Opens the account of one step. */
export async function openStep(
  { account, adapter }: Pick<CheckedStep, 'account' | 'adapter'>,
  path: string,
  context: Parameters<typeof openAccess>[1],
): Promise<OpenedStep> {
  if (account === null) throw new Error(`The account at ${path} was not found, which a check should have told.`)
  if (account.kind === 'account') {
    const { baseUrl, credentials, connection } = await resolveAccount(account.accountId, context)
    return { place: { baseUrl, concurrency: account.concurrency }, hostAccess: { credentials, connection } }
  }
  if (account.kind === 'environment') {
    const { baseUrl, credentials } = account
    return { place: { baseUrl, concurrency: null }, hostAccess: { credentials, connection: DIRECT } }
  }
  const practice = await context.practice.account(adapter.descriptor.id)
  if (practice === null) {
    const message = `${adapter.descriptor.name} has no simulator, so it can't be a practice contender.`
    throw new AssayError('INVALID_PLAN', message, { problems: [{ path, message }] })
  }
  const { baseUrl, credentials } = practice
  return { place: { baseUrl, concurrency: null }, hostAccess: { credentials, connection: DIRECT } }
}
