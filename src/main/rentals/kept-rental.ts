import type { RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { RentalAdapter } from '#main/providers/rental-adapter.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { chargeRental } from './charge-rental.ts'
import type { CallKind, PacedCalls, RentalAccount } from './paced-calls.ts'
import type { RentalCall, RentalPorts } from './ports.ts'

/** What is remembered of one rental between two steps, and may be forgotten in a crash. */
export interface KeptMemory {
  /** Nobody has asked the provider for the machine yet. After a crash that is never certain. */
  unlaunched: boolean
  looks: number
  lookingSinceMs: number | null
  /** Readings in a row. */
  goneReadings: number
  hopelessReadings: number
  failures: number
  endAskedMs: number
}

/** A rental in the hands of the process that keeps it. */
export class KeptRental {
  /** As it is on disk, up to the last reading or change. */
  rental: Rental
  readonly adapter: RentalAdapter
  readonly memory: KeptMemory
  readonly ports: RentalPorts
  readonly calls: PacedCalls
  readonly signal: AbortSignal

  constructor(rental: Rental, fresh: boolean, ports: RentalPorts, calls: PacedCalls, signal: AbortSignal) {
    this.rental = rental
    this.adapter = ports.adapters(rental.providerId)
    this.memory = {
      unlaunched: fresh,
      looks: 0,
      lookingSinceMs: null,
      goneReadings: 0,
      hopelessReadings: 0,
      failures: 0,
      endAskedMs: -Infinity,
    }
    this.ports = ports
    this.calls = calls
    this.signal = signal
  }

  get account(): RentalAccount {
    return { accountId: this.rental.accountId, adapter: this.adapter }
  }

  call(kind: CallKind, build: () => RequestTemplate | null): Promise<RentalCall> {
    return this.calls.call(this.account, kind, build, this.signal)
  }

  /** Takes over what others have written. @returns false where the rental is gone from the disk */
  reload(): boolean {
    const rental = this.ports.keeping.get(this.rental.id)
    if (rental !== null) this.rental = rental
    return rental !== null
  }

  /** Writes what has changed over what is on disk now: somebody may have asked to end the machine meanwhile. */
  change(changes: Partial<Rental> | ((current: Rental) => Partial<Rental>)): void {
    const changed = this.ports.keeping.change(this.rental.id, (current) => {
      const wanted = typeof changes === 'function' ? changes(current) : changes
      return { ...wanted, charge: chargeRental({ ...current, ...wanted }, this.adapter.meter, this.nowMs()) }
    })
    if (changed === null) return
    this.rental = changed
    this.ports.changed(changed)
  }

  /** Something went wrong that people should know of, and that may pass. What a closing Assay breaks off is no trouble. */
  trouble(message: string): void {
    if (!this.signal.aborted) this.change({ trouble: message })
  }

  failed(message: string): void {
    this.memory.failures += 1
    this.trouble(message)
  }

  nowMs(): number {
    return this.ports.clock.now().getTime()
  }

  now(): string {
    return this.ports.clock.now().toISOString()
  }
}
