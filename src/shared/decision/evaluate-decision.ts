import type {
  ContenderStanding,
  CriterionScore,
  CriterionStanding,
  DecisionEvaluation,
  WeightSensitivity,
} from '../domain/decision-evaluation.ts'
import type { DecisionContender, DecisionEvidence } from '../domain/decision-evidence.ts'
import type { CriterionId, DecisionSettings, ReferencePoints } from '../domain/decision-settings.ts'
import { judgeConstraints } from './constraints.ts'
import { criteriaOf, type Criterion } from './criteria.ts'
import { paretoFront } from './front.ts'
import { recommend } from './recommendation/recommend.ts'
import { defaultReference } from './references.ts'
import { cutScore } from './score.ts'
import { measureOf, scoreCell, scoreTable, type ScoreTable } from './score-table.ts'
import { DRAWS, drawWeights } from './sweep.ts'
import { sweepDecision, type SweptDecision } from './sweep-decision.ts'
import { leaderSegments } from './thresholds.ts'
import { weightCurve } from './weight-curve.ts'
import { inProportion, weightsOf } from './weights.ts'

/**
 * What the user wants and what is known come to: who is excluded, how everybody scores, who wins how often, where the answer turns, and the
 * recommendation. Pure: the same evidence and settings give the same answer to the last digit, and the order of the contenders changes
 * nothing but their order in it. A criterion that is weighed and known of no eligible contender is set aside, see `CriterionStanding`.
 */
export function evaluateDecision(evidence: DecisionEvidence, settings: DecisionSettings): DecisionEvaluation {
  const criteria = criteriaOf(settings)
  const { byCriterion: given, consistency } = weightsOf(settings)
  const judged = evidence.contenders.map((contender) => judge(contender, criteria, settings))
  const eligible = judged.flatMap(({ contender, standing }) => (standing === 'eligible' ? [contender] : []))
  const references = new Map(criteria.map((criterion) => [criterion.id, referenceOf(criterion, evidence, settings)]))
  const standings = criteria.map((criterion) => standingOf(criterion, eligible, { given, references, settings }))
  const counting = criteria.filter((_, place) => standings[place]?.state === 'counts')
  const weights = [...inProportion(new Map(counting.map(({ id }) => [id, given.get(id) ?? 0]))).values()]
  const table = scoreTable(eligible, counting, { references, rubric: settings.rubric })
  const swept = sweepDecision(table, weights, evidence.seed)
  const contenders = judged.map(({ contender, standing, constraints }): ContenderStanding => {
    const place = table.contenderIds.indexOf(contender.contenderId)
    return {
      contenderId: contender.contenderId,
      standing,
      constraints,
      scores: counting.map((criterion) => scoreOfContender(contender, criterion, references, settings)),
      total: swept === null || place < 0 ? null : (swept.totals[place] ?? null),
      wins: swept === null || place < 0 ? null : swept.winsOf(place),
    }
  })
  const sensitivities = swept === null ? [] : sensitivitiesOf(table, weights, swept, evidence.seed)
  const front = paretoFront(eligible)
  return {
    draws: DRAWS,
    criteria: standings,
    consistency,
    contenders,
    sensitivities,
    front,
    recommendation: recommend({
      evidence,
      settings,
      criteria,
      standings,
      consistency,
      contenders,
      weights: new Map(counting.map(({ id }, place) => [id, weights[place] ?? 0])),
      references,
      sensitivities,
      ranking: swept?.ranking ?? [],
      levelWith: swept?.levelWith ?? [],
    }),
  }
}

interface Judged extends Pick<ContenderStanding, 'standing' | 'constraints'> {
  contender: DecisionContender
}

function judge(contender: DecisionContender, criteria: readonly Criterion[], settings: DecisionSettings): Judged {
  const constraints = judgeConstraints(contender, criteria, settings)
  if (contender.pictures === 0) return { contender, constraints, standing: 'no-pictures' }
  const isBroken = constraints.some(({ verdict }) => verdict === 'broken')
  return { contender, constraints, standing: isBroken ? 'excluded' : 'eligible' }
}

/** By all contenders, also those that are excluded: a limit that moves must not move the scores of the others. */
function referenceOf(
  criterion: Criterion,
  { contenders }: Pick<DecisionEvidence, 'contenders'>,
  { references, rubric }: Pick<DecisionSettings, 'references' | 'rubric'>,
): ReferencePoints {
  const measures = contenders.map((contender) => measureOf(contender, criterion, rubric))
  return references[criterion.id] ?? defaultReference(criterion, measures)
}

function standingOf(
  criterion: Criterion,
  eligible: readonly DecisionContender[],
  found: {
    given: ReadonlyMap<CriterionId, number>
    references: ReadonlyMap<CriterionId, ReferencePoints>
    settings: DecisionSettings
  },
): CriterionStanding {
  const { given, references, settings } = found
  const weight = given.get(criterion.id) ?? 0
  const isKnown = eligible.some((contender) => measureOf(contender, criterion, settings.rubric).state === 'known')
  return {
    criterionId: criterion.id,
    title: criterion.title,
    weight,
    state: weight === 0 ? 'not-weighed' : isKnown ? 'counts' : 'set-aside',
    reference: references.get(criterion.id) as ReferencePoints,
    isOwnReference: settings.references[criterion.id] !== undefined,
  }
}

function scoreOfContender(
  contender: DecisionContender,
  criterion: Criterion,
  references: ReadonlyMap<CriterionId, ReferencePoints>,
  { rubric }: Pick<DecisionSettings, 'rubric'>,
): CriterionScore {
  const reference = references.get(criterion.id) as ReferencePoints
  const { value, low, high, isKnown } = scoreCell(measureOf(contender, criterion, rubric), reference, criterion)
  return { criterionId: criterion.id, isKnown, score: cutScore(value), low: cutScore(low), high: cutScore(high) }
}

function sensitivitiesOf(
  { contenderIds, criterionIds }: ScoreTable,
  weights: readonly number[],
  { scores, points }: Pick<SweptDecision, 'scores' | 'points'>,
  seed: number,
): WeightSensitivity[] {
  const near = drawWeights('near', weights, seed)
  return criterionIds.flatMap((criterionId, criterion) => {
    const segments = leaderSegments(points, weights, criterion)
    if (segments === null) return []
    return [
      {
        criterionId,
        weight: weights[criterion] as number,
        segments: segments.map(({ from, to, leaders }) => ({
          from,
          to,
          contenderIds: leaders.map((place) => contenderIds[place] as string),
        })),
        contenderIds: [...contenderIds],
        curve: weightCurve(scores, near, { criterion, contenders: contenderIds.length, draws: DRAWS }),
      },
    ]
  })
}
