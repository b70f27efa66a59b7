import type { Database } from 'better-sqlite3'

/**
 * A job that a provider has accepted and that has no sample yet. Kept before the first poll, so that a crash loses no paid
 * work; recording the sample removes it.
 */
export interface RemoteJobRow {
  trialId: string
  sampleId: string
  contenderId: string
  caseIndex: number
  repeat: number
  position: number
  /** Place in the contender's pipeline, from 0. */
  step: number
  job: { jobId: string; statusUrl: string | null }
  submittedAt: string
  /** As JSON: what had come of the sample before the job was accepted. */
  soFar: string
}

interface RemoteJobRecord {
  trialId: string
  sampleId: string
  contenderId: string
  caseIndex: number
  repeat: number
  position: number
  step: number
  jobId: string
  statusUrl: string | null
  submittedAt: string
  soFar: string
}

export type RemoteJobStore = ReturnType<typeof createRemoteJobStore>

/** Owner of `remote_jobs`. */
export function createRemoteJobStore(database: Database) {
  // A second attempt of the same sample submits a new job, and the first one is lost to us; so does the next step, when the one
  // before has ended: the newest counts.
  const upsert = database.prepare<RemoteJobRecord>(`
    INSERT INTO remote_jobs
      (sample_id, trial_id, contender_id, case_index, repeat, position, step, job_id, status_url, submitted_at, so_far)
    VALUES (@sampleId, @trialId, @contenderId, @caseIndex, @repeat, @position, @step, @jobId, @statusUrl, @submittedAt, @soFar)
    ON CONFLICT (sample_id) DO UPDATE
      SET step = excluded.step, job_id = excluded.job_id, status_url = excluded.status_url, submitted_at = excluded.submitted_at,
        so_far = excluded.so_far`)
  const select = database.prepare<[string], RemoteJobRecord>(`
    SELECT trial_id AS trialId, sample_id AS sampleId, contender_id AS contenderId, case_index AS caseIndex, repeat,
      position, step, job_id AS jobId, status_url AS statusUrl, submitted_at AS submittedAt, so_far AS soFar
    FROM remote_jobs WHERE trial_id = ? ORDER BY position`)
  const remove = database.prepare<[string]>('DELETE FROM remote_jobs WHERE sample_id = ?')
  return {
    /** On disk when it returns. */
    put({ job, ...row }: RemoteJobRow): void {
      upsert.run({ ...row, jobId: job.jobId, statusUrl: job.statusUrl })
    },
    list(trialId: string): RemoteJobRow[] {
      return select.all(trialId).map(({ jobId, statusUrl, ...row }) => ({ ...row, job: { jobId, statusUrl } }))
    },
    /** Part of the transaction that records a sample. */
    remove(sampleId: string): void {
      remove.run(sampleId)
    },
  }
}
