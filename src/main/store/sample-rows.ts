import type { Database } from 'better-sqlite3'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { SamplePhases, SampleRow } from '#shared/domain/sample-row.ts'
import { foundFlags, foundHash, isExamined, unionFlags } from './picture-check-store.ts'

interface RowRecord
  extends
    Omit<
      SampleRow,
      'reportedCold' | 'socketReused' | 'phases' | 'image' | 'flags' | 'examined' | 'warnings' | 'earlier'
    >,
    SamplePhases,
    Pick<ImageRecord, 'format' | 'width' | 'height' | 'sizeBytes'> {
  reportedCold: 0 | 1 | null
  socketReused: 0 | 1 | null
  /** null where no picture came; then the rest of the image is null, too. */
  sha256: string | null
  flags: string | null
  foundFlags: string | null
  examined: 0 | 1
  warnings: string
  earlier: string
}

/**
 * The phases of a sample, summed over exchanges `e` of its last attempt.
 * - `connect` counts the submitting call and downloads only: what a poll waits for a socket lies inside `polling`, and
 *   counted twice it would make the phases exceed the whole.
 * - Telling a job to stop comes after the attempt's end and is in none of them.
 * - `polling` runs from the end of the submitting call; from the first poll where the job was taken up again after a crash
 *   and this attempt submitted nothing.
 * SQL's sum() leaves NULL out and is NULL where nothing happened, which is just what a phase needs.
 */
export const PHASES = `
  sum(CASE WHEN coalesce(e.blocked_ms, e.dns_ms, e.connect_ms, e.tls_ms) IS NOT NULL
      THEN ifnull(e.blocked_ms, 0) + ifnull(e.dns_ms, 0) + ifnull(e.connect_ms, 0) + ifnull(e.tls_ms, 0) END)
    FILTER (WHERE e.purpose NOT IN ('poll', 'cancel')) AS connectMs,
  sum(e.send_ms) FILTER (WHERE e.purpose = 'submit') AS sendMs,
  sum(e.wait_ms) FILTER (WHERE e.purpose = 'submit') AS waitMs,
  max(e.started_ms + e.total_ms) FILTER (WHERE e.purpose = 'poll')
    - coalesce(max(e.started_ms + e.total_ms) FILTER (WHERE e.purpose = 'submit'),
               min(e.started_ms) FILTER (WHERE e.purpose = 'poll')) AS pollingMs,
  sum(e.receive_ms) FILTER (WHERE e.purpose NOT IN ('poll', 'cancel')) AS receiveMs`

/** The statement behind `SampleRow`: one pass. `requestId` is what the reply's body or headers say, else the one the exchange noted. */
/** What a sample `s` had come to each time before, as JSON: an index lookup that finds nothing for one that was asked once. */
export const EARLIER = `
      (SELECT json_group_array(json_object('sampleId', id, 'outcome', outcome, 'failureClass', failure_class,
          'chargeMicros', amount_micros))
        FROM (
          SELECT id, outcome, failure_class, amount_micros FROM samples JOIN charges ON sample_id = id
          WHERE samples.trial_id = s.trial_id AND position = s.position AND superseded_by IS NOT NULL
            AND started_ms < s.started_ms
          ORDER BY started_ms))`

function rowsWhere(condition: string): string {
  return `
    SELECT s.id AS sampleId, s.contender_id AS contenderId, s.case_index AS caseIndex, s.repeat, s.position, s.seed,
      s.role, s.stage, s.block, s.idle_ms AS idleMs, s.disturbance,
      s.started_at AS startedAt, s.due_ms AS dueMs, s.started_ms AS startedMs, s.finished_ms AS finishedMs,
      s.latency_ms AS latencyMs, s.service_ms AS serviceMs, s.held_back_ms AS heldBackMs,
      s.polling_slack_ms AS pollingSlackMs, s.digest_ms AS digestMs, s.outcome, s.failure_class AS failureClass,
      s.failure_message AS failureMessage, s.warnings,
      (SELECT count(*) FROM attempts WHERE sample_id = s.id) AS attempts,
      c.amount_micros AS chargeMicros, c.basis AS chargeBasis,
      max(${handedOverMs()}) FILTER (WHERE e.purpose = 'submit') AS submittedMs,
      max(${handedOverMs()} + e.wait_ms) FILTER (WHERE e.purpose = 'submit') AS firstByteMs,
      max(e.socket_reused) FILTER (WHERE e.purpose = 'submit') AS socketReused,
      max(e.alpn_protocol) FILTER (WHERE e.purpose = 'submit') AS alpnProtocol,
      a.reported_queue_ms AS reportedQueueMs, a.reported_inference_ms AS reportedInferenceMs,
      a.reported_seed AS reportedSeed, a.reported_cold AS reportedCold,
      coalesce(a.reported_request_id, max(e.request_id) FILTER (WHERE e.purpose = 'submit')) AS requestId,
      ${PHASES},
      ${EARLIER} AS earlier,
      i.sha256, i.format, i.width, i.height, i.size_bytes AS sizeBytes, si.flags,
      ${foundFlags('si.sha256')} AS foundFlags, ${isExamined('si.sha256')} AS examined,
      ${foundHash('si.sha256', 'perceptual-hash')} AS perceptualHash, ${foundHash('si.sha256', 'pixels')} AS pixelSha256
    FROM samples s
    JOIN charges c ON c.sample_id = s.id
    LEFT JOIN attempts a ON a.sample_id = s.id AND a.number = (SELECT max(number) FROM attempts WHERE sample_id = s.id)
    LEFT JOIN exchanges e ON e.sample_id = s.id AND e.attempt_number = a.number
    LEFT JOIN sample_images si ON si.sample_id = s.id AND si.ordinal = 0
    LEFT JOIN images i ON i.sha256 = si.sha256
    WHERE ${condition}
    GROUP BY s.trial_id, s.position
    ORDER BY s.trial_id, s.position`
}

/** When an exchange's request had been handed to its socket: its phases follow one another without a gap. null where it was not. */
function handedOverMs(): string {
  const before = ['blocked_ms', 'dns_ms', 'connect_ms', 'tls_ms'].map((phase) => `ifnull(e.${phase}, 0)`)
  return `e.started_ms + ${before.join(' + ')} + e.send_ms`
}

export function prepareRowStatements(database: Database) {
  return {
    selectByTrial: database.prepare<[string], RowRecord>(rowsWhere('s.trial_id = ? AND s.superseded_by IS NULL')),
    // Its cost is mostly per execution: 40 rows of one message took 26 ms one by one, and take 0.6 ms together.
    selectThese: database.prepare<[string], RowRecord>(rowsWhere('s.id IN (SELECT value FROM json_each(?))')),
  }
}

export function toSampleRow(record: RowRecord): SampleRow {
  const { connectMs, sendMs, waitMs, pollingMs, receiveMs, ...withImage } = record
  const { sha256, format, width, height, sizeBytes, flags, foundFlags: found, examined, ...withoutImage } = withImage
  const { warnings, earlier, reportedCold, socketReused, ...row } = withoutImage
  return {
    ...row,
    reportedCold: reportedCold === null ? null : reportedCold === 1,
    socketReused: socketReused === null ? null : socketReused === 1,
    phases: { connectMs, sendMs, waitMs, pollingMs, receiveMs },
    image: sha256 === null ? null : { sha256, format, width, height, sizeBytes },
    flags: flags === null ? [] : unionFlags(flags, found),
    examined: sha256 === null ? null : examined === 1,
    warnings: JSON.parse(warnings) as SampleRow['warnings'],
    earlier: JSON.parse(earlier) as SampleRow['earlier'],
  }
}
