import type { Database } from 'better-sqlite3'
import type { Charge } from '#shared/domain/price.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { sumCharges } from '#shared/economics/sum-charges.ts'
import type { Micros } from '#shared/units/money.ts'
import type { BudgetTotals } from './budget-totals.ts'
import type { ContenderBilling, ContenderBillings } from './contender-billing.ts'
import { countCharge, type CountedCharge, type CountedStep } from './count-charge.ts'
import type { ReservationStore } from './reservation-store.ts'

/** A sample of a trial, with what is charged for it and for its steps. */
type ChargedSample = Pick<Sample, 'id' | 'trialId' | 'contenderId' | 'startedAt' | 'charge' | 'steps'>

/** A step of a sample, as the ledger names it. */
export interface ChargedStep {
  sampleId: string
  step: number
}

interface InsertedRecord extends Charge {
  id: string
  trialId: string
  contenderId: string
  day: string
  practice: 0 | 1
  countedMicros: Micros | null
}

interface ChargeRecord {
  trialId: string
  day: string
  practice: 0 | 1
  amountMicros: Micros | null
  worstMicros: Micros | null
}

interface StepRecord extends Charge {
  step: number
  account: string
  onRental: 0 | 1
  coveredBy: number | null
  /** It has a row in `sample_steps`; else the sample is its only step. */
  ofPipeline: 0 | 1
}

export type ChargeStore = ReturnType<typeof createChargeStore>

