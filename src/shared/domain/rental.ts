import { z } from 'zod'
import { Charge } from './price.ts'
import { Micros } from '../units/money.ts'

/** How a provider's meter runs. */
export const MeterRule = z.strictObject({
  /** From the call that launched it, from the machine existing, or from it running. */
  starts: z.enum(['launched', 'exists', 'running']),
  /** Billed in whole multiples of it, at least one. */
  incrementSeconds: z.int().positive(),
  /** The rule in words, with what is not documented. */
  words: z.string(),
})
export type MeterRule = z.infer<typeof MeterRule>

/** A machine type that can be rented now, in one region, at one price. */
export const RentalOffer = z.strictObject({
  /** What the provider calls it; short-lived where machines are auctioned. */
  id: z.string(),
  /** The machine type, named alike in all regions: `gpu_1x_a10`, `NVIDIA RTX 4090`. */
  machine: z.string(),
  gpu: z.string(),
  gpuCount: z.int().positive(),
  gpuMemoryGb: z.number().positive().nullable(),
  region: z.string(),
  hourlyMicros: Micros,
  /** While it exists, running or not, per hour; null where the provider names none. */
  storageHourlyMicros: Micros.nullable(),
  /** False: listed, but sold out now. */
  available: z.boolean(),
  /** What is not certain about it, for people (reliability, bandwidth, interruptible). */
  notes: z.array(z.string()),
})
export type RentalOffer = z.infer<typeof RentalOffer>

/** How the worker on a machine is reached. */
export const WorkerReach = z.discriminatedUnion('by', [
  /** At the address and port that the provider names. */
  z.strictObject({ by: z.literal('address') }),
  /**
   * At its port on the machine's own 127.0.0.1, through an SSH tunnel as the user that the provider names. `keyFile` is the path
   * of a private key without a passphrase; null for the running ssh-agent. No secret is stored for it.
   */
  z.strictObject({ by: z.literal('ssh'), keyFile: z.string().min(1).nullable() }),
])
export type WorkerReach = z.infer<typeof WorkerReach>

/** Where a machine is reached by SSH. */
export const MachineSsh = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  username: z.string().min(1).max(64),
})
export type MachineSsh = z.infer<typeof MachineSsh>

/** Within so many minutes of its launch a worker has to answer, or its machine is ended. */
export const StartMinutes = z.int().min(3).max(240)

/** What a person asks for. */
export const RentalRequest = z.strictObject({
  accountId: z.string(),
  offerId: z.string(),
  machine: z.string(),
  region: z.string(),
  /** The hourly price the person saw: a launch that would cost more is refused. */
  hourlyMicros: Micros,
  /** What runs on it: a container image or a machine image as the provider names it; null for the provider's own default. */
  image: z.string().min(1).nullable(),
  /** Run at the first start, to bring the worker up without anyone logging in. */
  startScript: z.string().max(16_000).nullable(),
  /** The name (Lambda) or public key (RunPod, Vast.ai) the machine shall accept; null where none is needed. */
  sshKey: z.string().nullable(),
  /** The port the worker listens on, and the host adapter that speaks to it. */
  workerPort: z.int().min(1).max(65_535),
  workerProvider: z.string(),
  reach: WorkerReach,
  /** null for a machine that was launched when there was no such bound. */
  startMinutes: StartMinutes.nullable(),
  /** The lease: the machine is ended at the latest after so long. */
  leaseMinutes: z.int().min(5).max(43_200),
  /** Ended as soon as the meter reaches it; null for no such bound. */
  budgetMicros: Micros.nullable(),
  /** Ended together with the trial that uses it. */
  endWithTrial: z.boolean(),
})
export type RentalRequest = z.infer<typeof RentalRequest>

/**
 * Where a rental stands.
 * - `launching`: asked for, and not yet known to exist · `booting`: it exists · `ready`: its worker answers
 * - `ending`: told to end, not confirmed · `ended`: confirmed gone by the provider · `failed`: never came to exist
 * - `lost`: vanished without being told to (taken back, deleted elsewhere); confirmed gone
 */
export const RentalState = z.enum(['launching', 'booting', 'ready', 'ending', 'ended', 'failed', 'lost'])
export type RentalState = z.infer<typeof RentalState>

/**
 * `never-answered`: its worker did not answer in the time agreed to. `broken`: it ran, and the provider says that it will not run
 * again. `orphan`: found by its tag, and ended on request.
 */
export const EndReason = z.enum([
  'asked',
  'lease-expired',
  'budget-spent',
  'trial-ended',
  'launch-failed',
  'never-answered',
  'broken',
  'orphan',
])
export type EndReason = z.infer<typeof EndReason>

/** A rented machine from launch to confirmed end, with its meter. Instants are ISO 8601 UTC. */
export const Rental = z.strictObject({
  id: z.string(),
  /** Written into the machine's name, label or tags, so that it is found again whatever happens here. */
  tag: z.string().regex(/^assay-[0-9a-z]+$/),
  providerId: z.string(),
  accountId: z.string(),
  /** null for a machine that was found and not launched from here. */
  request: RentalRequest.nullable(),
  state: RentalState,
  /** null until the provider has named it. */
  machineId: z.string().nullable(),
  /** Where its worker is reached, from the machine itself where that is through SSH; null until it is known. */
  workerUrl: z.url().nullable(),
  /** Where the SSH tunnel to its worker leads; null until it is known, and where there is none. */
  ssh: MachineSsh.nullable(),
  /** SHA-256 of its SSH host key in base64 as OpenSSH prints it, pinned on first use; null until then. */
  hostKeySha256: z.string().nullable(),
  /** Why its worker did not answer when it was last asked, for people; null where it answered, or was not asked yet. */
  workerTrouble: z.string().nullable(),
  /** What the provider says of it now, in its own word. */
  providerState: z.string().nullable(),
  /** null where it is not known. */
  hourlyMicros: Micros.nullable(),
  /** On top of it while the machine exists, per hour; null where the provider names none. */
  storageHourlyMicros: Micros.nullable(),
  /** When it was asked for. */
  launchedAt: z.iso.datetime(),
  /** The earliest instants at which it can have come to exist, and to run: what is metered must not fall behind the provider. */
  existsSince: z.iso.datetime().nullable(),
  runningSince: z.iso.datetime().nullable(),
  /** When the provider last told how it is; null where it has not yet. */
  lastSeenAt: z.iso.datetime().nullable(),
  readyAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
  endAskedAt: z.iso.datetime().nullable(),
  /** How often it was told to end without confirmation. */
  endAttempts: z.int().min(0),
  endReason: EndReason.nullable(),
  /** The provider said that it is gone. Until then it may bill. */
  endConfirmedAt: z.iso.datetime().nullable(),
  /** The last thing that went wrong, for people; null where nothing did. */
  trouble: z.string().nullable(),
  /** From launch to confirmed end, or to now, by the provider's own rules; unknown while nobody knows whether there is a machine. */
  charge: Charge,
  trialId: z.string().nullable(),
})
export type Rental = z.infer<typeof Rental>

/** A machine at the provider that carries an Assay tag and that no open rental knows. */
export const OrphanMachine = z.strictObject({
  accountId: z.string(),
  providerId: z.string(),
  machineId: z.string(),
  tag: z.string(),
  machine: z.string().nullable(),
  hourlyMicros: Micros.nullable(),
  providerState: z.string(),
})
export type OrphanMachine = z.infer<typeof OrphanMachine>
