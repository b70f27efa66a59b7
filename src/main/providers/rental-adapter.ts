import type { MachineSsh, MeterRule, RentalOffer, RentalRequest } from '#shared/domain/rental.ts'
import type {
  AccountCheckCall,
  BalanceCall,
  ProviderDescriptor,
  ReadFailure,
  Reply,
  RequestTemplate,
} from './provider-adapter.ts'

/** A machine as the provider's own answer describes it. */
export interface MachineReading {
  machineId: string
  /** The Assay tag it carries; null where it carries none. */
  tag: string | null
  /** In the provider's own word. */
  providerState: string
  /** `existing`: it may bill · `running`: its network is up, so the worker may be asked · `gone`: it bills no more. */
  state: 'existing' | 'running' | 'gone'
  /** It will never run by itself: end it and take another. Why, for people. */
  hopeless: string | null
  /** Where a port of the machine is reached from outside; null while it is not known. */
  workerUrl: string | null
  /** For an SSH tunnel instead of an open port; null where there is none, or while it is not known. */
  ssh: MachineSsh | null
  machine: string | null
  hourlyMicros: number | null
}

export type RentalResult<Value> = { ok: true; value: Value } | { ok: false; failure: LaunchFailure }

/** `lost-offer` and `no-capacity`: nothing was launched and nothing is billed; another offer may do. */
export interface LaunchFailure extends ReadFailure {
  reason: 'no-capacity' | 'lost-offer' | 'other'
  /** True where the machine may exist although the call failed: it must be looked for by its tag. */
  mayExist: boolean
}

/** One provider that rents out machines. Pure, like `ProviderAdapter`: the rentals room owns clocks, retries and the meter. */
export interface RentalAdapter {
  descriptor: ProviderDescriptor
  meter: MeterRule
  /** A launch without `RentalRequest.sshKey` is refused by the provider. */
  needsSshKey: boolean
  /** Likewise without `RentalRequest.image`. */
  needsImage: boolean
  /** What to know before a worker is reached at its own address and not through SSH, for people. */
  addressNote: string
  /** The shortest time between two calls of a kind that the provider allows, in milliseconds. */
  minimumIntervalMs: { launch: number; read: number; end: number }
  buildOffers(filter: { gpu: string | null; region: string | null }): RequestTemplate
  readOffers(reply: Reply): RentalResult<RentalOffer[]>
  buildLaunch(request: RentalRequest, tag: string): RequestTemplate
  /** The id of the machine. */
  readLaunch(reply: Reply): RentalResult<{ machineId: string }>
  buildRead(machineId: string, workerPort: number): RequestTemplate
  /** An answer that says "no such machine" is a machine that is `gone`. */
  readMachine(reply: Reply, machineId: string, workerPort: number): RentalResult<MachineReading>
  /** All machines of the account, page by page, to find those that carry a tag of Assay. */
  buildList(cursor: string | null): RequestTemplate
  readList(reply: Reply): RentalResult<{ machines: MachineReading[]; next: string | null }>
  buildEnd(machineId: string): RequestTemplate
  /** Accepted is not gone: only `readMachine` or `readList` confirm the end. */
  readEnd(reply: Reply): RentalResult<'accepted' | 'gone'>
  /** Needed before a launch on some providers: names of the keys that the account holds. */
  sshKeys?: { request: RequestTemplate; read(reply: Reply): RentalResult<string[]> }
  accountCheck: AccountCheckCall
  balance?: BalanceCall
}
