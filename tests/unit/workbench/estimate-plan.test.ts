import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { estimatePlan } from '#main/workbench/estimate-plan.ts'
import { Plan, type PlanInput } from '#shared/domain/plan.ts'
import { sourcesForTest } from './sources-for-test.ts'

const neverRun = (): null => null
const schnell = {
  id: 'schnell',
  provider: 'novita',
  model: 'flux-1-schnell',
  account: 'practice' as const,
  parameters: { steps: 4 },
}
const modal = { id: 'modal', provider: 'modal', model: 'flux-1-schnell', account: 'practice' as const, concurrency: 2 }

function estimate(changes: Partial<PlanInput>, earlier: Parameters<typeof estimatePlan>[2] = neverRun) {
  const plan = Plan.parse({
    name: 'T',
    prompts: Array.from({ length: 9 }, (_, index) => ({ text: `prompt ${index}` })),
    repeats: 4,
    contenders: [schnell],
    ...changes,
  })
  return estimatePlan(plan, checkPlan(plan, sourcesForTest()), earlier)
}

test('a listed price is multiplied out exactly: 36 pictures of 1024² in 4 steps at $0.003', () => {
  const { cost, samples, unknownPriceContenders } = estimate({})
  expect(samples).toBe(36)
  expect(cost).toEqual({ lowMicros: 108_000, highMicros: 108_000 })
  expect(unknownPriceContenders).toEqual([])
})

test('an unknown price is named, never added as nothing', () => {
  const { cost, unknownPriceContenders, perContender } = estimate({ contenders: [schnell, modal] })
  expect(cost).toEqual({ lowMicros: 108_000, highMicros: 108_000 })
  expect(unknownPriceContenders).toEqual(['modal'])
  expect(perContender.find((contender) => contender.contenderId === 'modal')?.perImageMicros).toBeNull()
})

test('a ceiling bounds the cost from above and leaves the lower end alone', () => {
  const { cost, unknownPriceContenders } = estimate({ contenders: [schnell, { ...modal, ceilingUsd: 0.01 }] })
  expect(cost).toEqual({ lowMicros: 108_000, highMicros: 108_000 + 36 * 10_000 })
  expect(unknownPriceContenders).toEqual([])
})

test('a metered host is reckoned from its earlier pictures: 36 × 1 to 2 s at $0.000694', () => {
  const { cost, duration } = estimate({ contenders: [modal] }, () => ({
    lowMs: 1000,
    medianMs: 1500,
    highMs: 2000,
    count: 40,
  }))
  expect(cost).toEqual({ lowMicros: 36 * 694, highMicros: 36 * 1388 })
  expect(duration).toMatchObject({ lowMs: 18_000, highMs: 36_000 })
})

test('an average price is expected of many calls, though it bounds no single one: 36 × $0.00798', () => {
  const segmind = { id: 's', provider: 'segmind', model: 'sdxl1.0-txt2img', account: 'practice' as const }
  const { cost, unknownPriceContenders } = estimate({ contenders: [segmind] })
  expect(cost).toEqual({ lowMicros: 36 * 7980, highMicros: 36 * 7980 })
  expect(unknownPriceContenders).toEqual([])
})

test('a time is not made up for a contender that was never timed', () => {
  expect(estimate({}).duration).toBeNull()
})

test('it says which percentiles the plan will support, so that nobody waits for a p99 of 36', () => {
  expect(estimate({}).percentiles).toEqual([
    { percentile: 0.5, shown: true, neededCount: 6 },
    { percentile: 0.9, shown: true, neededCount: 36 },
    { percentile: 0.95, shown: false, neededCount: 72 },
    { percentile: 0.99, shown: false, neededCount: 368 },
  ])
})

const bothTimed: Parameters<typeof estimatePlan>[2] = () => ({ lowMs: 1000, medianMs: 1500, highMs: 2000, count: 9 })
const firstTimed: Parameters<typeof estimatePlan>[2] = (model) =>
  model.modelId === 'flux-1-schnell' ? bothTimed(model) : null

describe('a pipeline', () => {
  const cut = { provider: 'novita', model: 'remove-background', account: 'practice' as const }

  test('is estimated at the price of its first step alone', () => {
    const { perContender, cost } = estimate({ contenders: [{ ...schnell, furtherSteps: [cut] }] })
    const [contender] = perContender
    const steps = contender?.steps.map(({ perImageMicros }) => perImageMicros) ?? []
    expect(steps).toHaveLength(2)
    expect(steps[0]).toBe(3000)
    const whole = steps.reduce<number | null>((sum, step) => (sum === null || step === null ? null : sum + step), 0)
    expect(contender?.perImageMicros).toBe(whole)
    expect(cost.highMicros).toBe(36 * (whole ?? 0))
  })

  test('with a step whose cost is unknown has a sum that pretends to hold it', () => {
    const { perContender, unknownPriceContenders, cost } = estimate({
      contenders: [{ ...schnell, furtherSteps: [{ provider: 'modal', model: 'flux-1-schnell', account: 'practice' }] }],
    })
    expect(perContender[0]?.perImageMicros).toBeNull()
    expect(perContender[0]?.steps.map(({ perImageMicros }) => perImageMicros)).toEqual([3000, null])
    expect(unknownPriceContenders).toEqual(['schnell'])
    expect(cost.highMicros).toBe(0)
  })

  test('takes the time of one step, or a time at all where one was never timed', () => {
    expect(estimate({ contenders: [{ ...schnell, furtherSteps: [cut] }] }, firstTimed).duration).toBeNull()
    expect(estimate({ contenders: [{ ...schnell, furtherSteps: [cut] }] }, bothTimed).duration).toMatchObject({
      lowMs: 36 * 2000,
      highMs: 36 * 4000,
    })
  })
})
