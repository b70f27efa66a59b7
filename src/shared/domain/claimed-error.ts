import type { Calibration } from './calibration.ts'

/**
 * What Assay claims of its instrument: the median error of a measured latency is at most this, in milliseconds. Twice the bench's
 * median (README, "How good is the instrument?": 6 to 10 ms on two cores that Assay shares with the server, of which a bare HTTP
 * client has 3 to 7), rounded down: a slower or busier machine than that one has room, and on the shortest of the usual latencies,
 * one second, it is a fiftieth.
 */
export const CLAIMED_ERROR_MS = 20

/** As many requests at once as a single contender may have; a trial with more is calibrated at this. */
export const MOST_CALIBRATED_CONCURRENCY = 256

/** Whether the median error keeps to what is claimed; `unknown` where too few requests came back to say. */
export function judgeCalibration({ error: { p50 } }: Pick<Calibration, 'error'>): 'within' | 'beyond' | 'unknown' {
  if (p50.state !== 'known') return 'unknown'
  return Math.abs(p50.value) <= CLAIMED_ERROR_MS ? 'within' : 'beyond'
}
