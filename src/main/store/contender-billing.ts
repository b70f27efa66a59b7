import type { Database } from 'better-sqlite3'

/** Whose bills a contender's samples are on. */
export interface ContenderBilling {
  practice: boolean
  /** By step. */
  steps: readonly { account: string; onRental: boolean }[]
}

interface StepRecord {
  practice: 0 | 1
  account: string
  onRental: 0 | 1
}

export type ContenderBillings = ReturnType<typeof createContenderBillings>

/** Reads what never changes once a trial is stored, so that a sample costs no query for it. */
export function createContenderBillings(database: Database) {
  const select = database.prepare<[string, string], StepRecord>(`
    SELECT c.practice, s.account, s.on_rental AS onRental
    FROM contenders c JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.id
    WHERE c.trial_id = ? AND c.id = ? ORDER BY s.step`)
  const known = new Map<string, ContenderBilling>()
  return {
    /** @throws Error where the trial has no such contender */
    of(trialId: string, contenderId: string): ContenderBilling {
      const key = `${trialId} ${contenderId}`
      const found = known.get(key)
      if (found !== undefined) return found
      const records = select.all(trialId, contenderId)
      const [first] = records
      if (first === undefined) throw new Error(`The trial ${trialId} has no contender ${contenderId}.`)
      const steps = records.map(({ account, onRental }) => ({ account, onRental: onRental === 1 }))
      const billing = { practice: first.practice === 1, steps }
      known.set(key, billing)
      return billing
    },
  }
}
