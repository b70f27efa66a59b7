import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { RentalAdapter } from '#main/providers/rental-adapter.ts'
import { findRentalProvider } from '#main/providers/rental-registry.ts'
import { chargeRental } from '#main/rentals/charge-rental.ts'
import { listMachines } from '#main/rentals/list-machines.ts'
import { paceCalls } from '#main/rentals/paced-calls.ts'
import { createRentalDesk, type RentalDesk } from '#main/rentals/rental-desk.ts'
import type { RentalCall, RentalClock, RentalPorts } from '#main/rentals/ports.ts'
import type { Store } from '#main/store/open-store.ts'
import type { OrphanSearch } from '#shared/contract/rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { callAccount } from './call-account.ts'
import { keepUnderCaps } from './keep-under-caps.ts'
import type { WorkbenchContext } from './context.ts'
import { probeWorker } from './probe-worker.ts'
import type { Rentals } from './rentals.ts'
import { resolveAccount } from './resolve-account.ts'
import type { ResolvedAccount } from './resolved-account.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'store'>

/** While the ends of all are awaited. */
const LOOK_EVERY_MS = 500

/** Opens nothing by itself: a command that has nothing to do with machines asks for no passphrase and calls nobody. */
export function createRentals(
  context: Context,
  reportBug: (error: unknown) => void,
  clock: RentalClock = wallClock(context.ports.clock),
): Rentals {
  let desk: RentalDesk | null = null
  let searching: Promise<OrphanSearch> | null = null
  const theDesk = (): RentalDesk => {
    if (desk !== null) return desk
    desk = createRentalDesk(portsOf(context, clock, reportBug))
    // A process that was killed in mid-trial could not end its machines. A paused trial is to go on with them.
    for (const { trialId } of context.store.rentals.open()) {
      const status = trialId === null ? undefined : context.store.trials.get(trialId)?.status
      if (trialId !== null && status !== 'running' && status !== 'paused') desk.trialEnded(trialId)
    }
    return desk
  }
  async function search(): Promise<OrphanSearch> {
    const accounts = context.store.accounts
      .list()
      .filter(({ providerId }) => findRentalProvider(providerId) !== null)
      .map(({ id, providerId }) => ({ accountId: id, providerId }))
    const found = await theDesk().findOrphans(accounts)
    return { ...found, searchedAt: clock.now().toISOString() }
  }
  const rentals: Rentals = {
    desk: theDesk,
    start: () => {
      theDesk()
      rentals.orphans(false).catch(reportBug)
    },
    orphans: (again) => {
      if (!again && searching !== null) return searching
      const found = search()
      searching = found
      // One that could not look everywhere is no answer for later: the vault may be open, or the provider back, by then.
      const forget = (): void => {
        if (searching === found) searching = null
      }
      found.then(({ unseen }) => (unseen.length > 0 ? forget() : undefined), forget)
      return found
    },
    machinesOf: (resolved) => {
      const { id: accountId, providerId } = resolved.account
      const calls = paceCalls({
        clock,
        call: (_accountId, template, signal) => callThrough(resolved, template, context.store, signal),
      })
      return listMachines({ accountId, adapter: adapterOf(providerId) }, calls, new AbortController().signal)
    },
    usedBy: (trialId, rentalIds, ended) => {
      if (rentalIds.length === 0) return
      for (const rentalId of rentalIds) theDesk().useFor(rentalId, trialId)
      ended.then(() => theDesk().trialEnded(trialId)).catch(reportBug)
    },
    open: () =>
      context.store.rentals.open().map((rental) => {
        const meter = findRentalProvider(rental.providerId)?.meter
        const nowMs = clock.now().getTime()
        return meter === undefined ? rental : { ...rental, charge: chargeRental(rental, meter, nowMs) }
      }),
    endAll: async (atMostMs) => {
      const { signal } = new AbortController()
      for (const { id } of context.store.rentals.open()) theDesk().end(id, 'asked')
      const endMs = clock.now().getTime() + atMostMs
      while (context.store.rentals.open().length > 0 && clock.now().getTime() < endMs) {
        await clock.sleep(LOOK_EVERY_MS, signal)
      }
      return rentals.open()
    },
    close: async () => {
      await desk?.close()
    },
  }
  return rentals
}

/** @throws AssayError NOT_FOUND */
export function findRental(rentalId: string, { store }: Pick<WorkbenchContext, 'store'>): Rental {
  const rental = store.rentals.get(rentalId)
  if (rental !== null) return rental
  throw new AssayError(
    'NOT_FOUND',
    `There is no rental "${rentalId}" in this data folder. "assay rentals list" shows those there are.`,
  )
}

function portsOf(context: Context, clock: RentalClock, reportBug: (error: unknown) => void): RentalPorts {
  const { store, ports } = context
  return {
    adapters: adapterOf,
    call: async (accountId, template, signal) => {
      try {
        return await callThrough(await resolveAccount(accountId, context), template, store, signal)
      } catch (error) {
        // The account is gone, or the vault is locked: nothing left.
        if (error instanceof AssayError) return { ok: false, message: error.message, sent: false }
        reportBug(error)
        return { ok: false, message: 'Assay ran into a bug of its own during the call.', sent: true }
      }
    },
    probe: async (rental, signal) => {
      try {
        return await probeWorker(rental, context, signal)
      } catch (error) {
        reportBug(error)
        return { trouble: 'Assay ran into a bug of its own while it asked the worker.', hostKeySha256: null }
      }
    },
    keeping: keepUnderCaps(context),
    clock,
    nextId: () => ports.ids.next('rental'),
    // Pages ask for the list; nobody is told.
    changed: () => undefined,
    bug: reportBug,
  }
}

function adapterOf(providerId: string): RentalAdapter {
  const adapter = findRentalProvider(providerId)
  if (adapter === null) throw new Error(`${providerId} rents out no machines.`)
  return adapter
}

async function callThrough(
  resolved: ResolvedAccount,
  template: RequestTemplate,
  store: Store,
  signal: AbortSignal,
): Promise<RentalCall> {
  const called = await callAccount(resolved, template, { store, signal })
  if (called.ok) return { ok: true, reply: called.reply }
  const sent = called.exchange !== null && called.exchange.phases.sendMs !== null
  return { ok: false, message: called.failure.message, sent }
}

function wallClock(clock: { now(): Date }): RentalClock {
  return {
    now: () => clock.now(),
    sleep: async (milliseconds, signal) => {
      // Beyond 2³¹ ms a timer of Node fires at once.
      await sleep(Math.min(milliseconds, 2_000_000_000), undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    },
  }
}
