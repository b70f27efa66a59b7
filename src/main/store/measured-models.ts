import type { Database } from 'better-sqlite3'
import type { MeasuredModel, ModelChoice } from '#shared/domain/contender-history.ts'

type ModelRecord = Omit<MeasuredModel, 'practice'> & { practice: 0 | 1 }

/** A contender that is a model alone, and no pipeline that begins with it. */
const IS_ALONE = `NOT EXISTS (SELECT 1 FROM contender_steps cs
  WHERE cs.trial_id = c.trial_id AND cs.contender_id = c.id AND cs.step > 0)`

/** Reads which models were measured, and in which trials. */
export function prepareMeasuredModels(database: Database) {
  // The names are those of the newest trial: max() makes the other columns those of its row, https://sqlite.org/lang_select.html#bareagg
  const selectModels = database.prepare<[], ModelRecord & { newest: string }>(`
    SELECT c.provider_id AS providerId, c.model_id AS modelId, c.practice, count(DISTINCT c.trial_id) AS trialCount,
      max(t.started_at) AS newest, planned.value ->> '$.providerName' AS providerName, planned.value ->> '$.modelName' AS modelName
    FROM contenders c JOIN trials t ON t.id = c.trial_id
      JOIN json_each(t.plan, '$.contenders') planned ON planned.value ->> '$.id' = c.id
    WHERE ${IS_ALONE}
    GROUP BY c.provider_id, c.model_id, c.practice
    ORDER BY newest DESC, providerName, modelName`)
  const selectTrials = database
    .prepare<[string, string, 0 | 1], string>(
      `
    SELECT t.id FROM trials t
    WHERE t.id IN (SELECT c.trial_id FROM contenders c
      WHERE c.provider_id = ? AND c.model_id = ? AND c.practice = ? AND ${IS_ALONE})
    ORDER BY t.started_at DESC, t.id DESC`,
    )
    .pluck()
  return {
    /** The one that was measured last comes first. */
    list: (): MeasuredModel[] =>
      selectModels.all().map(({ practice, newest: _newest, ...model }) => ({ ...model, practice: practice === 1 })),
    /** Ids of the trials that measured a model, the newest first. */
    trialsOf: ({ providerId, modelId, practice }: ModelChoice): string[] =>
      selectTrials.all(providerId, modelId, practice ? 1 : 0),
  }
}
