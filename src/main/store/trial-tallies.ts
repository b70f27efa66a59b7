import type { Database } from 'better-sqlite3'
import type { ChargesByBasis } from '#shared/domain/chart-analysis.ts'
import type { FailureClass, Outcome } from '#shared/domain/sample.ts'

/** Tries of samples that came to the same. */
export interface AttemptTally {
  contenderId: string
  /** Of the sample. */
  outcome: Outcome
  failureClass: FailureClass | null
  /** Of the try; null where it went well. */
  attemptFailureClass: FailureClass | null
  count: number
}

/** Charges of one contender that are known in the same way. */
export type ChargeTally = ChargesByBasis & { contenderId: string }

/** Counts what the rows of samples do not hold: how each try ended, and how each charge is known. */
export function prepareTrialTallies(database: Database) {
  const selectAttempts = database.prepare<[string], AttemptTally>(`
    SELECT s.contender_id AS contenderId, s.outcome, s.failure_class AS failureClass,
      a.failure_class AS attemptFailureClass, count(*) AS count
    FROM samples s JOIN attempts a ON a.sample_id = s.id
    WHERE s.trial_id = ? AND s.superseded_by IS NULL AND s.role = 'measure'
    GROUP BY s.contender_id, s.outcome, s.failure_class, a.failure_class`)
  const selectCharges = database.prepare<[string], ChargeTally>(`
    SELECT contender_id AS contenderId, basis, count(amount_micros) AS count, ifnull(sum(amount_micros), 0) AS micros,
      count(*) FILTER (WHERE amount_micros IS NULL) AS unknownCount
    FROM charges WHERE trial_id = ? GROUP BY contender_id, basis ORDER BY contender_id, basis`)
  return {
    /** Of samples that measure, each as it stands now. */
    attempts: (trialId: string): AttemptTally[] => selectAttempts.all(trialId),
    /** Of all samples, those that were asked again among them: money is money. */
    charges: (trialId: string): ChargeTally[] => selectCharges.all(trialId),
  }
}
