import { z } from 'zod'
import { BudgetAlert } from './budget.ts'
import { TrialCalibration } from './calibration.ts'
import { EarlyStop } from './early-stop.ts'
import { FrozenPlan } from './plan.ts'
import { FailureClass } from './sample.ts'
import { SampleRow } from './sample-row.ts'
import { Sleep } from './sleep.ts'
import { Sha256 } from './image.ts'
import { Micros } from '../units/money.ts'
import { Estimate } from './analysis.ts'

/** `paused`: to be resumed · `interrupted`: the process that ran it is gone; what had finished is kept. */
export const TrialStatus = z.enum(['running', 'finished', 'paused', 'cancelled', 'interrupted', 'failed'])
export type TrialStatus = z.infer<typeof TrialStatus>

/** What an interface of the network is. */
export const NetworkKind = z.enum(['wired', 'wireless', 'loopback', 'unknown'])
export type NetworkKind = z.infer<typeof NetworkKind>

export const PowerSource = z.enum(['mains', 'battery', 'unknown'])
export type PowerSource = z.infer<typeof PowerSource>

/** Where and with what a trial was run. Kept with it, because a latency without its place means little. null: an older trial, not recorded. */
export const Environment = z.strictObject({
  assayVersion: z.string(),
  runtime: z.string().describe('e.g. "node 24.21.0"'),
  operatingSystem: z.string(),
  processor: z.string(),
  cores: z.int(),
  timeZone: z.string(),
  host: z.enum(['desktop', 'browser', 'command-line']),
  memoryBytes: z.number().nullable(),
  /** Kinds of the interfaces in use; never a name or an address. */
  network: z.array(NetworkKind).nullable(),
  /** For which schemes the environment names a proxy; never which one. Assay goes through none. */
  proxySchemes: z.array(z.enum(['http', 'https'])).nullable(),
  power: PowerSource.nullable(),
  /** What the owner of each account in the plan says of it. */
  accounts: z
    .array(
      z.strictObject({
        accountId: z.string(),
        providerId: z.string(),
        region: z.string().nullable(),
        tier: z.string().nullable(),
      }),
    )
    .nullable(),
})
export type Environment = z.infer<typeof Environment>

export const Trial = z.strictObject({
  id: z.string(),
  plan: FrozenPlan,
  status: TrialStatus,
  /** Why it ended early, for people; null otherwise. */
  statusReason: z.string().nullable(),
  /** True where every contender is simulated: nothing was charged. */
  practice: z.boolean(),
  sampleCount: z.int().min(0).describe('planned samples'),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  environment: Environment,
  calibration: TrialCalibration,
  /** Contenders that a rule of the plan stopped, in the order of time. */
  earlyStops: z.array(EarlyStop),
})
export type Trial = z.infer<typeof Trial>

/** A row of the trial list. */
export const TrialSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: TrialStatus,
  practice: z.boolean(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  contenders: z.array(z.strictObject({ id: z.string(), name: z.string(), position: z.int() })),
  sampleCount: z.int(),
  doneCount: z.int(),
  succeededCount: z.int(),
  spentMicros: Micros,
  unknownChargeCount: z.int(),
  /** Up to four pictures to show beside the name. */
  pictures: z.array(Sha256),
})
export type TrialSummary = z.infer<typeof TrialSummary>

const ToGoRange = z.strictObject({ lowMs: z.number(), highMs: z.number() })

export const LaneProgress = z.strictObject({
  contenderId: z.string(),
  planned: z.int(),
  done: z.int(),
  inFlight: z.int(),
  succeeded: z.int(),
  failures: z.partialRecord(FailureClass, z.int()),
  /** Samples finished a minute over the lane’s own running time; null before two have finished. */
  ratePerMinute: z.number().nullable(),
  median: Estimate,
  toGoMs: z.number().nullable(),
  /** Ends of its 95 % interval; null where too few have finished. */
  toGoRangeMs: ToGoRange.nullable(),
  /** null where no rule has stopped it. */
  earlyStop: EarlyStop.nullable(),
})
export type LaneProgress = z.infer<typeof LaneProgress>

export const TrialProgress = z.strictObject({
  trialId: z.string(),
  status: TrialStatus,
  planned: z.int(),
  done: z.int(),
  inFlight: z.int(),
  succeeded: z.int(),
  elapsedMs: z.number(),
  /** null until there is something to reckon from. */
  toGoMs: z.number().nullable(),
  /** Of the lane that takes longest; null where one of the lanes has none yet. */
  toGoRangeMs: ToGoRange.nullable(),
  /** The block of the day that is under way, or comes next after so long; null for a plan without blocks, and where it does not run. */
  block: z.strictObject({ number: z.int().min(1), count: z.int(), beginsInMs: z.number().nullable() }).nullable(),
  /** Samples that are asked again in this sitting, and how many of them are back; null where none are. */
  retried: z.strictObject({ asked: z.int(), back: z.int() }).nullable(),
  spentMicros: Micros,
  unknownChargeCount: z.int(),
  /** Worst case of what is in flight; null where a contender in flight has no known price. */
  heldMicros: Micros.nullable(),
  budgetMicros: Micros.nullable(),
  /** Known charges at the end, if what is left costs what the rest did; null where a contender’s can’t be told yet. */
  expectedMicros: z.strictObject({ value: Micros, low: Micros, high: Micros }).nullable(),
  lanes: z.array(LaneProgress),
})
export type TrialProgress = z.infer<typeof TrialProgress>

/**
 * What a running trial tells. `landed` comes only after the sample is in the database, and again for a sample in whose picture
 * something was found later, even after `settled`.
 */
export const TrialEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), progress: TrialProgress }),
  z.strictObject({ type: z.literal('landed'), samples: z.array(SampleRow) }),
  /** A cap on real spend was used up to one of its shares: told once, to whoever follows the trial whose samples did so. */
  z.strictObject({ type: z.literal('budget'), alert: BudgetAlert, message: z.string() }),
  /** The machine stood still, and the trial goes on. */
  z.strictObject({ type: z.literal('slept'), sleep: Sleep }),
  z.strictObject({ type: z.literal('settled'), status: TrialStatus, reason: z.string().nullable() }),
])
export type TrialEvent = z.infer<typeof TrialEvent>
