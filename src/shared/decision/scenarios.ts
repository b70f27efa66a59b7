import type { CostSettings, DecisionSettings, KeptDecision, ScenarioId } from '../domain/decision-settings.ts'
import { DEFAULT_ASSUMPTIONS } from '../domain/default-assumptions.ts'

/** What a scenario sets; everything else in the settings stays as it is. */
export type Scenario = Pick<DecisionSettings, 'imagesPerMonth' | 'traffic' | 'weights' | 'constraints'> & {
  title: string
  /** What it is for, for people. */
  description: string
  /** When in the week pictures are asked for. */
  costTraffic: CostSettings['traffic']
}

/** Where nobody is called: see the words of `operations`. */
const NOBODY_ON_CALL = 3

/** Points of departure, to be changed at will: what they weigh is a judgement and no measurement. */
export const SCENARIOS: Readonly<Record<Exclude<ScenarioId, 'own'>, Scenario>> = {
  prototype: {
    title: 'Prototype',
    description: 'A few pictures at odd hours, by people who build something else. Nobody is on call.',
    costTraffic: { kind: 'office-hours' },
    imagesPerMonth: 1000,
    traffic: { gapMinutes: 60, shareAfterGap: 0.25 },
    weights: { cost: 10, latency: 15, quality: 35, reliability: 15, documentation: 15, operations: 10 },
    constraints: [{ criterionId: 'operations', limit: NOBODY_ON_CALL }],
  },
  steady: {
    title: 'Steady product',
    description: 'Pictures all day, while somebody waits for each.',
    costTraffic: { kind: 'flat' },
    imagesPerMonth: 50_000,
    traffic: { gapMinutes: 1, shareAfterGap: 0 },
    weights: { cost: 35, latency: 25, quality: 25, reliability: 15 },
    constraints: [
      { criterionId: 'latency', limit: 8000 },
      { criterionId: 'reliability', limit: 0.98 },
    ],
  },
  bursty: {
    title: 'Bursty product',
    description: 'Hours without a picture, then many at once, while somebody waits for each.',
    costTraffic: { kind: 'evening-peak' },
    imagesPerMonth: 20_000,
    traffic: { gapMinutes: 15, shareAfterGap: 0.05 },
    weights: { cost: 25, latency: 20, 'cold-start': 20, quality: 20, reliability: 15 },
    constraints: [{ criterionId: 'latency', limit: 8000 }],
  },
  batch: {
    title: 'Batch',
    description: 'Many pictures overnight, and nobody waits for one.',
    costTraffic: { kind: 'flat' },
    imagesPerMonth: 200_000,
    traffic: { gapMinutes: 1440, shareAfterGap: 0.0001 },
    weights: { cost: 60, quality: 25, reliability: 15 },
    constraints: [{ criterionId: 'reliability', limit: 0.95 }],
  },
}

/** The settings with what a scenario sets. */
export function withScenario(settings: DecisionSettings, scenario: Exclude<ScenarioId, 'own'>): DecisionSettings {
  const { imagesPerMonth, traffic, costTraffic, weights, constraints } = SCENARIOS[scenario]
  const costs = { ...settings.costs, traffic: costTraffic }
  return { ...settings, scenario, weighing: 'sliders', imagesPerMonth, traffic, costs, weights, constraints }
}

/** What everybody begins with: a steady product, without a limit, so that nobody is excluded before somebody has said so. */
export function firstSettings(): DecisionSettings {
  const { imagesPerMonth, traffic, weights } = SCENARIOS.steady
  const { imagesPerMonth: _imagesPerMonth, ...costs } = DEFAULT_ASSUMPTIONS
  return {
    scenario: 'own',
    imagesPerMonth,
    traffic,
    costs,
    weighing: 'sliders',
    weights,
    comparisons: [],
    references: {},
    constraints: [],
    rubric: [],
    ownCriteria: [],
  }
}

/** What stands for the decision on a trial that nobody has decided on. */
export function firstDecision(trialId: string): KeptDecision {
  return { trialId, version: 0, savedAt: null, settings: firstSettings() }
}
