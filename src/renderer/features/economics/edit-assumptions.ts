import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import { WORKING_HOURS_PER_MONTH } from '#shared/domain/default-assumptions.ts'
import type { ValueRange } from '#shared/domain/sourced-value.ts'

export type ChangeAssumptions = (changes: Partial<CostAssumptions>) => void

/** The settings that come of changed assumptions. A scenario sets volume and traffic: with others it is the user's own. */
export function settingsWith(settings: DecisionSettings, changes: Partial<CostAssumptions>): Partial<DecisionSettings> {
  const { imagesPerMonth, ...costs } = changes
  const isOfScenario = imagesPerMonth !== undefined || costs.traffic !== undefined
  return {
    ...(imagesPerMonth !== undefined && { imagesPerMonth }),
    ...(isOfScenario && { scenario: 'own' as const }),
    costs: { ...settings.costs, ...costs },
  }
}

/** The range with another likeliest value, widened where that lies outside. */
export function withLikely({ low, high }: ValueRange, likely: number): ValueRange {
  return { low: Math.min(low, likely), likely, high: Math.max(high, likely), source: 'typed-in' }
}

/** Hours a month that machines take of an engineer. */
export function engineerHours({ machineOverhead }: CostAssumptions): number {
  return machineOverhead.engineerShare.likely * WORKING_HOURS_PER_MONTH
}

export function withEngineerHours(assumptions: CostAssumptions, hours: number): Partial<CostAssumptions> {
  const { machineOverhead } = assumptions
  const engineerShare = withLikely(machineOverhead.engineerShare, hours / WORKING_HOURS_PER_MONTH)
  return { countOverhead: true, machineOverhead: { ...machineOverhead, engineerShare } }
}
