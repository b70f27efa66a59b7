import type { Database } from 'better-sqlite3'
import { nextDue } from '#shared/domain/next-due.ts'
import { Plan } from '#shared/domain/plan.ts'
import { Watch, type WatchRun, type WatchState } from '#shared/domain/watch.ts'

interface WatchRecord extends Omit<Watch, 'plan'> {
  plan: string
}

/** A run that this process has taken for itself. */
export interface ClaimedRun {
  watch: Watch
  run: WatchRun
}

export type WatchStore = ReturnType<typeof createWatchStore>

/** Owner of `watches` and `watch_runs`. */
export function createWatchStore(database: Database) {
  const insert = database.prepare<WatchRecord>(`
    INSERT INTO watches (id, name, every_minutes, until, created_at, state, next_at, plan)
    VALUES (@id, @name, @everyMinutes, @until, @createdAt, @state, @nextAt, @plan)`)
  const columns =
    'id, name, every_minutes AS everyMinutes, until, created_at AS createdAt, state, next_at AS nextAt, plan'
  const select = database.prepare<[string], WatchRecord>(`SELECT ${columns} FROM watches WHERE id = ?`)
  const selectAll = database.prepare<[], WatchRecord>(`SELECT ${columns} FROM watches ORDER BY id DESC`)
  const selectDue = database.prepare<[string], WatchRecord>(
    `SELECT ${columns} FROM watches WHERE next_at <= ? ORDER BY next_at, id LIMIT 1`,
  )
  const selectNext = database.prepare<[], string | null>('SELECT min(next_at) FROM watches').pluck()
  const update = database.prepare<[WatchState, string | null, string]>(
    'UPDATE watches SET state = ?, next_at = ? WHERE id = ?',
  )
  const remove = database.prepare<[string]>('DELETE FROM watches WHERE id = ?')
  const insertRun = database.prepare<WatchRun & { watchId: string }>(`
    INSERT INTO watch_runs (watch_id, number, due_at, missed_count, trial_id, problem)
    VALUES (@watchId, @number, @dueAt, @missedCount, @trialId, @problem)`)
  const selectLastNumber = database
    .prepare<[string], number | null>('SELECT max(number) FROM watch_runs WHERE watch_id = ?')
    .pluck()
  const settleRun = database.prepare<Pick<WatchRun, 'number' | 'trialId' | 'problem'> & { watchId: string }>(
    'UPDATE watch_runs SET trial_id = @trialId, problem = @problem WHERE watch_id = @watchId AND number = @number',
  )
  const selectRuns = database.prepare<[string], WatchRun>(`
    SELECT number, due_at AS dueAt, missed_count AS missedCount, trial_id AS trialId, problem
    FROM watch_runs WHERE watch_id = ? ORDER BY number`)

  const claim = database.transaction((now: Date): ClaimedRun | null => {
    const record = selectDue.get(now.toISOString())
    if (record === undefined || record.nextAt === null) return null
    const { nextAt, missedCount } = nextDue(record, record.nextAt, now)
    update.run(nextAt === null ? 'over' : 'active', nextAt, record.id)
    const number = (selectLastNumber.get(record.id) ?? 0) + 1
    const run = { number, dueAt: record.nextAt, missedCount, trialId: null, problem: null }
    insertRun.run({ ...run, watchId: record.id })
    return { watch: toWatch({ ...record, state: nextAt === null ? 'over' : 'active', nextAt }), run }
  })

  return {
    create({ plan, ...watch }: Watch): void {
      insert.run({ ...watch, plan: JSON.stringify(plan) })
    },
    get(id: string): Watch | null {
      const record = select.get(id)
      return record === undefined ? null : toWatch(record)
    },
    /** The newest first. */
    list(): Watch[] {
      return selectAll.all().map(toWatch)
    },
    /** In their order. */
    runs(id: string): WatchRun[] {
      return selectRuns.all(id)
    },
    /** @param nextAt null exactly for a watch that is not active */
    setState(id: string, state: WatchState, nextAt: string | null): void {
      update.run(state, nextAt, id)
    },
    /** Its trials stay. @returns whether there was one */
    remove(id: string): boolean {
      return remove.run(id).changes === 1
    },
    /** When anything is due next; null where nothing is. */
    nextAt(): string | null {
      return selectNext.get() ?? null
    },
    /**
     * Takes the run that has been due for longest, and sets when its watch is due again: in one transaction, so that of several
     * processes on one folder one runs it.
     */
    claimDue(now: Date): ClaimedRun | null {
      return claim.immediate(now)
    },
    /** What became of a run that was claimed. */
    settleRun(watchId: string, run: Pick<WatchRun, 'number' | 'trialId' | 'problem'>): void {
      settleRun.run({ watchId, ...run })
    },
  }
}

function toWatch({ plan, ...record }: WatchRecord): Watch {
  return Watch.parse({ ...record, plan: Plan.parse(JSON.parse(plan)) })
}
