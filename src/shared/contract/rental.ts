import { z } from 'zod'
import {
  MeterRule,
  OrphanMachine,
  Rental,
  RentalOffer,
  RentalRequest,
  StartMinutes,
  WorkerReach,
} from '../domain/rental.ts'
import { procedure } from './procedure.ts'

const byRental = z.strictObject({ rentalId: Rental.shape.id })

/** What a provider rents out now, and what a launch there needs. */
export const RentalOffers = z.strictObject({
  offers: z.array(RentalOffer),
  meter: MeterRule,
  /** A launch must name a container image. */
  needsImage: z.boolean(),
  /** A launch must name an SSH key; `sshKeys` are those that the account holds, null where any public key can be given. */
  needsSshKey: z.boolean(),
  sshKeys: z.array(z.string()).nullable(),
  /** What to know before a worker is reached at its own address, for people. */
  addressNote: z.string(),
})
export type RentalOffers = z.infer<typeof RentalOffers>

/** What a launch asks for. Unless told otherwise the worker is reached at its own address, and has 20 minutes to answer. */
export const LaunchInput = RentalRequest.extend({
  reach: WorkerReach.default({ by: 'address' }),
  startMinutes: StartMinutes.default(20),
})
export type LaunchInput = z.input<typeof LaunchInput>

/** Machines at the providers that carry a tag of Assay and that nobody here keeps. */
export const OrphanSearch = z.strictObject({
  orphans: z.array(OrphanMachine),
  /** Accounts whose machines could not be listed, with why: nothing is known of them. */
  unseen: z.array(z.strictObject({ accountId: z.string(), message: z.string() })),
  searchedAt: z.iso.datetime(),
})
export type OrphanSearch = z.infer<typeof OrphanSearch>

/** Rented machines. Each is a lease: Assay ends it at the latest when that is over, and keeps asking until its end is confirmed. */
export const rental = {
  /** @param gpu, region as the provider writes them; null for any */
  offers: procedure
    .input(
      z.strictObject({
        accountId: z.string(),
        gpu: z.string().nullable().default(null),
        region: z.string().nullable().default(null),
      }),
    )
    .output(RentalOffers),
  /** Refused where the offer is gone or has become dearer. Answers once it is written down, before the machine exists. */
  launch: procedure.input(LaunchInput).output(Rental),
  /** The newest first, with their meters as they stand now. */
  list: procedure.output(z.array(Rental)),
  get: procedure.input(byRental).output(Rental),
  /** Answers at once; the end is confirmed later, and until then the rental stays `ending`. */
  end: procedure.input(byRental).output(Rental),
  /** Puts the end of the lease off, or forward. */
  extend: procedure.input(z.strictObject({ rentalId: Rental.shape.id, expiresAt: z.iso.datetime() })).output(Rental),
  /** What the last search found; it searches where there was none yet, or where it shall search again. */
  orphans: procedure.input(z.strictObject({ again: z.boolean().default(false) })).output(OrphanSearch),
  /** Takes an orphan over in order to end it. */
  endOrphan: procedure.input(z.strictObject({ accountId: z.string(), machineId: z.string() })).output(Rental),
}
