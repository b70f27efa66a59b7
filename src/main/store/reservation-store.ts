import type { Database } from 'better-sqlite3'
import type { Micros } from '#shared/units/money.ts'
import type { BudgetTotals } from './budget-totals.ts'
import type { Count } from './count-charge.ts'
import type { ContenderBillings } from './contender-billing.ts'
import { countHold } from './count-hold.ts'

/** A sample that was allowed to be sent and has not been recorded. */
export interface Reservation {
  sampleId: string
  trialId: string
  contenderId: string
  position: number
  /** null where neither price nor ceiling is known. */
  worstCaseMicros: Micros | null
  reservedAt: string
}

/** What counts against a trial's cap, and how many of its samples are in flight. */
export interface TrialStanding {
  spentMicros: Micros
  heldMicros: Micros
  inFlight: number
}

export type ReservationStore = ReturnType<typeof createReservationStore>

/** Owner of `reservations`. What is held moves the totals of budgets in the same transaction. */
export function createReservationStore(
  database: Database,
  { billings, totals }: { billings: ContenderBillings; totals: BudgetTotals },
) {
  const insert = database.prepare<Reservation>(`
    INSERT INTO reservations (sample_id, trial_id, contender_id, position, worst_case_micros, reserved_at)
    VALUES (@sampleId, @trialId, @contenderId, @position, @worstCaseMicros, @reservedAt)`)
  // Sums of no row are NULL, which here truly means that nothing is spent or held.
  const selectStanding = database.prepare<{ trialId: string }, TrialStanding>(`
    SELECT
      ifnull((SELECT counted_micros FROM spend_totals WHERE scope = 'trial' AND key = @trialId), 0) AS spentMicros,
      ifnull(sum(worst_case_micros), 0) AS heldMicros, count(*) AS inFlight
    FROM reservations WHERE trial_id = @trialId`)
  const select = database.prepare<[string], Reservation>(`
    SELECT sample_id AS sampleId, trial_id AS trialId, contender_id AS contenderId, position,
      worst_case_micros AS worstCaseMicros, reserved_at AS reservedAt
    FROM reservations WHERE trial_id = ? ORDER BY position`)
  const selectWithoutJob = database.prepare<[string], Reservation>(`
    SELECT sample_id AS sampleId, trial_id AS trialId, contender_id AS contenderId, position,
      worst_case_micros AS worstCaseMicros, reserved_at AS reservedAt
    FROM reservations WHERE trial_id = ? AND sample_id NOT IN (SELECT sample_id FROM remote_jobs)`)
  const selectOne = database.prepare<[string], Reservation>(`
    SELECT sample_id AS sampleId, trial_id AS trialId, contender_id AS contenderId, position,
      worst_case_micros AS worstCaseMicros, reserved_at AS reservedAt
    FROM reservations WHERE sample_id = ?`)
  const remove = database.prepare<[string]>('DELETE FROM reservations WHERE sample_id = ?')
  // A step on a rented machine is on nobody's bill but that machine's.
  const billedAccounts = (trialId: string, contenderId: string): string[] => {
    const { practice, steps } = billings.of(trialId, contenderId)
    return practice ? [] : steps.filter(({ onRental }) => !onRental).map(({ account }) => account)
  }
  const countsOf = ({ trialId, contenderId, worstCaseMicros, reservedAt }: Reservation): Count[] =>
    countHold({
      trialId,
      month: reservedAt.slice(0, 7),
      accounts: billedAccounts(trialId, contenderId),
      worstMicros: worstCaseMicros,
    })
  const removeOne = (reservation: Reservation): void => {
    totals.subtract(countsOf(reservation))
    remove.run(reservation.sampleId)
  }
  const release = database.transaction((trialId: string) => selectWithoutJob.all(trialId).forEach(removeOne))

  return {
    /**
     * Judges sample after sample and writes down those that may be sent: all of it in one transaction, on disk when it returns, so that
     * two processes on one folder can't spend the same money.
     * @param judge is told what counts against the trial's cap with all that was allowed before it
     */
    reserve<Verdict extends { ok: boolean }>(
      asked: readonly Reservation[],
      judge: (reservation: Reservation, standing: TrialStanding) => Verdict,
    ): Verdict[] {
      const decide = database.transaction(() =>
        asked.map((reservation) => {
          const standing = selectStanding.get({ trialId: reservation.trialId })
          if (standing === undefined) throw new Error('A sum over no rows gave no row.')
          const verdict = judge(reservation, standing)
          if (verdict.ok) {
            insert.run(reservation)
            totals.add(countsOf(reservation))
          }
          return verdict
        }),
      )
      return decide.immediate()
    },
    /** Whose bills a contender's samples are on: none for practice, and for rented machines. */
    billedAccounts,
    /** What is in flight, or was when its process died, in the order of the plan. */
    list(trialId: string): Reservation[] {
      return select.all(trialId)
    },
    /**
     * Part of the transaction that records a sample: what was held for it is held no longer, once the totals are changed by it.
     * @returns null where nothing was written down for it, as for a sample that was not let through
     */
    take(sampleId: string): { reservation: Reservation; counts: Count[] } | null {
      const reservation = selectOne.get(sampleId)
      if (reservation === undefined) return null
      remove.run(sampleId)
      return { reservation, counts: countsOf(reservation) }
    },
    /**
     * For a sitting that has ended in order: what is left was allowed and then not sent. What a provider has accepted as a job stays,
     * until a later sitting has asked after it.
     */
    release(trialId: string): void {
      release.immediate(trialId)
    },
  }
}
