import type { Database } from 'better-sqlite3'
import type { SpendFilter, SpendLine } from '#shared/domain/spend.ts'
import { ledgerCondition } from './ledger-filter.ts'

type LineRecord = Omit<SpendLine, 'practice' | 'before' | 'covered'> & {
  practice: 0 | 1
  covered: 0 | 1
  beforeMicros: number | null
  beforeBasis: SpendLine['basis'] | null
  beforeEvidence: string | null
}

interface Page {
  limit: number
  offset: number
}

/** Pages of ledger lines: the page is found first, and names are looked up for it alone. */
export function prepareLedgerLines(database: Database) {
  return (filter: SpendFilter, page: Page): { lines: SpendLine[]; total: number } => {
    const { where, parameters } = ledgerCondition(filter)
    const count = database
      .prepare<[typeof parameters], number>(`SELECT count(*) FROM spend_ledger WHERE ${where}`)
      .pluck()
    // Ids count up with time: the newest first.
    const select = database.prepare<[typeof parameters & Page], LineRecord>(`
      WITH page AS (
        SELECT * FROM spend_ledger WHERE ${where}
        ORDER BY day DESC, line_id DESC, step DESC LIMIT @limit OFFSET @offset
      )
      SELECT page.kind, page.line_id AS id, page.step,
        coalesce(samples.started_at, judge_calls.asked_at, rentals.rental ->> '$.launchedAt') AS at, page.day, page.trial_id AS trialId,
        trials.name AS trialName, page.contender_id AS contenderId, contenders.name AS contenderName,
        page.provider_id AS providerId, page.account, page.model_id AS modelId, page.practice,
        page.amount_micros AS amountMicros, page.basis, page.price_id AS priceId, page.evidence,
        page.covered_by IS NOT NULL AS covered,
        old.amount_micros AS beforeMicros, old.basis AS beforeBasis, old.evidence AS beforeEvidence
      FROM page
        LEFT JOIN samples ON page.kind = 'sample' AND samples.id = page.line_id
        LEFT JOIN judge_calls ON page.kind = 'judge' AND judge_calls.id = page.line_id
        LEFT JOIN rentals ON page.kind = 'rental' AND rentals.id = page.line_id
        LEFT JOIN trials ON trials.id = page.trial_id
        LEFT JOIN contenders ON contenders.trial_id = page.trial_id AND contenders.id = page.contender_id
        LEFT JOIN superseded_charges old ON page.kind = 'sample' AND old.sample_id = page.line_id AND old.step = page.step
          AND old.number = 0
      ORDER BY page.day DESC, page.line_id DESC, page.step DESC`)
    return {
      lines: select.all({ ...parameters, ...page }).map(toLine),
      total: count.get(parameters) as number,
    }
  }
}

function toLine({ practice, covered, beforeMicros, beforeBasis, beforeEvidence, ...line }: LineRecord): SpendLine {
  const before =
    beforeBasis === null || beforeEvidence === null
      ? null
      : { amountMicros: beforeMicros, basis: beforeBasis, evidence: beforeEvidence }
  return { ...line, practice: practice === 1, covered: covered === 1, before }
}
