import type { PairwiseConsistency } from '../domain/decision-evaluation.ts'
import type { CriterionId, DecisionSettings } from '../domain/decision-settings.ts'
import { criteriaOf } from './criteria.ts'
import { weightsFromComparisons } from './pairwise.ts'

/** Weights by criterion, in the order of `criteriaOf`; those above 0 add up to 1, unless none is. */
export interface Weights {
  byCriterion: ReadonlyMap<CriterionId, number>
  /** null where they are from sliders. */
  consistency: PairwiseConsistency | null
}

/** What the user weighs, by whichever of the two ways was chosen. As long as comparisons are missing, nothing is weighed. */
export function weightsOf(settings: DecisionSettings): Weights {
  const criteria = criteriaOf(settings)
  if (settings.weighing === 'sliders') {
    const given = new Map(criteria.map(({ id }) => [id, settings.weights[id] ?? 0]))
    return { byCriterion: inProportion(given), consistency: null }
  }
  const compared = criteria
    .map(({ id }) => id)
    .filter((id) => settings.comparisons.some(({ first, second }) => first === id || second === id))
  const { weights, consistency } = weightsFromComparisons(compared, settings.comparisons)
  const byCriterion = new Map(criteria.map(({ id }) => [id, weights?.[compared.indexOf(id)] ?? 0]))
  return { byCriterion, consistency }
}

/** The same proportions with a sum of 1; all 0 where all are. */
export function inProportion<Key>(weights: ReadonlyMap<Key, number>): Map<Key, number> {
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0)
  return new Map([...weights].map(([key, weight]) => [key, sum === 0 ? 0 : weight / sum]))
}
