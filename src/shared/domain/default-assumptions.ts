interface DefaultRange {
  low: number
  likely: number
  high: number
  source: 'claimed' | 'assumed'
}

const claimed = (low: number, likely: number, high: number): DefaultRange => ({ low, likely, high, source: 'claimed' })
const assumed = (low: number, likely: number, high: number): DefaultRange => ({ low, likely, high, source: 'assumed' })

/** Hours that an engineer works in a month: 40 a week, 48 weeks a year. */
export const WORKING_HOURS_PER_MONTH = 160

/**
 * Defaults of running machines: those published (`resources/claims`, `field-overhead`), marked as claimed. How often a machine fails and
 * what being on call takes, nobody publishes.
 */
const MACHINE_OVERHEAD = {
  setUpHours: claimed(2, 3, 4),
  engineerShare: claimed(0.15, 0.2, 0.25),
  onCallHoursPerMonth: assumed(0, 0, 0),
  failuresPerMonth: assumed(0, 1, 4),
  recoveryMinutes: claimed(5, 15, 60),
}

/** Nothing is published of what a managed API takes, so nothing is taken until someone says what it does. */
const MANAGED_OVERHEAD = {
  setUpHours: assumed(0, 0, 0),
  engineerShare: assumed(0, 0, 0),
  onCallHoursPerMonth: assumed(0, 0, 0),
  failuresPerMonth: assumed(0, 0, 0),
  recoveryMinutes: assumed(0, 0, 0),
}

/** Pictures a month that nobody goes beyond. */
export const MOST_IMAGES_PER_MONTH = 1_000_000_000

/** Of the reader’s own, besides the one that is looked into: more columns than that nobody reads. */
export const MOST_VOLUMES = 6

/** How long a machine by the second is paid after its last picture where nobody measured or said so: Modal’s default. */
export const UNMEASURED_IDLE_SECONDS = 60

/** The defaults of `CostAssumptions`, apart from its schema so that the page has them without zod. */
export const DEFAULT_ASSUMPTIONS = {
  imagesPerMonth: 50_000,
  moreVolumes: [] as number[],
  traffic: { kind: 'flat' as const },
  trafficTimeZone: 'UTC',
  latencyTarget: null,
  utilisation: null,
  usableShare: null,
  fleet: 'kept-on' as const,
  idleSecondsUntilStop: null,
  serviceVariation: 1,
  storageGigabytes: 0,
  storageMicrosPerGigabyteMonth: 0,
  extraMicrosPerImage: 0,
  countOverhead: false,
  machineOverhead: MACHINE_OVERHEAD,
  managedOverhead: MANAGED_OVERHEAD,
  hourlyRateUsd: claimed(50, 62.5, 75),
  setUpMonths: 12,
  imagesPerMonthRange: null,
  utilisationRange: null,
  seed: 1,
}
