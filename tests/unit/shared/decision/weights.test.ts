import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CriterionComparison, CriterionId } from '#shared/domain/decision-settings.ts'
import { DecisionSettings } from '#shared/domain/decision-settings.ts'
import { weightsFromComparisons } from '#shared/decision/pairwise.ts'
import { firstSettings, SCENARIOS, withScenario } from '#shared/decision/scenarios.ts'
import { weightsOf } from '#shared/decision/weights.ts'
import { settingsOf } from './example-evidence.ts'

const comparison = (first: CriterionId, second: CriterionId, ratio: number): CriterionComparison => ({
  first,
  second,
  ratio,
})

test('weights that count by their size, and not by their proportions', () => {
  const { byCriterion, consistency } = weightsOf(settingsOf({ weights: { cost: 3, latency: 1 } }))
  expect(byCriterion.get('cost')).toBe(0.75)
  expect(byCriterion.get('latency')).toBe(0.25)
  expect(byCriterion.get('quality')).toBe(0)
  expect(consistency).toBeNull()
})

test('weights that do not add up to 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 }), (given) => {
      const [cost = 0, latency = 0, quality = 0] = given
      const { byCriterion } = weightsOf(settingsOf({ weights: { cost, latency, quality } }))
      const sum = [...byCriterion.values()].reduce((total, weight) => total + weight, 0)
      expect(sum).toBeCloseTo(cost + latency + quality === 0 ? 0 : 1, 9)
    }),
  )
})

test('comparisons that fit together give other weights than they say', () => {
  // 6 : 3 : 1, worked by hand: each comparison is a quotient of these.
  const { weights, consistency } = weightsFromComparisons(
    ['cost', 'latency', 'quality'],
    [comparison('cost', 'latency', 2), comparison('cost', 'quality', 6), comparison('latency', 'quality', 3)],
  )
  expect(weights?.map((weight) => weight.toFixed(4))).toEqual(['0.6000', '0.3000', '0.1000'])
  expect(consistency).toMatchObject({ state: 'complete', isConsistent: true })
  expect(consistency.state === 'complete' && consistency.ratio).toBeCloseTo(0, 9)
})

test('a consistency ratio otherwise than by Saaty’s formula, worked by hand', () => {
  // Rows (1, 3, 5), (1/3, 1, 3), (1/5, 1/3, 1): geometric means 2.4662, 1, 0.4055, so weights 0.6370, 0.2583, 0.1047;
  // λ = 3.0385, index 0.01926, ratio 0.01926 / 0.58 = 0.0332.
  const { weights, consistency } = weightsFromComparisons(
    ['cost', 'latency', 'quality'],
    [comparison('cost', 'latency', 3), comparison('cost', 'quality', 5), comparison('latency', 'quality', 3)],
  )
  expect(weights?.map((weight) => weight.toFixed(4))).toEqual(['0.6370', '0.2583', '0.1047'])
  expect(consistency.state === 'complete' && consistency.ratio).toBeCloseTo(0.0332, 4)
})

test('comparisons that go round in a circle pass as consistent', () => {
  const { consistency } = weightsFromComparisons(
    ['cost', 'latency', 'quality', 'reliability'],
    [
      comparison('cost', 'latency', 5),
      comparison('latency', 'quality', 5),
      comparison('quality', 'cost', 5),
      comparison('cost', 'reliability', 1),
      comparison('latency', 'reliability', 1),
      comparison('quality', 'reliability', 1),
    ],
  )
  expect(consistency).toMatchObject({
    state: 'complete',
    isConsistent: false,
    worst: ['cost', 'latency', 'quality'],
  })
})

test('a comparison that is missing is made up', () => {
  const { byCriterion, consistency } = weightsOf(
    settingsOf({
      weighing: 'pairwise',
      comparisons: [comparison('cost', 'latency', 3), comparison('quality', 'cost', 2)],
    }),
  )
  expect(consistency).toEqual({ state: 'incomplete', missing: [['latency', 'quality']] })
  expect(new Set(byCriterion.values())).toEqual(new Set([0]))
})

test('a scenario that the settings do not take, or that forgets what the user has rated', () => {
  const rated = {
    ...firstSettings(),
    rubric: [{ contenderId: 'a', criterionId: 'errors' as const, level: 3, note: 'names the field' }],
  }
  for (const scenario of ['prototype', 'steady', 'bursty', 'batch'] as const) {
    const settings = DecisionSettings.parse(withScenario(rated, scenario))
    expect(settings).toMatchObject({ scenario, rubric: rated.rubric, constraints: SCENARIOS[scenario].constraints })
  }
})

test('settings that name what there is not, or the same twice, are kept', () => {
  const wrong: Partial<DecisionSettings>[] = [
    { weights: { 'own-legal': 3 } },
    { constraints: [{ criterionId: 'own-legal', limit: 3 }] },
    { comparisons: [comparison('cost', 'cost', 2)] },
    { comparisons: [comparison('cost', 'latency', 2), comparison('latency', 'cost', 2)] },
    {
      rubric: [1, 2].map((level) => ({ contenderId: 'a', criterionId: 'errors' as const, level, note: '' })),
    },
    { references: { cost: { good: 5, unacceptable: 5 } } },
    { ownCriteria: [{ id: 'own-legal', name: 'Legal \u202E', words: ['a', 'b', 'c', 'd', 'e'] }] },
  ]
  for (const change of wrong) expect(DecisionSettings.safeParse(settingsOf(change)).success).toBe(false)
  const own = { id: 'own-legal', name: 'Legal', words: ['a', 'b', 'c', 'd', 'e'] }
  expect(DecisionSettings.safeParse(settingsOf({ ownCriteria: [own], weights: { 'own-legal': 3 } })).success).toBe(true)
})
