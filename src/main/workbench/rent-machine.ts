import type { RentalAdapter } from '#main/providers/rental-adapter.ts'
import { findRentalProvider } from '#main/providers/rental-registry.ts'
import { findProvider, providers } from '#main/providers/registry.ts'
import type { RentalAnswer } from '#main/rentals/find-offers.ts'
import type { RentalOffers } from '#shared/contract/rental.ts'
import type { Rental, RentalOffer, RentalRequest } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { formatUsd } from '#shared/units/money.ts'
import { checkReach } from './check-reach.ts'
import type { WorkbenchContext } from './context.ts'
import { findRental } from './create-rentals.ts'
import { findAccount } from './find-account.ts'

type Context = Pick<WorkbenchContext, 'ports' | 'rentals' | 'store'>

/** @throws AssayError NOT_FOUND, BAD_USAGE (an account that rents nothing out), CALL_FAILED */
export async function findOffers(
  { accountId, gpu, region }: { accountId: string; gpu: string | null; region: string | null },
  context: Context,
): Promise<RentalOffers> {
  const adapter = adapterOf(accountId, context)
  const asked = { accountId, providerId: adapter.descriptor.id }
  const desk = context.rentals.desk()
  const offers = answered(await desk.findOffers(asked, { gpu, region }))
  const sshKeys = answered(await desk.findSshKeys(asked))
  const { meter, needsImage, needsSshKey, addressNote } = adapter
  return { offers, meter, needsImage, needsSshKey, sshKeys, addressNote }
}

/**
 * Writes a rental down and begins to launch it, once the provider has confirmed that the offer stands at that price.
 * @throws AssayError NOT_FOUND, BAD_USAGE with what to change, CALL_FAILED
 */
export async function launchRental(request: RentalRequest, context: Context): Promise<Rental> {
  const adapter = adapterOf(request.accountId, context)
  const providerId = adapter.descriptor.id
  refuseIncomplete(request, adapter)
  await checkReach(request, context.ports)
  const asked = { accountId: request.accountId, providerId }
  const desk = context.rentals.desk()
  const offers = answered(await desk.findOffers(asked, { gpu: request.machine, region: null }))
  const offer = standingOffer(offers, request, adapter)
  return desk.launch({ providerId, request, offer, trialId: null })
}

/** @throws AssayError NOT_FOUND, NOT_RUNNING where it has ended */
export function endRental(rentalId: string, context: Context): Rental {
  const { id } = findRental(rentalId, context)
  const desk = context.rentals.desk()
  const ending = desk.end(id, 'asked')
  if (ending === null) throw new AssayError('NOT_RUNNING', `The rental ${id} has ended already.`)
  return desk.metered(ending)
}

/** @throws AssayError NOT_FOUND, NOT_RUNNING where it has ended or is about to */
export function extendRental(rentalId: string, expiresAt: Date, context: Context): Rental {
  const { id } = findRental(rentalId, context)
  const desk = context.rentals.desk()
  const extended = desk.extend(id, expiresAt)
  if (extended === null) throw new AssayError('NOT_RUNNING', `The rental ${id} has ended, or is about to.`)
  return desk.metered(extended)
}

/** @throws AssayError NOT_FOUND where the account has no such machine with a tag of Assay, CALL_FAILED */
export async function endOrphan(
  { accountId, machineId }: { accountId: string; machineId: string },
  context: Context,
): Promise<Rental> {
  const providerId = adapterOf(accountId, context).descriptor.id
  const desk = context.rentals.desk()
  const { orphans, unseen } = await desk.findOrphans([{ accountId, providerId }])
  for (const { message } of unseen) throw new AssayError('CALL_FAILED', message)
  const orphan = orphans.find((found) => found.machineId === machineId)
  if (orphan === undefined) {
    const message = `The account has no machine "${machineId}" that carries a tag of Assay and that nobody here keeps.`
    throw new AssayError('NOT_FOUND', message)
  }
  return desk.metered(desk.endOrphan(orphan))
}

function adapterOf(accountId: string, context: Context): RentalAdapter {
  const { providerId, label } = findAccount(accountId, context)
  const adapter = findRentalProvider(providerId)
  if (adapter !== null) return adapter
  throw new AssayError('BAD_USAGE', `"${label}" is an account of ${providerId}, which rents out no machines.`)
}

function answered<Value>(answer: RentalAnswer<Value>): Value {
  if (answer.ok) return answer.value
  throw new AssayError('CALL_FAILED', answer.message)
}

function refuseIncomplete({ image, sshKey, workerProvider }: RentalRequest, adapter: RentalAdapter): void {
  const { name } = adapter.descriptor
  if (adapter.needsImage && image === null) {
    throw new AssayError('BAD_USAGE', `${name} runs a container: name its image, which brings the worker.`)
  }
  if (adapter.needsSshKey && sshKey === null) {
    throw new AssayError('BAD_USAGE', `${name} launches nothing without an SSH key: name one of the account’s.`)
  }
  if (findProvider(workerProvider)?.descriptor.kind !== 'host') {
    const hosts = providers
      .filter(({ descriptor }) => descriptor.kind === 'host')
      .map(({ descriptor }) => descriptor.id)
    const message = `"${workerProvider}" is no worker that can run on a machine. Choose among ${hosts.join(', ')}.`
    throw new AssayError('BAD_USAGE', message)
  }
}

/** The offer as it stands now. One that is gone, or dearer than the person saw, is not taken. */
function standingOffer(offers: readonly RentalOffer[], request: RentalRequest, adapter: RentalAdapter): RentalOffer {
  const { name } = adapter.descriptor
  const offer = offers.find(({ id }) => id === request.offerId)
  if (offer === undefined || !offer.available) {
    throw new AssayError('BAD_USAGE', `${name} does not offer "${request.offerId}" any more. Look at the offers again.`)
  }
  if (offer.hourlyMicros > request.hourlyMicros) {
    const [now, seen] = [formatUsd(offer.hourlyMicros, 4), formatUsd(request.hourlyMicros, 4)]
    throw new AssayError('BAD_USAGE', `It costs ${now} an hour by now, and not ${seen}. Look at the offers again.`)
  }
  return offer
}
