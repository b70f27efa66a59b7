import type { Database } from 'better-sqlite3'
import type { JudgePair, JudgeRun, JudgeStatus } from '#shared/domain/judge.ts'
import type { JudgeCallStore } from './judge-call-store.ts'

type Columns =
  | 'id'
  | 'trialId'
  | 'account'
  | 'providerId'
  | 'modelId'
  | 'seed'
  | 'promptVersion'
  | 'promptSha256'
  | 'pictureSide'
  | 'worstCaseMicros'
  | 'startedAt'
  | 'status'
  | 'statusReason'
  | 'endedAt'
type Settings = Omit<JudgeRun, Columns | 'practice'>
type RunRecord = Pick<JudgeRun, Columns> & { practice: 0 | 1; settings: string }

interface PairRecord extends Omit<JudgePair, 'first' | 'second'> {
  firstSampleId: string
  firstContenderId: string
  secondSampleId: string
  secondContenderId: string
}

export type JudgeStore = ReturnType<typeof createJudgeStore>

/** Owner of `judge_runs` and `judge_pairs`. */
export function createJudgeStore(database: Database, calls: JudgeCallStore) {
  const insert = database.prepare<RunRecord & { processId: number }>(`
    INSERT INTO judge_runs (id, trial_id, account, provider_id, model_id, practice, settings, seed, prompt_version, prompt_sha256,
      picture_side, worst_case_micros, started_at, status, status_reason, ended_at, process_id)
    VALUES (@id, @trialId, @account, @providerId, @modelId, @practice, @settings, @seed, @promptVersion, @promptSha256,
      @pictureSide, @worstCaseMicros, @startedAt, @status, @statusReason, @endedAt, @processId)`)
  const insertPair = database.prepare<PairRecord & { runId: string }>(`
    INSERT INTO judge_pairs (run_id, number, case_index, repeat, first_sample_id, first_contender_id, second_sample_id,
      second_contender_id)
    VALUES (@runId, @number, @caseIndex, @repeat, @firstSampleId, @firstContenderId, @secondSampleId, @secondContenderId)`)
  const columns = `id, trial_id AS trialId, account, provider_id AS providerId, model_id AS modelId, practice, settings, seed,
    prompt_version AS promptVersion, prompt_sha256 AS promptSha256, picture_side AS pictureSide,
    worst_case_micros AS worstCaseMicros, started_at AS startedAt, status, status_reason AS statusReason, ended_at AS endedAt`
  const select = database.prepare<[string], RunRecord>(`SELECT ${columns} FROM judge_runs WHERE id = ?`)
  const selectAll = database.prepare<[string], RunRecord>(
    `SELECT ${columns} FROM judge_runs WHERE trial_id = ? ORDER BY started_at DESC, id DESC`,
  )
  const selectPairs = database.prepare<[string], PairRecord>(`
    SELECT number, case_index AS caseIndex, repeat, first_sample_id AS firstSampleId, first_contender_id AS firstContenderId,
      second_sample_id AS secondSampleId, second_contender_id AS secondContenderId
    FROM judge_pairs WHERE run_id = ? ORDER BY number`)
  const selectRunning = database.prepare<[], { id: string; processId: number }>(
    "SELECT id, process_id AS processId FROM judge_runs WHERE status = 'running'",
  )
  const settle = database.prepare<{ id: string; status: JudgeStatus; reason: string | null; endedAt: string }>(
    'UPDATE judge_runs SET status = @status, status_reason = @reason, ended_at = @endedAt WHERE id = @id',
  )
  const takeUp = database.prepare<{ id: string; processId: number; capMicros: number; concurrency: number }>(`
    UPDATE judge_runs SET status = 'running', status_reason = NULL, ended_at = NULL, process_id = @processId,
      settings = json_set(settings, '$.capMicros', @capMicros, '$.concurrency', @concurrency)
    WHERE id = @id AND status <> 'running'`)

  const create = database.transaction((run: JudgeRun, pairs: readonly JudgePair[], processId: number) => {
    insert.run({ ...toRecord(run), processId })
    for (const { first, second, ...pair } of pairs) {
      insertPair.run({
        ...pair,
        runId: run.id,
        firstSampleId: first.sampleId,
        firstContenderId: first.contenderId,
        secondSampleId: second.sampleId,
        secondContenderId: second.contenderId,
      })
    }
  })
  // A call that is still in flight when its run ends would never be asked again: what answers it is gone.
  const end = database.transaction(
    (ended: { id: string; status: JudgeStatus; reason: string | null; endedAt: string }) => {
      for (const { id } of calls.inFlight(ended.id)) {
        calls.answer(id, {
          answeredAt: ended.endedAt,
          finding: 'interrupted',
          reason: INTERRUPTED_CALL,
          answer: null,
          tokens: null,
          answeringModel: null,
          requestId: null,
          charge: { amountMicros: null, basis: 'estimated', priceId: null, evidence: 'in flight when its run ended' },
        })
      }
      settle.run(ended)
    },
  )
  const markInterrupted = database.transaction((isAlive: (processId: number) => boolean, now: string) => {
    for (const { id, processId } of selectRunning.all()) {
      if (!isAlive(processId)) end({ id, status: 'interrupted', reason: INTERRUPTED_RUN, endedAt: now })
    }
  })

  return {
    create(run: JudgeRun, pairs: readonly JudgePair[], processId: number): void {
      create.immediate(run, pairs, processId)
    },
    get(id: string): JudgeRun | null {
      const record = select.get(id)
      return record === undefined ? null : toRun(record)
    },
    /** The newest first. */
    ofTrial: (trialId: string): JudgeRun[] => selectAll.all(trialId).map(toRun),
    pairs: (runId: string): JudgePair[] =>
      selectPairs.all(runId).map(({ firstSampleId, firstContenderId, secondSampleId, secondContenderId, ...pair }) => ({
        ...pair,
        first: { sampleId: firstSampleId, contenderId: firstContenderId },
        second: { sampleId: secondSampleId, contenderId: secondContenderId },
      })),
    /** Says how a run has ended. A call whose answer could not be kept is an interrupted one from here on. */
    settle(id: string, status: Exclude<JudgeStatus, 'running'>, reason: string | null, endedAt: string): void {
      end.immediate({ id, status, reason, endedAt })
    },
    /** Goes on with a run that stands still, under settings that may be others. @returns false where a process runs it */
    takeUp: (id: string, settings: Pick<JudgeRun, 'capMicros' | 'concurrency'> & { processId: number }): boolean =>
      takeUp.run({ ...settings, id }).changes === 1,
    /** Turns running runs whose process is gone into interrupted ones, and what they had in flight. @param isAlive as for trials */
    markInterrupted(isAlive: (processId: number) => boolean, now: string): void {
      markInterrupted.immediate(isAlive, now)
    },
  }
}

const INTERRUPTED_RUN = 'The process that ran it is gone. What was judged is kept.'
const INTERRUPTED_CALL = 'The run ended while it was in flight. Whether it was answered, and billed, is not known.'

function toRecord(run: JudgeRun): RunRecord {
  const {
    price,
    ceilingMicros,
    questions,
    pairs,
    capMicros,
    answerAs,
    temperature,
    givenPictures,
    concurrency,
    practice,
    ...columns
  } = run
  const settings: Settings = {
    price,
    ceilingMicros,
    questions,
    pairs,
    capMicros,
    answerAs,
    temperature,
    givenPictures,
    concurrency,
  }
  return { ...columns, practice: practice ? 1 : 0, settings: JSON.stringify(settings) }
}

function toRun({ settings, practice, ...record }: RunRecord): JudgeRun {
  // Runs of the first wording say nothing of given pictures: they showed none.
  const stored = JSON.parse(settings) as Omit<Settings, 'givenPictures'> & Partial<Settings>
  return { ...record, ...stored, givenPictures: stored.givenPictures ?? false, practice: practice === 1 }
}
