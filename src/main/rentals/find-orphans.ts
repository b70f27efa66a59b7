import type { OrphanMachine } from '#shared/domain/rental.ts'
import { listMachines } from './list-machines.ts'
import type { PacedCalls } from './paced-calls.ts'
import { isSettled, type RentalPorts } from './ports.ts'

export interface OrphanSearch {
  orphans: OrphanMachine[]
  /** Accounts whose machines could not be listed, with why: nothing is known of them. */
  unseen: { accountId: string; message: string }[]
}

/**
 * Machines that carry a tag of Assay and that no open rental here keeps: left over from a crash that lost the data folder, or
 * somebody else's, who uses the same account. That can't be told from here, so none is ended without being asked.
 */
export async function findOrphans(
  accounts: readonly { accountId: string; providerId: string }[],
  ports: Pick<RentalPorts, 'adapters' | 'keeping'>,
  calls: PacedCalls,
  signal: AbortSignal,
): Promise<OrphanSearch> {
  const search: OrphanSearch = { orphans: [], unseen: [] }
  for (const { accountId, providerId } of accounts) {
    const list = await listMachines({ accountId, adapter: ports.adapters(providerId) }, calls, signal)
    if (!list.ok) {
      search.unseen.push({ accountId, message: list.message })
      continue
    }
    for (const { tag, state, machineId, machine, hourlyMicros, providerState } of list.machines) {
      if (tag === null || state === 'gone') continue
      const isKept = ports.keeping
        .byTag(tag)
        // One that has no machine yet is about to find this one by its tag.
        .some((rental) => !isSettled(rental) && (rental.machineId ?? machineId) === machineId)
      if (isKept) continue
      search.orphans.push({ accountId, providerId, machineId, tag, machine, hourlyMicros, providerState })
    }
  }
  return search
}
