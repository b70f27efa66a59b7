import type { Database } from 'better-sqlite3'
import type { EarlyStop } from '#shared/domain/early-stop.ts'
import { FrozenPlan, type PlannedSample } from '#shared/domain/plan.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { Environment, type Trial, type TrialStatus, type TrialSummary } from '#shared/domain/trial.ts'
import type { CalibrationStore } from './calibration-store.ts'
import { createContenderStore } from './contender-store.ts'
import type { AbandonedTrial } from './interrupt-in-flight.ts'
import { createPlannedSampleStore } from './planned-sample-store.ts'
import type { NewSitting, SittingStore } from './sitting-store.ts'
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

type RunningRecord = AbandonedTrial & { processId: number }

/** What an extension adds to a trial. */
export interface TrialExtension {
  plan: FrozenPlan
  /** Their positions go on where those of the trial end. */
  added: readonly PlannedSample[]
}

export type TrialStore = ReturnType<typeof createTrialStore>

/**
 * Owner of `trials` and `early_stops`.
 * @param interrupt records what was in flight when a trial's process died, see `interruptInFlight`
 */
export function createTrialStore(
  database: Database,
  {
    calibrations,
    sittings,
    interrupt,
  }: {
    calibrations: Pick<CalibrationStore, 'record' | 'ofTrial'>
    sittings: SittingStore
    interrupt: (trial: AbandonedTrial, order: readonly PlannedSample[]) => number | null
  },
) {
  const contenders = createContenderStore(database)
  const plannedSamples = createPlannedSampleStore(database)
  const insertTrial = database.prepare<TrialRecord & { name: string; processId: number }>(`
    INSERT INTO trials (id, name, status, status_reason, practice, sample_count, started_at, finished_at, process_id,
      environment, plan)
    VALUES (@id, @name, @status, @statusReason, @practice, @sampleCount, @startedAt, @finishedAt, @processId,
      @environment, @plan)`)
  const update = database.prepare<[TrialStatus, string | null, string, string]>(
    'UPDATE trials SET status = ?, status_reason = ?, finished_at = ? WHERE id = ?',
  )
  const runAgain = database.prepare<[number, string]>(`
    UPDATE trials SET status = 'running', status_reason = NULL, finished_at = NULL, process_id = ?
    WHERE id = ? AND status <> 'running'`)
  const replacePlan = database.prepare<[string, number, string]>(
    'UPDATE trials SET plan = ?, sample_count = sample_count + ? WHERE id = ?',
  )
  const select = database.prepare<[string], TrialRecord>(`
    SELECT id, plan, status, status_reason AS statusReason, practice, sample_count AS sampleCount,
      started_at AS startedAt, finished_at AS finishedAt, environment
    FROM trials WHERE id = ?`)
  const selectRunning = database.prepare<[], RunningRecord>(`
    SELECT id, process_id AS processId, started_at AS startedAt,
      (SELECT max(finished_ms) FROM samples WHERE trial_id = trials.id) AS lastFinishedMs
    FROM trials WHERE status = 'running' ORDER BY started_at, id`)
  const selectAbandoned = database.prepare<[string], AbandonedTrial>(`
    SELECT id, started_at AS startedAt,
      (SELECT max(finished_ms) FROM samples WHERE trial_id = trials.id) AS lastFinishedMs
    FROM trials WHERE id = ?`)
  const selectRunningIds = database
    .prepare<[], string>("SELECT id FROM trials WHERE status = 'running' ORDER BY started_at, id")
    .pluck()

  const create = database.transaction((trial: Trial, order: Iterable<PlannedSample>, processId: number) => {
    insertTrial.run({
      ...trial,
      name: trial.plan.name,
      practice: trial.practice ? 1 : 0,
      environment: JSON.stringify(trial.environment),
      plan: JSON.stringify(trial.plan),
      processId,
    })
    for (const contender of trial.plan.contenders) contenders.add(trial.id, contender)
    if (trial.calibration.state !== 'not-recorded') {
      calibrations.record(trial.calibration, { trialId: trial.id, recordedAt: trial.startedAt })
    }
    plannedSamples.add(trial.id, order)
    const { id: trialId, startedAt, environment } = trial
    sittings.begin({ trialId, kind: 'start', startedAt, offsetMs: 0, processId, environment, replacedPlan: null })
  })

  const extend = (trialId: string, replaced: FrozenPlan, { plan, added }: TrialExtension): void => {
    const known = new Set(replaced.contenders.map(({ id }) => id))
    for (const contender of plan.contenders) if (!known.has(contender.id)) contenders.add(trialId, contender)
    plannedSamples.add(trialId, added)
    replacePlan.run(JSON.stringify(plan), added.length, trialId)
  }

  const insertStop = database.prepare<EarlyStop & { trialId: string }>(`
    INSERT INTO early_stops (trial_id, contender_id, rule, finding, at_ms, unsent_count)
    VALUES (@trialId, @contenderId, @rule, @finding, @atMs, @unsentCount)
    ON CONFLICT DO NOTHING`)
  const selectStops = database.prepare<[string], EarlyStop>(`
    SELECT contender_id AS contenderId, rule, finding, at_ms AS atMs, unsent_count AS unsentCount
    FROM early_stops WHERE trial_id = ? ORDER BY at_ms, contender_id`)
  const removeStops = database.prepare<[string]>('DELETE FROM early_stops WHERE trial_id = ?')

  const sitDown = database.transaction(
    (sitting: Omit<NewSitting, 'offsetMs' | 'replacedPlan'>, extension: TrialExtension | null): number | null => {
      const { trialId } = sitting
      const before = select.get(trialId)
      if (before === undefined) throw new Error(`There is no trial ${trialId} to sit down to.`)
      if (runAgain.run(sitting.processId, trialId).changes !== 1) return null
      const abandoned = selectAbandoned.get(trialId)
      if (abandoned === undefined) throw new Error(`There is no trial ${trialId}.`)
      // A measuring thread that broke leaves its samples in flight behind as a dead process does.
      const lastSignMs = interrupt(abandoned, plannedSamples.list(trialId))
      const goneMs = Date.parse(sitting.startedAt) - Date.parse(abandoned.startedAt)
      const offsetMs = Math.max(0, goneMs, Math.ceil(lastSignMs ?? 0))
      // Who resumes asks what a rule had not let be sent; a retry leaves that as it is.
      if (sitting.kind === 'resume') removeStops.run(trialId)
      if (extension !== null) extend(trialId, FrozenPlan.parse(JSON.parse(before.plan)), extension)
      return sittings.begin({ ...sitting, offsetMs, replacedPlan: extension === null ? null : before.plan })
    },
  )

  const interruptLeft = database.transaction((id: string) => {
    const abandoned = selectAbandoned.get(id)
    if (abandoned === undefined) throw new Error(`There is no trial ${id}.`)
    interrupt(abandoned, plannedSamples.list(id))
  })

  const settle = database.transaction(
    (id: string, stands: { status: TrialStatus; reason: string | null; finishedAt: string }, ending: Ending): void => {
      const { changes } = update.run(stands.status, stands.reason, stands.finishedAt, id)
      if (changes !== 1) throw new Error(`There is no trial ${id} to settle.`)
      sittings.end(id, { endedAt: stands.finishedAt, ...ending })
    },
  )

  const markInterrupted = database.transaction((isAlive: (processId: number) => boolean) => {
    const abandoned = selectRunning.all().filter(({ processId }) => !isAlive(processId))
    for (const trial of abandoned) {
      const lastSignMs = interrupt(trial, plannedSamples.list(trial.id))
      const finishedAt = lastSignOfLife(trial.startedAt, lastSignMs)
      const ending = { ending: 'interrupted', reason: INTERRUPTED_REASON } as const
      // Killed between its last sample and the word that it has ended: nothing could be gone on with, so it would stay interrupted for good.
      const stands = plannedSamples.isComplete(trial.id)
        ? ({ status: 'finished', reason: null, finishedAt } as const)
        : ({ status: 'interrupted', reason: INTERRUPTED_REASON, finishedAt } as const)
      settle(trial.id, stands, ending)
    }
    return abandoned.map(({ id }) => id)
  })

  const list = createTrialList(database)

  return {
    /** Stores a trial with its order (the permutation it is run in) and the process that runs it, all or nothing. */
    create(trial: Trial, order: Iterable<PlannedSample>, processId: number): void {
      create.immediate(trial, order, processId)
    },
    /**
     * Says how a trial stands, and ends its sitting.
     * @param ending how the sitting ended, where that is not how the trial stands
     */
    settle(
      id: string,
      status: Ended,
      reason: string | null,
      finishedAt: string,
      ending: Ending = { ending: status, reason },
    ): void {
      settle.immediate(id, { status, reason, finishedAt }, ending)
    },
    /**
     * Begins another sitting, and with it whatever extends the trial: all or nothing. What was in flight when the last one broke off
     * is recorded first.
     * @returns the sitting's number; null where a process runs the trial already
     */
    sitDown(
      sitting: Omit<NewSitting, 'offsetMs' | 'replacedPlan'>,
      extension: TrialExtension | null = null,
    ): number | null {
      return sitDown.immediate(sitting, extension)
    },
    /** Records what was in flight when a trial's measuring thread was left; see `interruptInFlight`. */
    interrupt(id: string): void {
      interruptLeft.immediate(id)
    },
    /** Planned samples of which nothing has come and whose jobs are not at a provider, in their order. */
    open(id: string): PlannedSample[] {
      return plannedSamples.open(id)
    },
    /** A rule of the plan has stopped a contender. */
    stoppedEarly(trialId: string, stop: EarlyStop): void {
      insertStop.run({ ...stop, trialId })
    },
    get(id: string): Trial | null {
      const record = select.get(id)
      if (record === undefined) return null
      return toTrial(record, { calibration: calibrations.ofTrial(id), earlyStops: selectStops.all(id) })
    },
    /** The newest first. `doneCount` counts every sample that ended, however it ended. */
    list(page: { limit: number; offset: number }): { trials: TrialSummary[]; total: number } {
      return list(page)
    },
    order(id: string): PlannedSample[] {
      return plannedSamples.list(id)
    },
    /** Trials that some process says it runs; see `markInterrupted`. */
    runningIds(): string[] {
      return selectRunningIds.all()
    },
    /**
     * Turns running trials whose process is gone into interrupted ones, or into finished ones where each sample has its outcome, ended at
     * their last sign of life, and records what was in flight.
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

type Ended = Exclude<TrialStatus, 'running'>
type Ending = Pick<Sitting, 'ending' | 'reason'>

/** When the last sample was sent or ended; the start where none was. Nothing is known of the time after. */
function lastSignOfLife(startedAt: string, lastSignMs: number | null): string {
  if (lastSignMs === null) return startedAt
  return new Date(Date.parse(startedAt) + Math.round(lastSignMs)).toISOString()
}

function toTrial(
  { plan, environment, practice, ...record }: TrialRecord,
  kept: Pick<Trial, 'calibration' | 'earlyStops'>,
): Trial {
  return {
    ...record,
    practice: practice === 1,
    plan: FrozenPlan.parse(JSON.parse(plan)),
    environment: Environment.parse(JSON.parse(environment)),
    ...kept,
  }
}
