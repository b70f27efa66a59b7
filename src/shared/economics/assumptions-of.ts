import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { DecisionSettings } from '../domain/decision-settings.ts'

/** What costs are reckoned with in a decision: the volume stands in its settings themselves. */
export function assumptionsOf({
  costs,
  imagesPerMonth,
}: Pick<DecisionSettings, 'costs' | 'imagesPerMonth'>): CostAssumptions {
  return { ...costs, imagesPerMonth }
}
