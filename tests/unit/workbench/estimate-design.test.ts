import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { estimatePlan } from '#main/workbench/estimate-plan.ts'
import { Plan, type PlanInput } from '#shared/domain/plan.ts'
import { sourcesForTest } from './sources-for-test.ts'

const MINUTE = 60_000
const schnell = {
  id: 'schnell',
  provider: 'novita',
  model: 'flux-1-schnell',
  account: 'practice' as const,
  parameters: { steps: 4 },
}

/** Every picture takes two seconds, as far as anything was timed. */
const twoSeconds = () => ({ lowMs: 2000, medianMs: 2000, highMs: 2000, count: 40 })

function estimate(changes: Partial<PlanInput>, earlier: Parameters<typeof estimatePlan>[2] = twoSeconds) {
  const plan = Plan.parse({
    name: 'T',
    prompts: Array.from({ length: 10 }, (_, index) => ({ text: `prompt ${index}` })),
    repeats: 3,
    contenders: [schnell],
    ...changes,
  })
  return estimatePlan(plan, checkPlan(plan, sourcesForTest()), earlier, new Date('2026-11-22T12:00:00Z'))
}

test('warm-ups and probes are paid for and not estimated', () => {
  const { samples, byRole, cost, samplesPerContender } = estimate({
    warmUp: 2,
    coldProbes: { gapsMinutes: [1, 5], probes: 3 },
  })
  expect(byRole).toEqual([
    { role: 'measure', samples: 30, lowMicros: 90_000, highMicros: 90_000 },
    { role: 'warm-up', samples: 2, lowMicros: 6000, highMicros: 6000 },
    { role: 'cold-probe', samples: 6, lowMicros: 18_000, highMicros: 18_000 },
  ])
  expect(samples).toBe(38)
  expect(cost.highMicros).toBe(114_000)
  expect(samplesPerContender).toBe(30)
})

test('seed checks are paid for and not estimated, or a contender that takes no seed is charged for some', () => {
  const noSeed = { id: 'no-seed', provider: 'openai-images', model: 'gpt-image-1-mini', account: 'practice' as const }
  const { samples, byRole, duration, notes } = estimate({ contenders: [schnell, noSeed], seedChecks: 5 })
  expect(samples).toBe(65)
  expect(byRole[1]).toEqual({ role: 'seed-check', samples: 5, lowMicros: 15_000, highMicros: 15_000 })
  expect(duration).toMatchObject({ lowMs: 35 * 2000 })
  expect(notes).toContainEqual({ contenderId: 'no-seed', text: 'takes no seed, so it has no seed checks' })
})

test.each([
  [{ seedChecks: 4 }, '4 seed checks will tell nothing: it takes 5'],
  [{ seedChecks: 40 }, '40 seed checks of 30 pictures: some are asked for more than once again'],
  [
    { seedChecks: 5, seeds: 'per-prompt' as const },
    'the plan asks with the same seeds again as it is, which tells the same as seed checks',
  ],
])('seed checks that tell little or nothing are planned without a word: %o', (changes, text) => {
  expect(estimate(changes).notes).toContainEqual({ contenderId: null, text })
  expect(estimate({ seedChecks: 5 }).notes.filter(({ contenderId }) => contenderId === null)).toEqual([])
})

test('a size on an axis is priced as if all were drawn at the contender’s own', () => {
  const { cost, byRole } = estimate({ axes: [{ parameter: 'size', values: '512x512, 1024x1024' }] })
  // A quarter of the pixels costs a quarter: 30 × $0.00075 and 30 × $0.003.
  expect(byRole[0]?.samples).toBe(60)
  expect(cost.highMicros).toBe(30 * 750 + 30 * 3000)
})

test('a ceiling is forgotten once the model has been timed, though its price does not buy time', () => {
  const together = {
    id: 't',
    provider: 'together',
    model: 'black-forest-labs/FLUX.1-schnell',
    account: 'practice' as const,
  }
  const asked = { ...together, parameters: { steps: 8 }, ceilingUsd: 0.01 }
  const { cost, perContender } = estimate({ contenders: [asked] })
  expect(cost.highMicros).toBe(30 * 10_000)
  expect(perContender[0]?.basis).toBe('at most $0.0100, your ceiling')
})

