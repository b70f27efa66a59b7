import type { Database } from 'better-sqlite3'
import { accountKey } from '#shared/domain/account-key.ts'
import { FrozenPlan, type ContenderStep, type PlannedSample } from '#shared/domain/plan.ts'
import { RENTAL_PRICE_PREFIX } from '#shared/domain/rental-price.ts'
import { Environment, type Trial, type TrialStatus, type TrialSummary } from '#shared/domain/trial.ts'
import type { CalibrationStore } from './calibration-store.ts'
import { createTrialList } from './trial-list.ts'

interface TrialRecord {
  id: string
  plan: string
  status: TrialStatus
  statusReason: string | null
  practice: 0 | 1
  sampleCount: number
  startedAt: string
  finishedAt: string | null
  environment: string
}

interface RunningRecord {
  id: string
  processId: number
  startedAt: string
  lastFinishedMs: number | null
}

interface ContenderRecord {
  trialId: string
  id: string
  position: number
  name: string
  providerId: string
  modelId: string
  practice: 0 | 1
}

interface StepRecord {
  trialId: string
  contenderId: string
  step: number
  providerId: string
  modelId: string
  account: string
  onRental: 0 | 1
}

export type TrialStore = ReturnType<typeof createTrialStore>

/** Owner of `trials`, `contenders`, `contender_steps` and `planned_samples`. */
export function createTrialStore(database: Database, calibrations: Pick<CalibrationStore, 'record' | 'ofTrial'>) {
  const insertTrial = database.prepare<TrialRecord & { name: string; processId: number }>(`
    INSERT INTO trials (id, name, status, status_reason, practice, sample_count, started_at, finished_at, process_id,
      environment, plan)
    VALUES (@id, @name, @status, @statusReason, @practice, @sampleCount, @startedAt, @finishedAt, @processId,
      @environment, @plan)`)
  const insertContender = database.prepare<ContenderRecord>(`
    INSERT INTO contenders (trial_id, id, position, name, provider_id, model_id, practice)
    VALUES (@trialId, @id, @position, @name, @providerId, @modelId, @practice)`)
  const insertStep = database.prepare<StepRecord>(`
    INSERT INTO contender_steps (trial_id, contender_id, step, provider_id, model_id, account, on_rental)
    VALUES (@trialId, @contenderId, @step, @providerId, @modelId, @account, @onRental)`)
  const insertPlanned = database.prepare<PlannedSample & { trialId: string }>(`
    INSERT INTO planned_samples
      (trial_id, position, contender_id, case_index, repeat, seed, role, stage, block, arrival_ms, idle_ms)
    VALUES (@trialId, @position, @contenderId, @caseIndex, @repeat, @seed, @role, @stage, @block, @arrivalMs, @idleMs)`)
  const update = database.prepare<[TrialStatus, string | null, string, string]>(
    'UPDATE trials SET status = ?, status_reason = ?, finished_at = ? WHERE id = ?',
  )
  const select = database.prepare<[string], TrialRecord>(`
    SELECT id, plan, status, status_reason AS statusReason, practice, sample_count AS sampleCount,
      started_at AS startedAt, finished_at AS finishedAt, environment
    FROM trials WHERE id = ?`)
  const selectPlanned = database.prepare<[string], PlannedSample>(`
    SELECT position, contender_id AS contenderId, case_index AS caseIndex, repeat, seed,
      role, stage, block, arrival_ms AS arrivalMs, idle_ms AS idleMs
    FROM planned_samples WHERE trial_id = ? ORDER BY position`)
  const selectRunning = database.prepare<[], RunningRecord>(`
    SELECT id, process_id AS processId, started_at AS startedAt,
      (SELECT max(finished_ms) FROM samples WHERE trial_id = trials.id) AS lastFinishedMs
    FROM trials WHERE status = 'running' ORDER BY started_at, id`)

  const selectRunningIds = database
    .prepare<[], string>("SELECT id FROM trials WHERE status = 'running' ORDER BY started_at, id")
    .pluck()

  const create = database.transaction((trial: Trial, order: readonly PlannedSample[], processId: number) => {
    insertTrial.run({
      ...trial,
      name: trial.plan.name,
      practice: trial.practice ? 1 : 0,
      environment: JSON.stringify(trial.environment),
      plan: JSON.stringify(trial.plan),
      processId,
    })
    for (const contender of trial.plan.contenders) {
      const { id, position, name, providerId, modelId, account } = contender
      const practice = account === 'practice' ? 1 : 0
      insertContender.run({ trialId: trial.id, id, position, name, providerId, modelId, practice })
      for (const [step, planned] of [contender, ...contender.furtherSteps].entries()) {
        insertStep.run({ trialId: trial.id, contenderId: id, step, ...billingOf(planned) })
      }
    }
    if (trial.calibration.state !== 'not-recorded') {
      calibrations.record(trial.calibration, { trialId: trial.id, recordedAt: trial.startedAt })
    }
    for (const planned of order) insertPlanned.run({ ...planned, trialId: trial.id })
  })

  const markInterrupted = database.transaction((isAlive: (processId: number) => boolean) => {
    const abandoned = selectRunning.all().filter(({ processId }) => !isAlive(processId))
    for (const { id, startedAt, lastFinishedMs } of abandoned) {
      update.run('interrupted', INTERRUPTED_REASON, lastSignOfLife(startedAt, lastFinishedMs), id)
    }
    return abandoned.map(({ id }) => id)
  })

  const list = createTrialList(database)

  return {
    /** Stores a trial with its order (the permutation it is run in) and the process that runs it, all or nothing. */
    create(trial: Trial, order: readonly PlannedSample[], processId: number): void {
      create.immediate(trial, order, processId)
    },
    settle(id: string, status: TrialStatus, reason: string | null, finishedAt: string): void {
      const { changes } = update.run(status, reason, finishedAt, id)
      if (changes !== 1) throw new Error(`There is no trial ${id} to settle.`)
    },
    get(id: string): Trial | null {
      const record = select.get(id)
      return record === undefined ? null : toTrial(record, calibrations.ofTrial(id))
    },
    /** The newest first. `doneCount` counts every sample that ended, however it ended. */
    list(page: { limit: number; offset: number }): { trials: TrialSummary[]; total: number } {
      return list(page)
    },
    order(id: string): PlannedSample[] {
      return selectPlanned.all(id)
    },
    /** Trials that some process says it runs; see `markInterrupted`. */
    runningIds(): string[] {
      return selectRunningIds.all()
    },
    /**
     * Turns running trials whose process is gone into interrupted ones, ended at their last sign of life.
     * @param isAlive whether a process id belongs to a running Assay. A caller that runs no trial yet answers false for
     * its own id: in a container, a restarted process often gets the id of the one that died.
     * @returns the ids of the trials that were turned.
     */
    markInterrupted(isAlive: (processId: number) => boolean): string[] {
      return markInterrupted.immediate(isAlive)
    },
  }
}

const INTERRUPTED_REASON = 'The process that ran it is gone. What had finished is kept.'

/** When the last sample ended; the start where none did. Nothing is known of the time after. */
function lastSignOfLife(startedAt: string, lastFinishedMs: number | null): string {
  if (lastFinishedMs === null) return startedAt
  return new Date(Date.parse(startedAt) + Math.round(lastFinishedMs)).toISOString()
}

/** Whose bill a step is on. */
function billingOf({
  providerId,
  modelId,
  account,
  price,
}: ContenderStep): Omit<StepRecord, 'trialId' | 'contenderId' | 'step'> {
  const onRental = price?.id.startsWith(RENTAL_PRICE_PREFIX) === true
  return { providerId, modelId, account: accountKey(account, providerId), onRental: onRental ? 1 : 0 }
}

function toTrial({ plan, environment, practice, ...record }: TrialRecord, calibration: Trial['calibration']): Trial {
  return {
    ...record,
    practice: practice === 1,
    plan: FrozenPlan.parse(JSON.parse(plan)),
    environment: Environment.parse(JSON.parse(environment)),
    calibration,
  }
}
