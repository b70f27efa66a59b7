import type { MachineList } from '#main/rentals/list-machines.ts'
import type { RentalDesk } from '#main/rentals/rental-desk.ts'
import type { OrphanSearch } from '#shared/contract/rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import type { ResolvedAccount } from './resolved-account.ts'

/** The rentals of a data folder, in the hands of this process. */
export interface Rentals {
  /** Keeps every open rental from the first call on. */
  desk(): RentalDesk
  /** Begins to keep, and looks for orphans, without waiting for what is found. */
  start(): void
  /** @param again searches anew though it was searched before */
  orphans(again: boolean): Promise<OrphanSearch>
  /** What an account shows that may not be saved yet, asked for beside the desk's own calls. */
  machinesOf(resolved: ResolvedAccount): Promise<MachineList>
  /** Notes that a trial runs on machines. Those that were to end with it are ended when it has. */
  usedBy(trialId: string, rentalIds: readonly string[], ended: Promise<void>): void
  /** Whose end is not confirmed, with their meters as they stand now. */
  open(): Rental[]
  /** Ends every machine. @returns those whose end is not confirmed when the time is over */
  endAll(atMostMs: number): Promise<Rental[]>
  /** Stops keeping; ends no machine. */
  close(): Promise<void>
}