/** Owner of `charges`. What a charge counts against budgets moves their totals in the same transaction. */
export function createChargeStore(
  database: Database,
  { billings, totals }: { billings: ContenderBillings; totals: BudgetTotals },
) {
  const insert = database.prepare<InsertedRecord>(`
    INSERT INTO charges (sample_id, trial_id, contender_id, day, practice, amount_micros, counted_micros, basis, price_id, evidence)
    VALUES (@id, @trialId, @contenderId, @day, @practice, @amountMicros, @countedMicros, @basis, @priceId, @evidence)`)
  const selectOne = database.prepare<[string], Charge>(
    'SELECT amount_micros AS amountMicros, basis, price_id AS priceId, evidence FROM charges WHERE sample_id = ?',
  )
  const selectRecord = database.prepare<[string], ChargeRecord>(`
    SELECT trial_id AS trialId, day, practice, amount_micros AS amountMicros, counted_micros AS worstMicros FROM charges WHERE sample_id = ?`)
  // A sample of one step is that step; else its steps say it all.
  const selectSteps = database.prepare<{ sampleId: string }, StepRecord>(`
    SELECT s.step, s.account, s.on_rental AS onRental, c.amount_micros AS amountMicros, c.basis, c.price_id AS priceId,
      c.evidence, c.covered_by AS coveredBy, 0 AS ofPipeline
    FROM charges c JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.contender_id AND s.step = 0
    WHERE c.sample_id = @sampleId AND NOT EXISTS (SELECT 1 FROM sample_steps WHERE sample_id = @sampleId)
    UNION ALL
    SELECT p.step, s.account, s.on_rental, p.amount_micros, p.basis, p.price_id, p.evidence, p.covered_by, 1
    FROM sample_steps p
      JOIN charges c ON c.sample_id = p.sample_id
      JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.contender_id AND s.step = p.step
    WHERE p.sample_id = @sampleId
    ORDER BY 1`)
  // What the sample was let through with stays: it says nothing beside a known amount, and holds again where that is taken back.
  const update = database.prepare<Charge & { sampleId: string }>(`
    UPDATE charges SET amount_micros = @amountMicros, basis = @basis, price_id = @priceId, evidence = @evidence
    WHERE sample_id = @sampleId`)
  const updateStep = database.prepare<Charge & ChargedStep>(`
    UPDATE sample_steps SET amount_micros = @amountMicros, basis = @basis, price_id = @priceId, evidence = @evidence
    WHERE sample_id = @sampleId AND step = @step`)
  const cover = database.prepare<[number | null, string]>('UPDATE charges SET covered_by = ? WHERE sample_id = ?')
  const coverStep = database.prepare<[number | null, string, number]>(
    'UPDATE sample_steps SET covered_by = ? WHERE sample_id = ? AND step = ?',
  )

  const counted = (sampleId: string): CountedCharge => {
    const record = selectRecord.get(sampleId)
    if (record === undefined) throw new Error(`The sample ${sampleId} has no charge.`)
    const steps = selectSteps.all({ sampleId }).map(({ account, onRental, amountMicros, coveredBy }) => ({
      account,
      onRental: onRental === 1,
      amountMicros,
      covered: coveredBy !== null,
    }))
    return { ...record, month: record.day.slice(0, 7), practice: record.practice === 1, steps }
  }
  const recount = (sampleId: string, change: () => void): void => {
    const before = countCharge(counted(sampleId))
    change()
    totals.add(countCharge(counted(sampleId)), before)
  }
  const ofPipeline = (sampleId: string): boolean => selectSteps.all({ sampleId }).some((step) => step.ofPipeline === 1)

  return {
    /**
     * Part of the transaction that records a sample. What is not known counts as the worst case that was held for it. The day is that
     * on which it was let through, so that a month of the ledger and its budget hold the same samples.
     * @param held what was written down when it was let through; null where it never was
     */
    insert(sample: ChargedSample, held: ReturnType<ReservationStore['take']>): void {
      const { id, trialId, contenderId, startedAt, charge } = sample
      // Practice is a matter of the contender, not of the trial: in a mixed trial nothing was charged for the simulated ones.
      const { practice, steps } = billings.of(trialId, contenderId)
      const day = (held?.reservation.reservedAt ?? startedAt).slice(0, 10)
      const worstMicros = charge.amountMicros ?? held?.reservation.worstCaseMicros ?? null
      const record = { ...chargeOf(charge), id, trialId, contenderId, day, countedMicros: worstMicros }
      insert.run({ ...record, practice: practice ? 1 : 0 })
      const month = day.slice(0, 7)
      const counted = { trialId, month, practice, amountMicros: charge.amountMicros, worstMicros }
      totals.add(countCharge({ ...counted, steps: billedSteps(sample, steps) }), held?.counts)
    },
    of(sampleId: string): Charge {
      const charge = selectOne.get(sampleId)
      if (charge === undefined) throw new Error(`The sample ${sampleId} has no charge.`)
      return charge
    },
    /** What one step is charged with now; null where there is no such step. */
    ofStep({ sampleId, step }: ChargedStep): Charge | null {
      const found = selectSteps.all({ sampleId }).find((one) => one.step === step)
      return found === undefined ? null : chargeOf(found)
    },
    /**
     * Puts a better known amount in the place of a step's, or the earlier one back, and sums the sample up anew. Keeping what it was
     * is the caller's work.
     */
    supersede({ sampleId, step }: ChargedStep, charge: Charge): void {
      recount(sampleId, () => {
        if (ofPipeline(sampleId)) {
          updateStep.run({ ...chargeOf(charge), sampleId, step })
          update.run({ ...chargeOf(sumCharges(selectSteps.all({ sampleId }))), sampleId })
        } else update.run({ ...chargeOf(charge), sampleId })
      })
    },
    /** Says that the total of an invoice holds a step, or no longer does. */
    cover({ sampleId, step }: ChargedStep, totalId: number | null): void {
      recount(sampleId, () => {
        if (ofPipeline(sampleId)) coverStep.run(totalId, sampleId, step)
        else cover.run(totalId, sampleId)
      })
    },
  }
}

function chargeOf({ amountMicros, basis, priceId, evidence }: Charge): Charge {
  return { amountMicros, basis, priceId, evidence }
}

/** The steps that were begun; a sample of which none was, cost nothing at its first. */
function billedSteps({ charge, steps }: ChargedSample, billing: ContenderBilling['steps']): CountedStep[] {
  const begun = steps.length > 1 ? steps : [{ step: steps[0]?.step ?? 0, charge }]
  return begun.map(({ step, charge: { amountMicros } }) => {
    const billed = billing[step]
    if (billed === undefined) throw new Error(`A sample has a step ${step} that its contender has not.`)
    return { ...billed, amountMicros, covered: false }
  })
}
