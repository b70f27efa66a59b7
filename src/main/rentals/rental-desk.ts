import type { EndReason, OrphanMachine, Rental, RentalOffer } from '#shared/domain/rental.ts'
import { chargeRental } from './charge-rental.ts'
import { findOffers, findSshKeys, type OfferFilter, type RentalAnswer } from './find-offers.ts'
import { findOrphans, type OrphanSearch } from './find-orphans.ts'
import { keepRental } from './keep-rental.ts'
import { KeptRental } from './kept-rental.ts'
import { newRental, reopened, strangeRental, type WantedRental } from './new-rental.ts'
import { paceCalls, type RentalAccount } from './paced-calls.ts'
import { isSettled, type RentalPorts } from './ports.ts'

/** How soon a rental that another process has launched is kept here, too: that process may be gone before its lease is over. */
const TAKE_UP_EVERY_MS = 30_000

export interface AskedAccount {
  accountId: string
  providerId: string
}

export interface RentalDesk {
  /** Writes the rental down, and only then asks the provider. Resolves with what was written; `changed` tells the rest. */
  launch(wanted: WantedRental): Rental
  /** Tells a machine to end. Returns at once: the end is confirmed later, or the rental stays open. null where it is settled. */
  end(rentalId: string, reason: EndReason): Rental | null
  /** Puts the end of the lease off, or forward. null where the rental is settled or ending. */
  extend(rentalId: string, expiresAt: Date): Rental | null
  /** Says that a trial uses the machine. null where it is settled or ending. */
  useFor(rentalId: string, trialId: string): Rental | null
  /** Ends the rentals that were to end with the trial. */
  trialEnded(trialId: string): void
  /** What can be rented now. */
  findOffers(account: AskedAccount, filter: OfferFilter): Promise<RentalAnswer<RentalOffer[]>>
  /** Names of the SSH keys that the account holds; null where a launch names none. */
  findSshKeys(account: AskedAccount): Promise<RentalAnswer<string[] | null>>
  findOrphans(accounts: readonly AskedAccount[]): Promise<OrphanSearch>
  /** Takes a machine over in order to end it. */
  endOrphan(orphan: OrphanMachine): Rental
  /** The rental with its meter as it stands now. */
  metered(rental: Rental): Rental
  /** Stops keeping; ends no machine. Resolves when no call is under way. */
  close(): Promise<void>
}

/** Takes up every rental that an earlier process left open, and keeps it to its confirmed end. */
export function createRentalDesk(ports: RentalPorts): RentalDesk {
  const closing = new AbortController()
  const { signal } = closing
  const { keeping, clock } = ports
  const calls = paceCalls(ports)
  const kept = new Map<string, { wake(): void; endNow(): void; done: Promise<void> }>()

  function keep(rental: Rental, fresh: boolean): void {
    const known = kept.get(rental.id)
    if (known !== undefined) {
      known.wake()
      return
    }
    let alarm = new AbortController()
    const wait = async (milliseconds: number): Promise<void> => {
      await clock.sleep(milliseconds, AbortSignal.any([alarm.signal, signal]))
      alarm = new AbortController()
    }
    const own = new KeptRental(rental, fresh, ports, calls, signal)
    const endNow = (): void => {
      own.memory.endAskedMs = -Infinity
    }
    const done = keepRental(own, wait)
      .finally(() => letGo(rental.id))
      .catch((error: unknown) => ports.bug(error))
    kept.set(rental.id, { wake: () => alarm.abort(), endNow, done })
  }

  function letGo(rentalId: string): void {
    kept.delete(rentalId)
    // It may have been taken up again while the last step was under way.
    const now = keeping.get(rentalId)
    if (!signal.aborted && now !== null && !isSettled(now)) keep(now, false)
  }

  function change(rentalId: string, changes: (rental: Rental) => Partial<Rental> | null): Rental | null {
    let refused = false
    const changed = keeping.change(rentalId, (rental) => {
      const wanted = isSettled(rental) ? null : changes(rental)
      refused = wanted === null
      return wanted ?? {}
    })
    if (changed === null || refused) return null
    ports.changed(changed)
    keep(changed, false)
    return changed
  }

  function add(rental: Rental, fresh: boolean): Rental {
    keeping.add(rental)
    ports.changed(rental)
    keep(rental, fresh)
    return rental
  }

  function withAdapter({ accountId, providerId }: AskedAccount): RentalAccount {
    return { accountId, adapter: ports.adapters(providerId) }
  }

  const desk: RentalDesk = {
    launch: (wanted) => {
      const rental = newRental(ports.nextId(), wanted, clock.now())
      // A request that can't be built is refused here, before anything is written down.
      ports.adapters(wanted.providerId).buildLaunch(wanted.request, rental.tag)
      return add(rental, true)
    },
    end: (rentalId, reason) => {
      // Whoever asks again does not wait for the next time by the clock.
      kept.get(rentalId)?.endNow()
      return change(rentalId, ({ state, endReason }) => ({
        state: 'ending',
        endReason: state === 'ending' ? endReason : reason,
      }))
    },
    extend: (rentalId, expiresAt) =>
      change(rentalId, ({ state }) => (state === 'ending' ? null : { expiresAt: expiresAt.toISOString() })),
    useFor: (rentalId, trialId) => change(rentalId, ({ state }) => (state === 'ending' ? null : { trialId })),
    trialEnded: (trialId) => {
      for (const { id, request, trialId: usedBy } of keeping.open()) {
        if (usedBy === trialId && request?.endWithTrial === true) desk.end(id, 'trial-ended')
      }
    },
    findOffers: (account, filter) => findOffers(withAdapter(account), filter, calls, signal),
    findSshKeys: (account) => findSshKeys(withAdapter(account), calls, signal),
    findOrphans: (accounts) => findOrphans(accounts, ports, calls, signal),
    endOrphan: (orphan) => {
      const same = keeping
        .byTag(orphan.tag)
        .find(({ machineId }) => machineId === null || machineId === orphan.machineId)
      if (same === undefined) return add(strangeRental(ports.nextId(), orphan, clock.now()), false)
      const again = keeping.change(same.id, (rental) => reopened(rental, orphan)) ?? same
      ports.changed(again)
      keep(again, false)
      return again
    },
    metered: (rental) => ({
      ...rental,
      charge: chargeRental(rental, ports.adapters(rental.providerId).meter, clock.now().getTime()),
    }),
    close: async () => {
      closing.abort()
      await takingUp
      await Promise.all([...kept.values()].map(({ done }) => done))
    },
  }

  /** One rental that can't be taken up must not hide the others. */
  function takeUp(): void {
    for (const rental of keeping.open()) {
      try {
        if (!kept.has(rental.id)) keep(rental, false)
      } catch (error) {
        ports.bug(error)
      }
    }
  }
  async function keepTakingUp(): Promise<void> {
    while (!signal.aborted) {
      try {
        takeUp()
      } catch (error) {
        ports.bug(error)
      }
      await clock.sleep(TAKE_UP_EVERY_MS, signal)
    }
  }
  const takingUp = keepTakingUp()
  return desk
}
