import type { Database } from 'better-sqlite3'
import { foundFlags } from './picture-check-store.ts'
import type { AttemptRecord, ExchangeRecord, SampleImageRecord, SampleRecord } from './sample-record.ts'

/** The statements that write and read samples, record by record. */
export function prepareSampleStatements(database: Database) {
  return {
    insertSample: database.prepare<SampleRecord>(`
      INSERT INTO samples (id, trial_id, contender_id, case_index, repeat, position, seed, role, stage, block, idle_ms,
        disturbance, started_at, due_ms,
        started_ms, finished_ms, latency_ms, service_ms, held_back_ms, polling_slack_ms, digest_ms, outcome,
        failure_class, failure_message, failure_status, failure_raw_body, warnings)
      VALUES (@id, @trialId, @contenderId, @caseIndex, @repeat, @position, @seed, @role, @stage, @block, @idleMs,
        @disturbance, @startedAt, @dueMs,
        @startedMs, @finishedMs, @latencyMs, @serviceMs, @heldBackMs, @pollingSlackMs, @digestMs, @outcome,
        @failureClass, @failureMessage, @failureStatus, @failureRawBody, @warnings)`),
    // One that gave a picture is not superseded: a second sample of its position breaks the unique index.
    supersede: database.prepare<Pick<SampleRecord, 'id' | 'trialId' | 'position'>>(`
      UPDATE samples SET superseded_by = @id
      WHERE trial_id = @trialId AND position = @position AND superseded_by IS NULL AND outcome <> 'succeeded'`),
    insertAttempt: database.prepare<AttemptRecord>(`
      INSERT INTO attempts (sample_id, number, step, cancellation, answer, started_ms, finished_ms, failure_class, failure_message, failure_status,
        failure_raw_body, reported_queue_ms, reported_inference_ms, reported_cost_micros, reported_seed,
        reported_request_id, reported_job_id, reported_cold)
      VALUES (@sampleId, @number, @step, @cancellation, @answer, @startedMs, @finishedMs, @failureClass, @failureMessage, @failureStatus,
        @failureRawBody, @queueMs, @inferenceMs, @costMicros, @seed, @requestId, @jobId, @cold)`),
    insertExchange: database.prepare<ExchangeRecord>(`
      INSERT INTO exchanges (sample_id, attempt_number, ordinal, purpose, method, url, started_ms, total_ms, blocked_ms,
        dns_ms, connect_ms, tls_ms, send_ms, wait_ms, receive_ms, status, socket_reused, remote_address, bytes_out,
        bytes_in, request_id, alpn_protocol)
      VALUES (@sampleId, @attemptNumber, @ordinal, @purpose, @method, @url, @startedMs, @totalMs, @blockedMs,
        @dnsMs, @connectMs, @tlsMs, @sendMs, @waitMs, @receiveMs, @status, @socketReused, @remoteAddress, @bytesOut,
        @bytesIn, @requestId, @alpnProtocol)`),
    insertSampleImage: database.prepare<[string, number, string, string]>(
      'INSERT INTO sample_images (sample_id, ordinal, sha256, flags) VALUES (?, ?, ?, ?)',
    ),
    selectSample: database.prepare<[string], SampleRecord>(`
      SELECT id, trial_id AS trialId, contender_id AS contenderId, case_index AS caseIndex, repeat, position, seed,
        role, stage, block, idle_ms AS idleMs, disturbance, started_at AS startedAt, due_ms AS dueMs, started_ms AS startedMs, finished_ms AS finishedMs,
        latency_ms AS latencyMs, service_ms AS serviceMs, held_back_ms AS heldBackMs,
        polling_slack_ms AS pollingSlackMs, digest_ms AS digestMs, outcome, failure_class AS failureClass,
        failure_message AS failureMessage, failure_status AS failureStatus, failure_raw_body AS failureRawBody, warnings
      FROM samples WHERE id = ?`),
    selectAttempts: database.prepare<[string], AttemptRecord>(`
      SELECT sample_id AS sampleId, number, step, cancellation, answer, started_ms AS startedMs, finished_ms AS finishedMs,
        failure_class AS failureClass, failure_message AS failureMessage, failure_status AS failureStatus,
        failure_raw_body AS failureRawBody, reported_queue_ms AS queueMs, reported_inference_ms AS inferenceMs,
        reported_cost_micros AS costMicros, reported_seed AS seed, reported_request_id AS requestId,
        reported_job_id AS jobId, reported_cold AS cold
      FROM attempts WHERE sample_id = ? ORDER BY number`),
    selectExchanges: database.prepare<[string], ExchangeRecord>(`
      SELECT sample_id AS sampleId, attempt_number AS attemptNumber, ordinal, purpose, method, url,
        started_ms AS startedMs, total_ms AS totalMs, blocked_ms AS blockedMs, dns_ms AS dnsMs, connect_ms AS connectMs,
        tls_ms AS tlsMs, send_ms AS sendMs, wait_ms AS waitMs, receive_ms AS receiveMs, status,
        socket_reused AS socketReused, remote_address AS remoteAddress, bytes_out AS bytesOut, bytes_in AS bytesIn,
        request_id AS requestId, alpn_protocol AS alpnProtocol
      FROM exchanges WHERE sample_id = ? ORDER BY attempt_number, ordinal`),
    selectImages: database.prepare<[string], SampleImageRecord>(`
      SELECT images.sha256, format, width, height, size_bytes AS sizeBytes, flags,
        ${foundFlags('images.sha256')} AS foundFlags
      FROM sample_images JOIN images USING (sha256) WHERE sample_id = ? ORDER BY ordinal`),
  }
}
