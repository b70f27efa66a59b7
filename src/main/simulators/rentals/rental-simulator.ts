import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Credentials } from '#main/providers/provider-adapter.ts'
import type { MachinePark } from './machine-park.ts'
import type { MachineLife, RentalFault, RentalProfile } from './rental-profile.ts'

/** What a provider's simulator gets to build its routes with. */
export interface RentalSimulatorKit {
  credentials: Credentials
  park: MachinePark
  /** Whether the fault strikes now; each strike counts. */
  strikes: (fault: RentalFault) => boolean
  /** The wall clock at a place of the simulator's own clock, in milliseconds since 1970. */
  wallMs: (atMs: number) => number
}

/** A simulator of a provider that rents out machines: its contract over real HTTP. */
export interface RentalSimulator {
  providerId: string
  profile: RentalProfile
  /** Credentials it accepts; made up, and safe to print. */
  credentials: Credentials
  /** Each machine has an address of its own, and its worker the port it was told; else all share one address. */
  ownAddresses: boolean
  /** The seconds of machine and of storage that are billed for a life that ends, or stands, at `untilMs`. */
  bill(life: MachineLife, untilMs: number): { machineSeconds: number; storageSeconds: number }
  createApp(kit: RentalSimulatorKit): Hono<{ Bindings: HttpBindings }>
}
