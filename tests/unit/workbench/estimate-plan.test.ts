import { describe, expect, test } from 'vitest'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { estimatePlan } from '#main/workbench/estimate-plan.ts'
import type { Price } from '#shared/domain/price.ts'
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

/** A Sunday noon, in UTC. */
const noon = new Date('2026-11-22T12:00:00Z')

function estimate(
  changes: Partial<PlanInput>,
  earlier: Parameters<typeof estimatePlan>[2] = neverRun,
  { prices = [], at = noon }: { prices?: Price[]; at?: Date } = {},
) {
  const sources = sourcesForTest()
  const plan = Plan.parse({
    name: 'T',
    prompts: Array.from({ length: 9 }, (_, index) => ({ text: `prompt ${index}` })),
    repeats: 4,
    contenders: [schnell],
    ...changes,
  })
  const priced = { ...sources, prices: (adapter: ProviderAdapter) => [...sources.prices(adapter), ...prices] }
  return estimatePlan(plan, checkPlan(plan, priced), earlier, at)
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

describe('a price with rules', () => {
  const own: Price = {
    id: 'own/1',
    label: 'Ours',
    models: [],
    unit: 'image',
    amountUsd: '0.010',
    source: null,
    retrievedOn: '2026-11-22',
    confidence: 'typed-in',
  }
  const peakHours = { timeZone: 'Europe/Berlin', fromHour: 8, untilHour: 20, amountUsd: '0.020' }
  const tiers = [{ fromUnits: 10, amountUsd: '0.004' }]
  const estimated = (rules: Partial<Price>, at = noon, contender: Partial<PlanInput['contenders'][number]> = {}) =>
    estimate({ contenders: [{ ...schnell, priceId: own.id, ...contender }] }, neverRun, {
      prices: [{ ...own, ...rules }],
      at,
    })

  test('that has none is said to assume something', () => {
    const { cost, perContender, notes } = estimated({})
    expect(cost).toEqual({ lowMicros: 360_000, highMicros: 360_000 })
    expect(perContender[0]?.basis).toBe('1 × $0.010 a picture')
    expect(notes).toEqual([])
  })

  test('is reckoned at one hour’s price, as if no picture could be made at another', () => {
    // 12:00 UTC is 13:00 in Berlin, in the peak; 22:00 UTC is 23:00, outside of it.
    const [within, outside] = [noon, new Date('2026-11-22T22:00:00Z')].map((at) => estimated({ peakHours }, at))
    for (const { cost } of [within, outside].filter((one) => one !== undefined)) {
      expect(cost).toEqual({ lowMicros: 36 * 10_000, highMicros: 36 * 20_000 })
    }
    expect(within?.perContender[0]).toMatchObject({
      perImageMicros: 20_000,
      basis: '1 × $0.020 a picture; the peak price of this hour ($0.010 outside of 8:00 to 20:00, Europe/Berlin)',
    })
    expect(outside?.perContender[0]).toMatchObject({
      perImageMicros: 10_000,
      basis: '1 × $0.010 a picture; the price of this hour ($0.020 from 8:00 to 20:00, Europe/Berlin)',
    })
  })

  test('is silently that of the first volume tier', () => {
    const { cost, perContender, notes } = estimated({ tiers })
    expect(cost).toEqual({ lowMicros: 360_000, highMicros: 360_000 })
    expect(perContender[0]?.basis).toBe('1 × $0.010 a picture; the price of the first volume tier (up to 10 a month)')
    expect(notes).toEqual([
      { contenderId: 'schnell', text: expect.stringContaining('estimated at the price of the first volume tier') },
    ])
    expect(estimated({ tiers, peakHours }).perContender[0]?.basis).toMatch(
      /peak price of this hour.*the first volume tier/,
    )
  })

  test('is a range where every hour is a peak hour', () => {
    const allDay = { peakHours: { ...peakHours, fromHour: 0, untilHour: 24 } }
    expect(estimated(allDay).cost).toEqual({ lowMicros: 720_000, highMicros: 720_000 })
    expect(estimated(allDay).notes).toEqual([])
  })

  test('is spoken of where the user’s ceiling bounds the cost', () => {
    const rules = { unit: 'compute-second' as const, peakHours, tiers }
    const { cost, perContender } = estimated(rules, noon, { ceilingUsd: 0.05 })
    expect(cost.highMicros).toBe(36 * 50_000)
    expect(perContender[0]?.basis).toBe('at most $0.0500, your ceiling')
  })
})
