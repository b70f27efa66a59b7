import type { Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { RentalAdapter } from '#main/providers/rental-adapter.ts'
import type { Rental } from '#shared/domain/rental.ts'

/** What came of a call. `sent` is false only where it is certain that the provider never got it. */
export type RentalCall = { ok: true; reply: Reply } | { ok: false; message: string; sent: boolean }

/** Keeps rentals. Each write is on disk before it returns: what is launched must be known after a crash. */
export interface RentalKeeping {
  add(rental: Rental): void
  /**
   * Writes changes over what is on disk, in one transaction: another process may have the same data folder open.
   * @returns the rental after it; null where there is none
   */
  change(rentalId: string, changes: (rental: Rental) => Partial<Rental>): Rental | null
  get(rentalId: string): Rental | null
  /** Those that are not settled, see `isSettled`. */
  open(): Rental[]
  /** All that carry a tag: one, or more where a provider made two machines of one launch. */
  byTag(tag: string): Rental[]
}

export interface RentalClock {
  now(): Date
  /** Resolves after the time, or as soon as the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** What came of asking a worker. */
export interface WorkerAnswer {
  /** Why it does not answer, for people; null where it does. */
  trouble: string | null
  /** The host key that an SSH tunnel met where none is pinned, as in `Rental`; else null. */
  hostKeySha256: string | null
}

/** A rental of which is known where its worker is reached. */
export type ReachableRental = Rental & { workerUrl: string }

/** What the workbench supplies. */
export interface RentalPorts {
  /** @throws Error for a provider that rents out nothing */
  adapters(providerId: string): RentalAdapter
  /** One call with the account's credentials, to its own address. Never rejects. */
  call(accountId: string, template: RequestTemplate, signal: AbortSignal): Promise<RentalCall>
  /** Asks the worker whether it answers, in the way that the rental says. Never rejects. */
  probe(rental: ReachableRental, signal: AbortSignal): Promise<WorkerAnswer>
  keeping: RentalKeeping
  clock: RentalClock
  /** A fresh id of a rental: `rental-` and lower-case letters and digits. */
  nextId(): string
  changed(rental: Rental): void
  /** A bug of ours, or a disk that is full. The keeping of this rental and of others goes on. */
  bug(error: unknown): void
}

/** Nothing is billed any more, as far as the provider has said. */
export function isSettled({ state }: Pick<Rental, 'state'>): boolean {
  return state === 'ended' || state === 'failed' || state === 'lost'
}
