import type { OrphanMachine, Rental, RentalOffer, RentalRequest } from '#shared/domain/rental.ts'
import { unknown } from './charge-rental.ts'

/** What is written down before a provider is asked for a machine. */
export interface WantedRental {
  providerId: string
  request: RentalRequest
  /** As it was offered when the person agreed. */
  offer: Pick<RentalOffer, 'storageHourlyMicros'>
  trialId: string | null
}

/** A rental that was not asked for yet. @param id `rental-` and lower-case letters and digits */
export function newRental(id: string, { providerId, request, offer, trialId }: WantedRental, now: Date): Rental {
  return {
    ...blank(id, now),
    tag: `assay-${id.slice('rental-'.length)}`,
    providerId,
    accountId: request.accountId,
    request,
    hourlyMicros: request.hourlyMicros,
    storageHourlyMicros: offer.storageHourlyMicros,
    expiresAt: new Date(now.getTime() + request.leaseMinutes * 60_000).toISOString(),
    trialId,
  }
}

/** A machine of unknown beginning that is to be ended: what it cost is not known, and stays so. */
export function strangeRental(id: string, orphan: OrphanMachine, now: Date): Rental {
  const { tag, providerId, accountId, machineId, providerState, hourlyMicros } = orphan
  return {
    ...blank(id, now),
    tag,
    providerId,
    accountId,
    state: 'ending',
    machineId,
    providerState,
    hourlyMicros,
    existsSince: now.toISOString(),
    endReason: 'orphan',
    charge: unknown('nobody here knows when it was launched'),
  }
}

/** A rental of ours that was given up, and whose machine exists after all: its meter has run from the launch. */
export function reopened(
  { launchedAt, existsSince }: Rental,
  { machineId, providerState }: OrphanMachine,
): Partial<Rental> {
  return {
    state: 'ending',
    endReason: 'orphan',
    machineId,
    providerState,
    existsSince: existsSince ?? launchedAt,
    endConfirmedAt: null,
    trouble: null,
  }
}

function blank(id: string, now: Date): Rental {
  return {
    id,
    tag: '',
    providerId: '',
    accountId: '',
    request: null,
    state: 'launching',
    machineId: null,
    workerUrl: null,
    ssh: null,
    hostKeySha256: null,
    workerTrouble: null,
    providerState: null,
    hourlyMicros: null,
    storageHourlyMicros: null,
    launchedAt: now.toISOString(),
    existsSince: null,
    runningSince: null,
    lastSeenAt: null,
    readyAt: null,
    expiresAt: now.toISOString(),
    endAskedAt: null,
    endAttempts: 0,
    endReason: null,
    endConfirmedAt: null,
    trouble: null,
    charge: unknown('it is not known yet whether there is a machine'),
    trialId: null,
  }
}
