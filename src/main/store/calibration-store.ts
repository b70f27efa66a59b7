import type { Database } from 'better-sqlite3'
import { TrialCalibration, type Calibration } from '#shared/domain/calibration.ts'

interface CalibrationRecord {
  trialId: string | null
  recordedAt: string
  outcome: string
}

export type CalibrationStore = ReturnType<typeof createCalibrationStore>

/** Owner of `calibrations`. */
export function createCalibrationStore(database: Database) {
  const insert = database.prepare<CalibrationRecord>(
    'INSERT INTO calibrations (trial_id, recorded_at, outcome) VALUES (@trialId, @recordedAt, @outcome)',
  )
  const selectOfTrial = database
    .prepare<[string], string>('SELECT outcome FROM calibrations WHERE trial_id = ?')
    .pluck()
  const selectLast = database
    .prepare<[], string>(
      "SELECT outcome FROM calibrations WHERE json_extract(outcome, '$.state') = 'calibrated' ORDER BY id DESC LIMIT 1",
    )
    .pluck()

  return {
    /** @param of.trialId null where nobody was about to start a trial */
    record(outcome: TrialCalibration, of: { trialId: string | null; recordedAt: string }): void {
      insert.run({ ...of, outcome: JSON.stringify(outcome) })
    },
    ofTrial(trialId: string): TrialCalibration {
      const outcome = selectOfTrial.get(trialId)
      return outcome === undefined ? { state: 'not-recorded' } : TrialCalibration.parse(JSON.parse(outcome))
    },
    /** The latest one, of a trial or not; null before the first. */
    last(): Calibration | null {
      const found = selectLast.get()
      if (found === undefined) return null
      const outcome = TrialCalibration.parse(JSON.parse(found))
      return outcome.state === 'calibrated' ? outcome.calibration : null
    },
  }
}
