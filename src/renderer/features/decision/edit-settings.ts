import { SCENARIOS, withScenario } from '#shared/decision/scenarios.ts'
import type {
  Constraint,
  CriterionComparison,
  CriterionId,
  DecisionSettings,
  OwnCriterion,
  RubricScore,
  ScenarioId,
} from '#shared/domain/decision-settings.ts'

/** By criterion, as they are kept. The page writes percents that add up to 100. */
export type Weights = DecisionSettings['weights']

type Changes = Partial<DecisionSettings>

/** What a scenario sets has been changed by hand: from then on it is the user's own. */
const byHand = (changes: Changes): Changes => ({ ...changes, scenario: 'own' })

export function chooseScenario(settings: DecisionSettings, scenario: ScenarioId): DecisionSettings {
  return scenario === 'own' ? { ...settings, scenario } : withScenario(settings, scenario)
}

/** What a scenario is for, and what choosing it sets. */
export function describeScenario(scenario: ScenarioId): string {
  return scenario === 'own' ? 'Volume, traffic, weights and limits as you set them.' : SCENARIOS[scenario].description
}

/**
 * The weights with one of them at a percentage; the others share the rest in the proportions that they had, evenly where none had any.
 * One that is weighed alone stays at 100.
 */
export function moveWeight(weights: Weights, id: CriterionId, percent: number): Weights {
  const others = listed(weights).filter((each) => each !== id)
  if (others.length === 0) return { [id]: 100 }
  const sum = others.reduce((total, each) => total + (weights[each] ?? 0), 0)
  const rest = 100 - percent
  const share = (each: CriterionId): number => (sum > 0 ? (weights[each] ?? 0) / sum : 1 / others.length)
  return { ...Object.fromEntries(others.map((each) => [each, rest * share(each)])), [id]: percent }
}

/** All that are listed, alike. */
export function evenWeights(weights: Weights): Weights {
  const ids = listed(weights)
  return Object.fromEntries(ids.map((id) => [id, 100 / ids.length]))
}

/** Ids that have a weight, be it 0: those that a slider is shown for. */
export function listed(weights: Weights): CriterionId[] {
  return Object.keys(weights)
}

export function setWeights(weights: Weights): Changes {
  return byHand({ weights, weighing: 'sliders' })
}

/** Weighs one criterion more, with the share that it would have if all counted alike. */
export function addWeight(weights: Weights, id: CriterionId): Changes {
  const count = listed(weights).length
  return setWeights(moveWeight({ ...weights, [id]: 0 }, id, 100 / (count + 1)))
}

export function removeWeight(weights: Weights, id: CriterionId): Changes {
  const { [id]: _removed, ...rest } = moveWeight(weights, id, 0)
  return setWeights(rest)
}

export function setConstraint(constraints: readonly Constraint[], constraint: Constraint): Changes {
  const isThere = constraints.some(({ criterionId }) => criterionId === constraint.criterionId)
  return byHand({
    constraints: isThere
      ? constraints.map((each) => (each.criterionId === constraint.criterionId ? constraint : each))
      : [...constraints, constraint],
  })
}

export function removeConstraint(constraints: readonly Constraint[], id: CriterionId): Changes {
  return byHand({ constraints: constraints.filter(({ criterionId }) => criterionId !== id) })
}

export function setVolume(imagesPerMonth: number): Changes {
  return byHand({ imagesPerMonth })
}

export function setTraffic(traffic: DecisionSettings['traffic']): Changes {
  return byHand({ traffic })
}

/** A level and a note of a contender; neither of them takes the entry away, so that what is described counts again. */
export function rate(rubric: readonly RubricScore[], score: RubricScore): Changes {
  const others = rubric.filter(
    ({ contenderId, criterionId }) => contenderId !== score.contenderId || criterionId !== score.criterionId,
  )
  return { rubric: score.level === null && score.note === '' ? others : [...others, score] }
}

/** @param ratio null takes the comparison of the two away */
export function compare(
  comparisons: readonly CriterionComparison[],
  { first, second, ratio }: Omit<CriterionComparison, 'ratio'> & { ratio: number | null },
): CriterionComparison[] {
  const others = comparisons.filter(
    (each) => !((each.first === first && each.second === second) || (each.first === second && each.second === first)),
  )
  return ratio === null ? others : [...others, { first, second, ratio }]
}

/** Every two of the given ids, in their order. */
export function pairsOf(ids: readonly CriterionId[]): [CriterionId, CriterionId][] {
  return ids.flatMap((first, place) =>
    ids.slice(place + 1).map((second): [CriterionId, CriterionId] => [first, second]),
  )
}

/** How many times as much the first matters as the second; null where they are not compared. */
export function ratioOf(
  comparisons: readonly CriterionComparison[],
  first: CriterionId,
  second: CriterionId,
): number | null {
  for (const each of comparisons) {
    if (each.first === first && each.second === second) return each.ratio
    if (each.first === second && each.second === first) return 1 / each.ratio
  }
  return null
}

/** The first id that is free. */
export function freeOwnId(ownCriteria: readonly OwnCriterion[]): CriterionId {
  const isTaken = (number: number): boolean => ownCriteria.some(({ id }) => id === `own-${number}`)
  let number = 1
  while (isTaken(number)) number += 1
  return `own-${number}`
}

/** Adds a criterion of the user's own, weighed as if all counted alike; or gives one that is there other words. */
export function setOwnCriterion({ ownCriteria, weights }: DecisionSettings, criterion: OwnCriterion): Changes {
  if (ownCriteria.some(({ id }) => id === criterion.id))
    return { ownCriteria: ownCriteria.map((each) => (each.id === criterion.id ? criterion : each)) }
  return { ...addWeight(weights, criterion.id), ownCriteria: [...ownCriteria, criterion] }
}

/** Takes it away with all that speaks of it. */
export function removeOwnCriterion(settings: DecisionSettings, id: CriterionId): Changes {
  const { [id]: _reference, ...references } = settings.references
  return {
    ...(settings.weights[id] === undefined
      ? {}
      : { ...removeWeight(settings.weights, id), weighing: settings.weighing }),
    references,
    ownCriteria: settings.ownCriteria.filter((each) => each.id !== id),
    constraints: settings.constraints.filter(({ criterionId }) => criterionId !== id),
    rubric: settings.rubric.filter(({ criterionId }) => criterionId !== id),
    comparisons: settings.comparisons.filter(({ first, second }) => first !== id && second !== id),
  }
}
