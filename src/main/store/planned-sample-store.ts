import type { Database } from 'better-sqlite3'
import type { PlannedSample } from '#shared/domain/plan.ts'

/** Owner of `planned_samples`. */
export function createPlannedSampleStore(database: Database) {
  const insert = database.prepare<PlannedSample & { trialId: string }>(`
    INSERT INTO planned_samples
      (trial_id, position, contender_id, case_index, repeat, seed, role, stage, block, arrival_ms, idle_ms)
    VALUES (@trialId, @position, @contenderId, @caseIndex, @repeat, @seed, @role, @stage, @block, @arrivalMs, @idleMs)`)
  const select = database.prepare<[string], PlannedSample>(`
    SELECT position, contender_id AS contenderId, case_index AS caseIndex, repeat, seed,
      role, stage, block, arrival_ms AS arrivalMs, idle_ms AS idleMs
    FROM planned_samples WHERE trial_id = ? ORDER BY position`)
  const selectOpen = database.prepare<[string], PlannedSample>(`
    SELECT position, contender_id AS contenderId, case_index AS caseIndex, repeat, seed,
      role, stage, block, arrival_ms AS arrivalMs, idle_ms AS idleMs
    FROM planned_samples AS planned WHERE trial_id = ?
      AND NOT EXISTS (SELECT 1 FROM samples
        WHERE trial_id = planned.trial_id AND position = planned.position AND superseded_by IS NULL)
      AND NOT EXISTS (SELECT 1 FROM remote_jobs WHERE trial_id = planned.trial_id AND position = planned.position)
    ORDER BY position`)

  const selectIsComplete = database
    .prepare<[string], 0 | 1>(
      `SELECT NOT EXISTS (SELECT 1 FROM planned_samples AS planned WHERE trial_id = ?
        AND NOT EXISTS (SELECT 1 FROM samples
          WHERE trial_id = planned.trial_id AND position = planned.position AND superseded_by IS NULL))`,
    )
    .pluck()

  return {
    /** Part of the transaction that creates or extends a trial. */
    add(trialId: string, order: Iterable<PlannedSample>): void {
      for (const planned of order) insert.run({ ...planned, trialId })
    },
    /** In the order of asking. */
    list(trialId: string): PlannedSample[] {
      return select.all(trialId)
    },
    /** Of which nothing has come and whose jobs are not at a provider, in the order of asking. */
    open(trialId: string): PlannedSample[] {
      return selectOpen.all(trialId)
    },
    /** Whether each has an outcome: then nothing is left to go on with. */
    isComplete(trialId: string): boolean {
      return selectIsComplete.get(trialId) === 1
    },
  }
}
