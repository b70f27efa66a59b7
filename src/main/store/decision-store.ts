import type { Database } from 'better-sqlite3'
import { KeptDecision, type DecisionSettings } from '#shared/domain/decision-settings.ts'

interface DecisionRecord {
  trialId: string
  version: number
  savedAt: string
  settings: string
}

export type DecisionStore = ReturnType<typeof createDecisionStore>

/** Owner of `decisions`. */
export function createDecisionStore(database: Database) {
  const select = database.prepare<[string], DecisionRecord>(
    'SELECT trial_id AS trialId, version, saved_at AS savedAt, settings FROM decisions WHERE trial_id = ?',
  )
  // A version counts on only from the one that was edited: of two that save at once, one finds nothing to change.
  const insert = database.prepare<Omit<DecisionRecord, 'version'>>(`
    INSERT INTO decisions (trial_id, version, saved_at, settings) VALUES (@trialId, 1, @savedAt, @settings)
    ON CONFLICT (trial_id) DO NOTHING`)
  const update = database.prepare<Omit<DecisionRecord, 'version'> & { basedOn: number }>(`
    UPDATE decisions SET version = @basedOn + 1, saved_at = @savedAt, settings = @settings
    WHERE trial_id = @trialId AND version = @basedOn`)

  return {
    /** Read whole and checked. @returns null where nobody has saved any */
    get(trialId: string): KeptDecision | null {
      const record = select.get(trialId)
      return record === undefined ? null : KeptDecision.parse({ ...record, settings: JSON.parse(record.settings) })
    },
    /** @param basedOn the version that was edited; 0 for none. @returns whether it was the newest, and the next one is kept */
    save(trialId: string, basedOn: number, next: { settings: DecisionSettings; savedAt: string }): boolean {
      const record = { trialId, savedAt: next.savedAt, settings: JSON.stringify(next.settings) }
      return (basedOn === 0 ? insert.run(record) : update.run({ ...record, basedOn })).changes === 1
    },
  }
}
