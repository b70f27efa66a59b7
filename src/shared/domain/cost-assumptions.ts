import { z } from 'zod'
import { DEFAULT_ASSUMPTIONS as DEFAULT, MOST_IMAGES_PER_MONTH, MOST_VOLUMES } from './default-assumptions.ts'
import { ValueRange } from './sourced-value.ts'
import { isTimeZone } from './time-zone.ts'

/** When in the week the pictures are asked for. Weights are relative; the first is that of midnight, of 168 that of Monday. */
export const Traffic = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat') }),
  z.strictObject({ kind: z.literal('office-hours') }),
  z.strictObject({ kind: z.literal('evening-peak') }),
  z.strictObject({
    kind: z.literal('own'),
    weights: z
      .array(z.number().min(0))
      .refine(({ length }) => length === 24 || length === 168, 'expected 24 weights of a day or 168 of a week')
      .refine((weights) => weights.some((weight) => weight > 0), 'expected at least one weight above 0'),
  }),
])
export type Traffic = z.infer<typeof Traffic>

type OverheadDefaults = Record<keyof typeof DEFAULT.machineOverhead, ValueRange>

const overhead = (defaults: OverheadDefaults) =>
  z
    .strictObject({
      /** Once; spread over `setUpMonths`. */
      setUpHours: ValueRange.default(defaults.setUpHours),
      /** Of one full-time engineer, 0 to 1. */
      engineerShare: ValueRange.default(defaults.engineerShare),
      onCallHoursPerMonth: ValueRange.default(defaults.onCallHoursPerMonth),
      failuresPerMonth: ValueRange.default(defaults.failuresPerMonth),
      /** From a failure to the next picture: of an engineer, and of a machine that is paid and draws nothing. */
      recoveryMinutes: ValueRange.default(defaults.recoveryMinutes),
    })
    .prefault({})

/** What no trial can measure. Every field has a default; what a person sets is `typed-in` wherever a source is kept. */
export const CostAssumptions = z.strictObject({
  imagesPerMonth: z.int().min(1).max(MOST_IMAGES_PER_MONTH).default(DEFAULT.imagesPerMonth),
  /** Volumes that are reckoned beside it and those that every comparison has. */
  moreVolumes: z.array(z.int().min(1).max(MOST_IMAGES_PER_MONTH)).max(MOST_VOLUMES).default(DEFAULT.moreVolumes),
  traffic: Traffic.default(DEFAULT.traffic),
  /** Of the hours in `traffic`. */
  trafficTimeZone: z
    .string()
    .refine(isTimeZone, 'expected the name of a time zone, such as UTC')
    .default(DEFAULT.trafficTimeZone),
  /** So many of the pictures (`share`) shall be there within so many seconds of being asked for; null: no such target. */
  latencyTarget: z
    .strictObject({ seconds: z.number().positive(), share: z.number().gt(0).lt(1).default(0.95) })
    .nullable()
    .default(DEFAULT.latencyTarget),
  /** Share of the hours paid in which a machine draws; null: it follows from traffic, machines and scaling down. */
  utilisation: z.number().gt(0).max(1).nullable().default(DEFAULT.utilisation),
  /** Instead of the measured one; null: as measured. */
  usableShare: z.number().gt(0).max(1).nullable().default(DEFAULT.usableShare),
  /** Machines by the hour: as many as the busiest hour needs are on all month, or each hour as many as it needs. */
  fleet: z.enum(['kept-on', 'follows-traffic']).default(DEFAULT.fleet),
  /** Machines by the second: how long one is paid after its last picture before it stops; null: as its probes after idling found, see `stopCurve`. */
  idleSecondsUntilStop: z.number().min(0).max(86_400).nullable().default(DEFAULT.idleSecondsUntilStop),
  /**
   * Standard deviation of the time a picture takes over its mean. 0 for pictures that all take as long; 1, as in an Erlang queue, promises
   * least.
   */
  serviceVariation: z.number().min(0).max(3).default(DEFAULT.serviceVariation),
  /** Kept for each machine by the hour, and once for machines by the second, running or stopped. */
  storageGigabytes: z.number().min(0).default(DEFAULT.storageGigabytes),
  storageMicrosPerGigabyteMonth: z.number().min(0).default(DEFAULT.storageMicrosPerGigabyteMonth),
  /** On top of every picture, such as a safety check. */
  extraMicrosPerImage: z.number().min(0).default(DEFAULT.extraMicrosPerImage),
  /** Whether people and the machine time of recoveries are in a month’s cost. The total cost of ownership always has them. */
  countOverhead: z.boolean().default(DEFAULT.countOverhead),
  machineOverhead: overhead(DEFAULT.machineOverhead),
  managedOverhead: overhead(DEFAULT.managedOverhead),
  /**
   * Dollars for an hour of an engineer. The default is what the claims come to: $1,200 for 15 % and $3,000 for 25 % of 160 hours are $50 and
   * $75.
   */
  hourlyRateUsd: ValueRange.default(DEFAULT.hourlyRateUsd),
  setUpMonths: z.int().min(1).max(120).default(DEFAULT.setUpMonths),
  /** Where the volume itself is uncertain; null: as `imagesPerMonth`. */
  imagesPerMonthRange: ValueRange.nullable().default(DEFAULT.imagesPerMonthRange),
  utilisationRange: ValueRange.refine(({ low, high }) => low > 0 && high <= 1, 'expected shares above 0, at most 1')
    .nullable()
    .default(DEFAULT.utilisationRange),
  seed: z.int().min(0).max(2_147_483_647).default(DEFAULT.seed),
})
export type CostAssumptions = z.infer<typeof CostAssumptions>

/** What people have to do with a contender, in ranges. */
export type Overhead = CostAssumptions['machineOverhead']
