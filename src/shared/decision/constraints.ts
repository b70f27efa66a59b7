import type { ConstraintVerdict, SentencePart } from '../domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender } from '../domain/decision-evidence.ts'
import type { Constraint, DecisionSettings } from '../domain/decision-settings.ts'
import { levelWords, type Criterion } from './criteria.ts'
import { measureFigure, plainFigure, text } from './parts.ts'
import { measureOf } from './score-table.ts'

/**
 * Whether a contender keeps the limits. One is broken where all that the interval leaves open breaks it, and kept where none of it does;
 * else, and where nothing is known, it can't be told: the contender stays, and that is said.
 */
export function judgeConstraints(
  contender: DecisionContender,
  criteria: readonly Criterion[],
  { constraints, rubric }: Pick<DecisionSettings, 'constraints' | 'rubric'>,
): ConstraintVerdict[] {
  return constraints.flatMap((constraint) => {
    const criterion = criteria.find(({ id }) => id === constraint.criterionId)
    if (criterion === undefined) return []
    const measure = measureOf(contender, criterion, rubric)
    return [
      {
        ...constraint,
        verdict: verdictOf(measure, constraint, criterion),
        reason: reasonOf(measure, constraint, criterion),
      },
    ]
  })
}

function verdictOf(
  { low, high }: CriterionMeasure,
  { limit }: Constraint,
  { better }: Criterion,
): ConstraintVerdict['verdict'] {
  if (better === 'less') {
    if (low !== null && low > limit) return 'broken'
    return high !== null && high <= limit ? 'kept' : 'open'
  }
  if (high !== null && high < limit) return 'broken'
  return low !== null && low >= limit ? 'kept' : 'open'
}

/** `p95 while warm at most 8.00 s: 9.12 s ±0.20 n 180` */
function reasonOf(measure: CriterionMeasure, { limit }: Constraint, criterion: Criterion): SentencePart[] {
  const found: SentencePart[] =
    measure.state === 'unknown'
      ? [text(`not known, ${measure.reason}`)]
      : [
          measureFigure(measure, criterion),
          ...(criterion.words === null ? [] : [text(`, “${levelWords(criterion, measure.value)}”`)]),
        ]
  return [...limitParts({ limit }, criterion), text(': '), ...found]
}

/** `p95 while warm at most 8.00 s`, `operational burden at least 3 of 4, “nobody on call, …”` */
export function limitParts({ limit }: Pick<Constraint, 'limit'>, criterion: Criterion): SentencePart[] {
  const bound = criterion.better === 'less' ? 'at most' : 'at least'
  const words = criterion.words === null ? [] : [text(`, “${levelWords(criterion, limit)}”`)]
  return [text(`${criterion.name} ${bound} `), plainFigure(limit, criterion), ...words]
}
