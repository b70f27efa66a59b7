import { z } from 'zod'
import { Calibration } from '../domain/calibration.ts'
import { MOST_CALIBRATED_CONCURRENCY } from '../domain/claimed-error.ts'
import { procedure } from './procedure.ts'

export const instrument = {
  /** Measures how far off the instrument is. Refused while a trial is measured; takes some seconds. */
  calibrate: procedure
    .input(
      z.strictObject({
        concurrency: z.int().min(1).max(MOST_CALIBRATED_CONCURRENCY),
        pictureBytes: z.int().min(100_000).max(20_000_000).optional(),
      }),
    )
    .output(Calibration),
  /** The latest calibration in this data folder; null before the first. */
  last: procedure.output(Calibration.nullable()),
}
