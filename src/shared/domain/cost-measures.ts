import { z } from 'zod'
import { Estimate } from './estimate.ts'

/** What a trial measured of a contender that its cost hangs on, besides what a picture was charged. */
export const CostMeasures = z.strictObject({
  /** Pictures an hour while at work, as `ContenderAnalysis.imagesPerHour`, with an interval where its run can be cut into batches. */
  imagesPerHour: Estimate,
  /** Samples under way at a time at that rate, on average and at least 1. */
  slots: z.int().min(1),
  /** Units of its price billed for a picture, where the price hangs on the hour; null for any other, whose charges say as much. */
  unitsPerImage: Estimate.nullable(),
  /** Samples without a picture, failed or refused, over all that the service answered for. */
  failedShare: Estimate,
  /** What was charged for calls without a picture over all that was charged; null where a charge is not known. */
  failedChargeShare: z.number().nullable(),
  /** Usable pictures over pictures; unknown while some are not examined. */
  usableShare: Estimate,
})
export type CostMeasures = z.infer<typeof CostMeasures>
