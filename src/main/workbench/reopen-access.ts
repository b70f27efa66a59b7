import { stepsOf } from '#main/engine/ask-steps.ts'
import { DIRECT, type HostAccess } from '#main/engine/ports.ts'
import { findProvider } from '#main/providers/registry.ts'
import type { Contender, ContenderStep, FrozenPlan } from '#shared/domain/plan.ts'
import { RENTAL_PRICE_PREFIX } from '#shared/domain/rental-price.ts'
import { AssayError } from '#shared/errors.ts'
import { readCredentials } from './accounts.ts'
import { connectToRental } from './connect-to-rental.ts'
import type { WorkbenchContext } from './context.ts'
import { resolveAccount } from './resolve-account.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'practice' | 'store'>

/** What a further sitting of a trial needs beyond its frozen plan. */
export interface ReopenedAccess {
  /** The frozen plan with the addresses of today for practice contenders, whose simulators are never twice at the same one. */
  plan: FrozenPlan
  /** By contender id, one for each of its steps. */
  access: Record<string, HostAccess[]>
  /** Rented machines that it runs on. */
  rentalIds: string[]
}

/**
 * Opens the accounts of a frozen plan anew. Secrets are read as they are today; everything else stays as it was frozen, so that one
 * trial never measures two places.
 * @throws AssayError with the contender's name and what is gone: an account, a key, a rented machine; or what the vault says
 */
export async function reopenAccess(plan: FrozenPlan, context: Context): Promise<ReopenedAccess> {
  const access: Record<string, HostAccess[]> = {}
  const contenders: Contender[] = []
  const rentalIds = new Set<string>()
  for (const contender of plan.contenders) {
    const opened: { baseUrl: string; hostAccess: HostAccess }[] = []
    for (const step of stepsOf(contender)) {
      opened.push(
        await reopenStep(step, context).catch((error: unknown) => Promise.reject(inContender(error, contender))),
      )
      const rentalId = rentalIdOf(step)
      if (rentalId !== null) rentalIds.add(rentalId)
    }
    const [first, ...further] = opened
    if (first === undefined) throw new Error(`The contender "${contender.id}" has no step.`)
    access[contender.id] = opened.map(({ hostAccess }) => hostAccess)
    contenders.push({
      ...contender,
      baseUrl: first.baseUrl,
      furtherSteps: contender.furtherSteps.map((step, index) => ({
        ...step,
        baseUrl: further[index]?.baseUrl ?? step.baseUrl,
      })),
    })
  }
  return { plan: { ...plan, contenders }, access, rentalIds: [...rentalIds] }
}

async function reopenStep(step: ContenderStep, context: Context): Promise<{ baseUrl: string; hostAccess: HostAccess }> {
  const { account, baseUrl, providerId, providerName } = step
  if (account === 'practice') {
    const practice = await context.practice.account(providerId)
    if (practice === null) throw new AssayError('INVALID_PLAN', `${providerName} has no simulator any more.`)
    return { baseUrl: practice.baseUrl, hostAccess: { credentials: practice.credentials, connection: DIRECT } }
  }
  if (account === 'environment') {
    const adapter = findProvider(providerId)
    if (adapter === null) throw new AssayError('UNKNOWN_PROVIDER', `This Assay has no provider "${providerId}".`)
    const { credentials, problems } = readCredentials(adapter, context.ports.secrets)
    const [first] = problems
    if (first !== undefined) throw new AssayError('MISSING_CREDENTIAL', first.message, { problems })
    return { baseUrl, hostAccess: { credentials, connection: rentalConnection(step, context) ?? DIRECT } }
  }
  const resolved = await resolveAccount(account, context)
  if (resolved.baseUrl !== baseUrl) {
    throw new AssayError(
      'BAD_USAGE',
      `The account "${resolved.account.label}" is for ${resolved.baseUrl} by now, and the trial measured ${baseUrl}.`,
    )
  }
  return { baseUrl, hostAccess: { credentials: resolved.credentials, connection: resolved.connection } }
}

/** A step that ran on a rented machine needs that same machine: its price says which. */
function rentalConnection(step: ContenderStep, { ports, store }: Context): HostAccess['connection'] | null {
  const rentalId = rentalIdOf(step)
  if (rentalId === null) return null
  const rental = store.rentals.get(rentalId)
  const connection = rental === null ? null : connectToRental(rental, ports)
  if (rental?.state === 'ready' && rental.workerUrl === step.baseUrl && connection !== null) return connection
  const state = rental === null ? 'is not known here any more' : `is ${rental.state}`
  throw new AssayError('NOT_RUNNING', `The rented machine ${rentalId} ${state}, and no other one stands in for it.`)
}

function rentalIdOf({ price }: ContenderStep): string | null {
  return price?.id.startsWith(RENTAL_PRICE_PREFIX) === true ? price.id.slice(RENTAL_PRICE_PREFIX.length) : null
}

function inContender(error: unknown, { name }: Contender): unknown {
  if (!(error instanceof AssayError)) return error
  const { code, problems, message } = error
  return new AssayError(code, `“${name}” can’t be asked again. ${message}`, { problems, cause: error })
}
