import type { Database } from 'better-sqlite3'
import type { JudgeTally } from '#shared/domain/judge-tally.ts'
import type { JudgeRun } from '#shared/domain/judge.ts'

type Counted = Omit<JudgeTally, 'plannedCalls'>

/** Counts the calls of a run, of which there may be tens of thousands, where they lie. */
export function prepareJudgeTallies(database: Database): (run: Pick<JudgeRun, 'id' | 'questions'>) => JudgeTally {
  // Sums of no row are NULL, which here truly means that nothing was sent.
  const select = database.prepare<{ id: string; callsOfPair: number }, Counted>(`
    WITH final AS (
      SELECT pair FROM judge_calls
      WHERE run_id = @id AND (finding IS NOT NULL AND finding NOT IN ('failed', 'interrupted'))
    )
    SELECT
      (SELECT count(*) FROM judge_pairs WHERE run_id = @id) AS plannedPairs,
      (SELECT count(*) FROM (SELECT pair FROM final GROUP BY pair HAVING count(*) = @callsOfPair)) AS judgedPairs,
      (SELECT count(*) FROM final) AS answeredCalls,
      count(finding) AS sentCalls,
      ifnull(sum(amount_micros), 0) AS knownMicros,
      count(finding) - count(amount_micros) AS unknownCount,
      ifnull(sum(ifnull(amount_micros, worst_case_micros)), 0) AS countedMicros
    FROM judge_calls WHERE run_id = @id`)
  return ({ id, questions }) => {
    const callsOfPair = 2 * questions.length
    const counted = select.get({ id, callsOfPair })
    if (counted === undefined) throw new Error('A sum over no rows gave no row.')
    return { ...counted, plannedCalls: callsOfPair * counted.plannedPairs }
  }
}