test('combinations that are left out are paid for', () => {
  const { samples } = estimate({
    contenders: [schnell, { ...schnell, id: 'again' }],
    axes: [{ parameter: 'steps', values: [2, 4] }],
    skip: [{ contenders: ['again'], axes: { steps: [2] } }, { prompts: [1] }],
  })
  expect(samples).toBe((18 + 9) * 3)
})

describe('how long', () => {
  test('a sweep takes as if one stage were all', () => {
    const { duration } = estimate({ load: { kind: 'sweep', concurrencies: [1, 2] } })
    expect(duration).toMatchObject({ lowMs: 30 * 2000 + 15 * 2000, highMs: 30 * 2000 + 15 * 2000, idleMs: 0 })
  })

  test('an open loop lasts as long as its arrivals, timed before or not', () => {
    const open = { kind: 'open', perMinute: 29 } as const
    expect(estimate({ load: open }).duration).toMatchObject({
      lowMs: MINUTE + 2000,
      basis: 'by the arrivals of the plan',
    })
    expect(estimate({ load: open }, () => null).duration).toMatchObject({ lowMs: MINUTE })
    expect(estimate({ load: { kind: 'ramp', fromPerMinute: 10, toPerMinute: 48 } }).duration).toMatchObject({
      lowMs: MINUTE + 2000,
    })
  })

  test('blocks are taken for no wait', () => {
    const { duration } = estimate({ blocks: { count: 3, everyMinutes: 240 } })
    expect(duration).toMatchObject({ lowMs: 480 * MINUTE + 20_000, highMs: 480 * MINUTE + 20_000 })
  })

  test('idle gaps are left out, or two that share an account idle at the same time', () => {
    const coldProbes = { gapsMinutes: [1, 9], probes: 6 }
    expect(estimate({ coldProbes }).duration?.idleMs).toBe(60 * MINUTE)
    const contenders = [schnell, { ...schnell, id: 'again' }]
    expect(estimate({ coldProbes, contenders }).duration?.idleMs).toBe(120 * MINUTE)
  })
})

test('an extension costs and takes what the whole plan does, with what the trial has asked already', () => {
  const other = { ...schnell, id: 'other', account: 'practice' as const }
  const plan = Plan.parse({
    name: 'T',
    prompts: Array.from({ length: 10 }, (_, index) => ({ text: `prompt ${index}` })),
    repeats: 3,
    warmUp: 2,
    seedChecks: 5,
    coldProbes: { gapsMinutes: [1, 5], probes: 3 },
    contenders: [schnell, other],
  })
  const added = [
    ...Array.from({ length: 10 }, () => ['schnell', 'measure'] as const),
    ...Array.from({ length: 30 }, () => ['other', 'measure'] as const),
    ...Array.from({ length: 2 }, () => ['other', 'warm-up'] as const),
    ...Array.from({ length: 6 }, () => ['other', 'cold-probe'] as const),
    ...Array.from({ length: 5 }, () => ['other', 'seed-check'] as const),
  ].map(([contenderId, role]) => ({ contenderId, role }))
  const of = (samples: typeof added | null) =>
    estimatePlan(plan, checkPlan(plan, sourcesForTest()), twoSeconds, new Date('2026-11-22T12:00:00Z'), samples)
  const extension = of(added)
  expect(extension.added?.byRole.map(({ role, samples }) => [role, samples])).toEqual([
    ['measure', 40],
    ['warm-up', 2],
    ['cold-probe', 6],
    ['seed-check', 5],
  ])
  expect(extension.added).toMatchObject({
    samples: 53,
    cost: { highMicros: 53 * 3000 },
    duration: { lowMs: 37 * 2000, idleMs: 18 * MINUTE },
  })
  expect(extension).toMatchObject({ ...of(null), added: extension.added })
  expect(extension.samples).toBe(86)
  const more = of(added.slice(0, 10)).added
  expect(more).toMatchObject({ samples: 10, askedContenders: ['schnell'], duration: { idleMs: 0 } })
  expect(of([]).added).toMatchObject({ samples: 0, byRole: [], duration: null })
})
