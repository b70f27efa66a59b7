import type { Database } from 'better-sqlite3'
import { isMarked, type Mark } from '#shared/domain/mark.ts'

interface MarkRecord extends Omit<Mark, 'tags'> {
  /** A JSON list. */
  tags: string
}

export type MarkStore = ReturnType<typeof createMarkStore>

/** Owner of `marks`. */
export function createMarkStore(database: Database) {
  const put = database.prepare<MarkRecord & { markedAt: string }>(`
    INSERT INTO marks (sample_id, stars, verdict, tags, note, marked_at)
    SELECT id, @stars, @verdict, @tags, @note, @markedAt FROM samples WHERE id = @sampleId
    ON CONFLICT (sample_id) DO UPDATE SET stars = excluded.stars, verdict = excluded.verdict, tags = excluded.tags,
      note = excluded.note, marked_at = excluded.marked_at`)
  const remove = database.prepare<[string]>('DELETE FROM marks WHERE sample_id = ?')
  const selectSample = database.prepare<[string], 1>('SELECT 1 FROM samples WHERE id = ?').pluck()
  // From the marks, of which there are few, to their samples: a trial may have a hundred thousand.
  const selectOfTrial = database.prepare<[string], MarkRecord>(`
    SELECT sample_id AS sampleId, stars, verdict, tags, note
    FROM marks CROSS JOIN samples ON samples.id = sample_id
    WHERE trial_id = ? AND superseded_by IS NULL ORDER BY position`)

  return {
    /** Replaces what was noted of the sample; nothing is kept of one with nothing to note. @returns whether there is such a sample */
    put(mark: Mark, markedAt: string): boolean {
      if (isMarked(mark)) return put.run({ ...mark, tags: JSON.stringify(mark.tags), markedAt }).changes === 1
      remove.run(mark.sampleId)
      return selectSample.get(mark.sampleId) === 1
    },
    /** Of the samples that stand, in the order sent. */
    ofTrial(trialId: string): Mark[] {
      return selectOfTrial
        .all(trialId)
        .map(({ tags, ...mark }) => ({ ...mark, tags: JSON.parse(tags) as Mark['tags'] }))
    },
  }
}
