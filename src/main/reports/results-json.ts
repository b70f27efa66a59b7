import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialChecks } from '#shared/domain/trial-checks.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { RatedJudge } from './rate-judges.ts'

/** Version of the file's layout; a reader checks it before the rest. */
const LAYOUT_VERSION = 1

/**
 * The trial with its frozen plan, the analysis, what was checked in the pictures, what blind votes say (`ratings`, by question), what judge
 * models say (`judges`, by run, never part of the ratings), marks by sample, and every row, as JSON with two spaces of indent.
 * Times are in milliseconds and money in integer micro-dollars, as the names say; null is "not known", never 0.
 */
export function resultsJson(
  trial: Trial,
  given: {
    analysis: TrialAnalysis
    checks: TrialChecks
    ratings: readonly RatingAnalysis[]
    judges: readonly RatedJudge[]
    marks: readonly Mark[]
    rows: readonly SampleRow[]
  },
): string {
  const { analysis, checks, ratings, judges, marks, rows } = given
  const results = {
    format: 'assay-results',
    version: LAYOUT_VERSION,
    trial,
    analysis,
    checks,
    ratings,
    judges,
    marks,
    rows,
  }
  return `${JSON.stringify(results, null, 2)}\n`
}
