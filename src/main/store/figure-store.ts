import type { Database } from 'better-sqlite3'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { foundFlags, isExamined, unionFlags } from './picture-check-store.ts'
import { EARLIER, PHASES } from './sample-rows.ts'
import { FigureColumns, type PictureWords, type SampleWords, type StoredNumbers } from './stored-figures.ts'

type SampleRecord = StoredNumbers &
  Omit<SampleWords, 'warnings' | 'earlier'> & { position: number; warnings: string; earlier: string }
type AttemptRecord = StoredNumbers & { position: number }
type PictureRecord = { position: number; flags: string; found: string | null; examined: 0 | 1 }

/** Every finished sample of a trial in the order of the plan: what `rows` of the sample store gives, without the texts. */
export type ReadFigures = (trialId: string) => SampleFigures[]

/**
 * Reads samples table by table, each in the order of the plan, instead of joining all tables for each sample: a million take some
 * seconds where their rows take minutes. Nothing is held but the columns.
 */
export function createFigureReader(database: Database): ReadFigures {
  const count = database
    .prepare<[string], number>('SELECT count(*) FROM samples WHERE trial_id = ? AND superseded_by IS NULL')
    .pluck()
  const selectSamples = database.prepare<[string], SampleRecord>(`
    SELECT position, case_index AS caseIndex, repeat, stage, block, idle_ms AS idleMs, due_ms AS dueMs, started_ms AS startedMs, finished_ms AS finishedMs,
      latency_ms AS latencyMs, service_ms AS serviceMs, held_back_ms AS heldBackMs, polling_slack_ms AS pollingSlackMs, amount_micros AS chargeMicros, 0 AS attempts,
      s.contender_id AS contenderId, role, disturbance, outcome, failure_class AS failureClass, warnings, ${EARLIER} AS earlier
    FROM samples s JOIN charges ON charges.sample_id = s.id
    WHERE s.trial_id = ? AND superseded_by IS NULL ORDER BY position`)
  const selectAttempts = database.prepare<[string], AttemptRecord>(`
    SELECT position, reported_queue_ms AS reportedQueueMs, reported_inference_ms AS reportedInferenceMs
    FROM samples JOIN attempts ON attempts.sample_id = samples.id WHERE trial_id = ? AND superseded_by IS NULL ORDER BY position, number`)
  const selectPhases = database.prepare<[string], AttemptRecord>(`
    SELECT s.position, ${PHASES}
    FROM samples s JOIN exchanges e ON e.sample_id = s.id
      AND e.attempt_number = (SELECT max(number) FROM attempts WHERE sample_id = s.id)
    WHERE s.trial_id = ? AND s.superseded_by IS NULL GROUP BY s.trial_id, s.position ORDER BY s.trial_id, s.position`)
  const selectPictures = database.prepare<[string], PictureRecord>(`
    SELECT position, flags, ${foundFlags('sample_images.sha256')} AS found,
      ${isExamined('sample_images.sha256')} AS examined
    FROM samples JOIN sample_images ON sample_images.sample_id = samples.id AND ordinal = 0
    WHERE trial_id = ? AND superseded_by IS NULL ORDER BY position`)

  // In one transaction, because a running trial goes on storing samples meanwhile.
  return database.transaction((trialId: string): SampleFigures[] => {
    const columns = new FigureColumns(count.get(trialId) as number)
    const sampleWords = shared<SampleWords>()
    for (const record of selectSamples.iterate(trialId)) {
      const { contenderId, role, disturbance, outcome, failureClass, warnings, earlier } = record
      const words = sampleWords(
        `${contenderId} ${role} ${disturbance} ${outcome} ${failureClass} ${warnings} ${earlier}`,
        () => ({
          contenderId,
          role,
          disturbance,
          outcome,
          failureClass,
          warnings: JSON.parse(warnings) as SampleWords['warnings'],
          earlier: JSON.parse(earlier) as SampleWords['earlier'],
        }),
      )
      columns.add(record, words)
    }
    let place = columns.follow()
    for (const attempt of selectAttempts.iterate(trialId)) columns.addAttempt(place(attempt.position), attempt)
    place = columns.follow()
    for (const phases of selectPhases.iterate(trialId)) columns.put(place(phases.position), phases)
    place = columns.follow()
    const pictureWords = shared<PictureWords>()
    for (const { position, flags, found, examined } of selectPictures.iterate(trialId)) {
      const words = pictureWords(`${flags} ${found} ${examined}`, () => ({
        flags: unionFlags(flags, found),
        examined: examined === 1,
      }))
      columns.addPicture(place(position), words)
    }
    return columns.views()
  })
}

/** One object for all that have the same key. */
function shared<Value>(): (key: string, make: () => Value) => Value {
  const known = new Map<string, Value>()
  return (key, make) => {
    const value = known.get(key) ?? make()
    known.set(key, value)
    return value
  }
}
