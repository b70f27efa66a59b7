import type { Database } from 'better-sqlite3'
import type { JudgeCall, JudgeRun, JudgeSlot } from '#shared/domain/judge.ts'
import type { Charge } from '#shared/domain/price.ts'
import type { Micros } from '#shared/units/money.ts'
import type { BudgetTotals } from './budget-totals.ts'
import { countJudgeCall, type CountedJudgeCall } from './count-judge-call.ts'

/** A call that may be sent. */
export interface PlannedJudgeCall extends JudgeSlot {
  id: string
  runId: string
  worstCaseMicros: Micros
  askedAt: string
}

/** What came of it. */
export type JudgeAnswer = Omit<JudgeCall, keyof JudgeSlot | 'id' | 'runId' | 'askedAt'>

type AnswerRecord = Omit<JudgeAnswer, 'tokens' | 'charge'> & Charge & { input: number | null; output: number | null }
type CallRecord = AnswerRecord & Pick<JudgeCall, 'id' | 'runId' | 'pair' | 'question' | 'order' | 'askedAt'>
type CountedRecord = Omit<CountedJudgeCall, 'practice' | 'inFlight' | 'covered'> & {
  practice: 0 | 1
  inFlight: 0 | 1
  covered: 0 | 1
}

export type JudgeCallStore = ReturnType<typeof createJudgeCallStore>

/** Owner of `judge_calls`. What a call counts against caps moves their totals in the same transaction. */
export function createJudgeCallStore(database: Database, totals: BudgetTotals) {
  const insert = database.prepare<PlannedJudgeCall>(`
    INSERT INTO judge_calls (id, run_id, pair, question, shown_order, worst_case_micros, asked_at)
    VALUES (@id, @runId, @pair, @question, @order, @worstCaseMicros, @askedAt)`)
  const update = database.prepare<AnswerRecord & { id: string }>(`
    UPDATE judge_calls SET answered_at = @answeredAt, finding = @finding, reason = @reason, answer = @answer, input_tokens = @input,
      output_tokens = @output, answering_model = @answeringModel, request_id = @requestId, amount_micros = @amountMicros,
      basis = @basis, price_id = @priceId, evidence = @evidence
    WHERE id = @id AND finding IS NULL`)
  const columns = `id, run_id AS runId, pair, question, shown_order AS "order", asked_at AS askedAt, answered_at AS answeredAt, finding,
    reason, answer, input_tokens AS input, output_tokens AS output, answering_model AS answeringModel, request_id AS requestId,
    amount_micros AS amountMicros, basis, price_id AS priceId, evidence`
  // Ids count up with time.
  const selectAnswered = database.prepare<[string], CallRecord>(
    `SELECT ${columns} FROM judge_calls WHERE run_id = ? AND finding IS NOT NULL ORDER BY id`,
  )
  const selectInFlight = database.prepare<[string], { id: string; askedAt: string }>(
    'SELECT id, asked_at AS askedAt FROM judge_calls WHERE run_id = ? AND finding IS NULL ORDER BY id',
  )
  const selectCounted = database.prepare<[string], CountedRecord>(`
    SELECT c.run_id AS runId, r.account, substr(c.day, 1, 7) AS month, r.practice, c.finding IS NULL AS inFlight,
      c.amount_micros AS amountMicros, c.worst_case_micros AS worstMicros, c.covered_by IS NOT NULL AS covered
    FROM judge_calls c JOIN judge_runs r ON r.id = c.run_id WHERE c.id = ?`)
  const cover = database.prepare<[number | null, string]>('UPDATE judge_calls SET covered_by = ? WHERE id = ?')
  // Of the same model at the same account, since another server may count its tokens otherwise.
  const selectUsual = database.prepare<
    { account: string; modelId: string; givenPictures: 0 | 1 },
    { input: number | null; output: number | null; count: number }
  >(`
    SELECT avg(input_tokens) AS input, avg(output_tokens) AS output, count(*) AS count
    FROM judge_calls c JOIN judge_runs r ON r.id = c.run_id
    WHERE r.account = @account AND r.model_id = @modelId AND input_tokens IS NOT NULL
      AND coalesce(json_extract(r.settings, '$.givenPictures'), 0) = @givenPictures`)

  const countsOf = (id: string) => {
    const found = selectCounted.get(id)
    if (found === undefined) return null
    const { practice, inFlight, covered, ...counted } = found
    return countJudgeCall({
      ...counted,
      practice: practice === 1,
      inFlight: inFlight === 1,
      covered: covered === 1,
    })
  }
  const recount = (id: string, change: () => void): void => {
    const before = countsOf(id)
    if (before === null) throw new Error(`There is no call ${id} of a judge.`)
    change()
    totals.add(countsOf(id) ?? [], before)
  }
  const answer = (id: string, { tokens, charge, ...answered }: JudgeAnswer): void =>
    recount(id, () => {
      const { amountMicros, basis, priceId, evidence } = charge
      const counted = { input: tokens?.input ?? null, output: tokens?.output ?? null }
      update.run({ ...answered, ...counted, amountMicros, basis, priceId, evidence, id })
    })
  const atomically = database.transaction((work: () => void) => work())

  return {
    /** Part of the transaction that judges whether it fits under the caps: written down before it is sent. */
    plan(call: PlannedJudgeCall): void {
      insert.run(call)
      totals.add(countsOf(call.id) ?? [])
    },
    /** What is held for it is held no longer, and what it came to counts. */
    answer: (id: string, answered: JudgeAnswer): void => atomically.immediate(() => answer(id, answered)),
    /** In the order asked, without what is in flight. */
    ofRun: (runId: string): JudgeCall[] => selectAnswered.all(runId).map(toCall),
    inFlight: (runId: string): { id: string; askedAt: string }[] => selectInFlight.all(runId),
    /** Says that the total of an invoice holds a call, or no longer does. @returns false where there is no such call */
    cover(id: string, totalId: number | null): boolean {
      if (countsOf(id) === null) return false
      recount(id, () => cover.run(totalId, id))
      return true
    },
    /** What calls with as many pictures have come to so far, in tokens; null where none was counted. */
    usualTokens({ account, modelId, givenPictures }: Pick<JudgeRun, 'account' | 'modelId' | 'givenPictures'>): {
      input: number
      output: number
      count: number
    } | null {
      const found = selectUsual.get({ account, modelId, givenPictures: givenPictures ? 1 : 0 })
      if (found === undefined || found.input === null || found.output === null) return null
      return { input: found.input, output: found.output, count: found.count }
    },
  }
}

function toCall({ input, output, amountMicros, basis, priceId, evidence, ...call }: CallRecord): JudgeCall {
  const tokens = input === null || output === null ? null : { input, output }
  return { ...call, tokens, charge: { amountMicros, basis, priceId, evidence } }
}
