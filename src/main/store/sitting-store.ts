import type { Database } from 'better-sqlite3'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Sleep } from '#shared/domain/sleep.ts'
import { Environment } from '#shared/domain/trial.ts'

/** What is known of a sitting when it begins. */
export interface NewSitting extends Omit<Sitting, 'number' | 'endedAt' | 'ending' | 'reason' | 'sleeps'> {
  trialId: string
  /** The frozen plan as JSON that the trial had until this sitting extended it; null for all others. */
  replacedPlan: string | null
}

interface SittingRecord extends Omit<Sitting, 'environment' | 'sleeps'> {
  environment: string
}

export type SittingStore = ReturnType<typeof createSittingStore>

/** Owner of `sittings` and `sleeps`. */
export function createSittingStore(database: Database) {
  const insert = database.prepare<Omit<NewSitting, 'environment'> & { environment: string }>(`
    INSERT INTO sittings (trial_id, number, kind, started_at, offset_ms, process_id, environment, replaced_plan)
    SELECT @trialId, 1 + ifnull(max(number), 0), @kind, @startedAt, @offsetMs, @processId, @environment, @replacedPlan
    FROM sittings WHERE trial_id = @trialId`)
  const end = database.prepare<{ trialId: string; endedAt: string; ending: Sitting['ending']; reason: string | null }>(`
    UPDATE sittings SET ended_at = @endedAt, ending = @ending, reason = @reason
    WHERE trial_id = @trialId AND number = (SELECT max(number) FROM sittings WHERE trial_id = @trialId)`)
  const select = database.prepare<[string], SittingRecord>(`
    SELECT number, kind, started_at AS startedAt, ended_at AS endedAt, offset_ms AS offsetMs, process_id AS processId,
      environment, ending, reason
    FROM sittings WHERE trial_id = ? ORDER BY number`)
  const selectNumber = database.prepare<[string], number>('SELECT max(number) FROM sittings WHERE trial_id = ?').pluck()
  const insertSleep = database.prepare<Sleep & { trialId: string }>(`
    INSERT INTO sleeps (trial_id, sitting_number, at_ms, length_ms)
    SELECT @trialId, max(number), @atMs, @lengthMs FROM sittings WHERE trial_id = @trialId`)
  const selectSleeps = database.prepare<[string], Sleep & { sittingNumber: number }>(`
    SELECT sitting_number AS sittingNumber, at_ms AS atMs, length_ms AS lengthMs
    FROM sleeps WHERE trial_id = ? ORDER BY at_ms`)

  return {
    /** Part of the transaction that starts or resumes a trial. @returns its number */
    begin(sitting: NewSitting): number {
      insert.run({ ...sitting, environment: JSON.stringify(sitting.environment) })
      return selectNumber.get(sitting.trialId) as number
    },
    /** Ends the newest sitting. Part of the transaction that settles the trial. */
    end(trialId: string, ended: { endedAt: string; ending: Sitting['ending']; reason: string | null }): void {
      end.run({ trialId, ...ended })
    },
    /** In their order, with what they slept through. */
    list(trialId: string): Sitting[] {
      const sleeps = Map.groupBy(selectSleeps.all(trialId), ({ sittingNumber }) => sittingNumber)
      return select.all(trialId).map(({ environment, ...record }) => ({
        ...record,
        environment: Environment.parse(JSON.parse(environment)),
        sleeps: (sleeps.get(record.number) ?? []).map(({ atMs, lengthMs }) => ({ atMs, lengthMs })),
      }))
    },
    /** Writes down that the machine stood still during the newest sitting. */
    slept(trialId: string, { atMs, lengthMs }: Sleep): void {
      insertSleep.run({ trialId, atMs, lengthMs })
    },
  }
}
