import type { Database } from 'better-sqlite3'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { figuresOf } from './column-figures.ts'
import { foundFlags, foundHash, isExamined, unionFlags } from './picture-check-store.ts'
import { EARLIER, PHASES } from './sample-rows.ts'
import {
  FigureColumns,
  type PictureHashes,
  type PictureWords,
  type SampleWords,
  type StoredNumbers,
} from './stored-figures.ts'

type SampleRecord = StoredNumbers &
  Omit<SampleWords, 'warnings' | 'earlier'> & { position: number; warnings: string; earlier: string } & (
    | ({ flags: string; found: string | null; examined: 0 | 1 } & Omit<PictureWords, 'flags' | 'examined'> &
        PictureHashes)
    | { sha256: null }
  )
type AttemptRecord = StoredNumbers & { position: number; reportedSeed: string | null }

/** Every finished sample of a trial in the order of the plan: what `rows` of the sample store gives, without the texts. */
export type ReadFigures = (trialId: string) => SampleFigures[]

/**
 * Reads samples in two passes, each in the order of the plan: what there is one of, and what is summed over exchanges. Nothing is
 * held but the columns, and words that many samples share are held once.
 */
export function createFigureReader(database: Database): ReadFigures {
  const count = database
    .prepare<[string], number>('SELECT count(*) FROM samples WHERE trial_id = ? AND superseded_by IS NULL')
    .pluck()
  const selectSamples = database.prepare<[string], SampleRecord>(`
    SELECT s.position, s.case_index AS caseIndex, s.repeat, s.seed, s.stage, s.block, s.idle_ms AS idleMs,
      s.due_ms AS dueMs, s.started_ms AS startedMs, s.finished_ms AS finishedMs, s.latency_ms AS latencyMs,
      s.service_ms AS serviceMs, s.held_back_ms AS heldBackMs, s.polling_slack_ms AS pollingSlackMs,
      c.amount_micros AS chargeMicros, 0 AS attempts, s.contender_id AS contenderId, s.role, s.disturbance, s.outcome,
      s.failure_class AS failureClass, s.warnings, ${EARLIER} AS earlier,
      i.sha256, i.format, i.width, i.height, si.flags,
      ${foundFlags('si.sha256')} AS found, ${isExamined('si.sha256')} AS examined,
      ${foundHash('si.sha256', 'perceptual-hash')} AS perceptualHash, ${foundHash('si.sha256', 'pixels')} AS pixelSha256
    FROM samples s
    JOIN charges c ON c.sample_id = s.id
    LEFT JOIN sample_images si ON si.sample_id = s.id AND si.ordinal = 0
    LEFT JOIN images i ON i.sha256 = si.sha256
    WHERE s.trial_id = ? AND s.superseded_by IS NULL ORDER BY s.position`)
  const selectAttempts = database.prepare<[string], AttemptRecord>(`
    SELECT s.position, (SELECT count(*) FROM attempts WHERE sample_id = s.id) AS attempts,
      a.reported_queue_ms AS reportedQueueMs, a.reported_inference_ms AS reportedInferenceMs,
      a.reported_seed AS reportedSeed, a.reported_cold AS reportedCold,
      max(e.socket_reused) FILTER (WHERE e.purpose = 'submit') AS socketReused, ${PHASES}
    FROM samples s
    JOIN attempts a ON a.sample_id = s.id AND a.number = (SELECT max(number) FROM attempts WHERE sample_id = s.id)
    LEFT JOIN exchanges e ON e.sample_id = s.id AND e.attempt_number = a.number
    WHERE s.trial_id = ? AND s.superseded_by IS NULL GROUP BY s.trial_id, s.position ORDER BY s.trial_id, s.position`)

  // In one transaction, because a running trial goes on storing samples meanwhile.
  return database.transaction((trialId: string): SampleFigures[] => {
    const columns = new FigureColumns(count.get(trialId) as number)
    const sampleWords = shared<SampleWords>()
    const pictureWords = shared<PictureWords>()
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
      const place = columns.add(record, words)
      if (record.sha256 === null) continue
      const { format, width, height, flags, found, examined } = record
      columns.addPicture(
        place,
        pictureWords(`${format} ${width} ${height} ${flags} ${found} ${examined}`, () => ({
          format,
          width,
          height,
          flags: unionFlags(flags, found),
          examined: examined === 1,
        })),
        record,
      )
    }
    const place = columns.follow()
    for (const attempt of selectAttempts.iterate(trialId)) {
      const own = place(attempt.position)
      columns.put(own, attempt)
      columns.putReportedSeed(own, attempt.reportedSeed)
    }
    return figuresOf(columns)
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
