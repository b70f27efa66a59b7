import type { CriterionMeasure, DecisionContender } from '../domain/decision-evidence.ts'
import type { CriterionId, DecisionSettings, ReferencePoints, RubricScore } from '../domain/decision-settings.ts'
import { isBuiltIn, type Criterion } from './criteria.ts'
import { cutScore, scoreOf } from './score.ts'

/**
 * A score before it is cut off at 0 and 1. `normal`: `low` and `high` are the ends of its 95 % interval · `even`: it is anything between
 * them, as likely as anything else.
 */
export interface ScoreCell {
  value: number
  low: number
  high: number
  law: 'normal' | 'even'
  isKnown: boolean
}

/** Scores of contenders by criteria. */
export interface ScoreTable {
  contenderIds: readonly string[]
  criterionIds: readonly CriterionId[]
  /** By contender, then by criterion. */
  cells: readonly (readonly ScoreCell[])[]
}

/** Beyond this a score is cut off whatever is drawn, and an interval is still finite. */
const FURTHEST = 50

/**
 * What is known of a contender by a criterion: what the user says of it where a rubric asks, else what was measured or described.
 * A level that the user chose is taken for anything within half a level of it.
 */
export function measureOf(
  contender: Pick<DecisionContender, 'contenderId' | 'measures'>,
  criterion: Pick<Criterion, 'id' | 'quantity' | 'words'>,
  rubric: readonly RubricScore[],
): CriterionMeasure {
  const rated = rubric.find(
    ({ contenderId, criterionId }) => contenderId === contender.contenderId && criterionId === criterion.id,
  )
  if (criterion.quantity === 'level' && rated !== undefined && rated.level !== null) {
    const { level, note } = rated
    const words = criterion.words?.[level] ?? ''
    const text =
      note.trim() === '' ? `your rating, ${level} of 4: ${words}` : `your rating, ${level} of 4: ${note.trim()}`
    const evidence = { source: 'rated' as const, text, method: null, priceVersion: null }
    return { state: 'known', value: level, low: level, high: level, spread: 'level', count: null, evidence }
  }
  if (isBuiltIn(criterion.id)) return contender.measures[criterion.id]
  return { state: 'unknown', low: null, high: null, reason: 'nobody has rated it', neededCount: null }
}

/** @param contenders in any order: the table is in the order of their ids, so that what is drawn hangs on no other */
export function scoreTable(
  contenders: readonly DecisionContender[],
  criteria: readonly Criterion[],
  given: { references: ReadonlyMap<CriterionId, ReferencePoints>; rubric: DecisionSettings['rubric'] },
): ScoreTable {
  const ordered = contenders.toSorted((one, other) => (one.contenderId < other.contenderId ? -1 : 1))
  return {
    contenderIds: ordered.map(({ contenderId }) => contenderId),
    criterionIds: criteria.map(({ id }) => id),
    cells: ordered.map((contender) =>
      criteria.map((criterion) => {
        const reference = given.references.get(criterion.id)
        if (reference === undefined) throw new Error(`There is no reference for ${criterion.id}.`)
        return scoreCell(measureOf(contender, criterion, given.rubric), reference, criterion)
      }),
    ),
  }
}

/** What is not known at all is anything from unacceptable to good enough; where its ends are known, anything between these. */
export function scoreCell(
  measure: CriterionMeasure,
  reference: ReferencePoints,
  criterion: Pick<Criterion, 'scale' | 'quantity'>,
): ScoreCell {
  const score = (value: number): number => Math.min(FURTHEST, Math.max(-FURTHEST, scoreOf(value, reference, criterion)))
  if (measure.state === 'unknown') {
    const ends = [measure.low, measure.high].flatMap((end) => (end === null ? [] : cutScore(score(end))))
    const [low, high] = ends.length === 2 ? [Math.min(...ends), Math.max(...ends)] : [0, 1]
    return { value: (low + high) / 2, low, high, law: 'even', isKnown: false }
  }
  const half = measure.spread === 'level' ? 0.5 : 0
  const ends = [score(measure.low - half), score(measure.high + half)]
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  return {
    // Of a range no value is likelier than another: what stands for it must not lie where the draws don't.
    value: measure.spread === 'range' ? (low + high) / 2 : score(measure.value),
    low,
    high,
    law: measure.spread === 'sampling' ? 'normal' : 'even',
    isKnown: true,
  }
}
