import { expect, test } from 'vitest'
import { advisePlan } from '#main/workbench/advise-plan.ts'
import { checkPlan } from '#main/workbench/check-plan.ts'
import type { EarlierServiceTime } from '#main/workbench/estimate-step.ts'
import { Plan, type PlanInput } from '#shared/domain/plan.ts'
import { samplesToDetect } from '#shared/stats/power.ts'
import { sourcesForTest } from './sources-for-test.ts'

const schnell = { id: 'schnell', provider: 'novita', model: 'flux-1-schnell', account: 'practice' as const }
const modal = { id: 'modal', provider: 'modal', model: 'flux-1-schnell', account: 'practice' as const }

function advise(changes: Partial<PlanInput>, earlier: EarlierServiceTime = () => null) {
  const plan = Plan.parse({
    name: 'T',
    prompts: Array.from({ length: 10 }, (_none, index) => ({ text: `prompt ${index}` })),
    repeats: 4,
    contenders: [schnell, modal],
    ...changes,
  })
  return advisePlan(plan, checkPlan(plan, sourcesForTest()), earlier, { perRepeat: plan.prompts.length })
}

/** Quartiles of log-normal times with a log standard deviation of 0.5 around these medians. */
function timed(medians: Readonly<Record<string, number>>, count = 40): EarlierServiceTime {
  return ({ providerId }) => {
    const medianMs = medians[providerId]
    if (medianMs === undefined) return null
    const width = Math.exp(0.5 * 0.67449)
    return { lowMs: medianMs / width, medianMs, highMs: medianMs * width, count }
  }
}

test('one contender is told what it can be compared with', () => {
  expect(advise({ contenders: [schnell] })).toBeNull()
})

test('without earlier times the scatter is made up in silence', () => {
  const advice = advise({})
  expect(advice).toMatchObject({ typicalMs: null, pairs: [] })
  expect(advice?.basis).toContain('none of these has been timed here')
  // 40 samples each at 0.3: exp(2.8016 · 0.3 · √(2 / 40)).
  expect(advice?.ratio).toBeCloseTo(1.207, 3)
})

test('the plan’s own repeats are missing from the curve, or it does not fall', () => {
  const curve = advise({ repeats: 6 })?.byRepeats ?? []
  expect(curve.map(({ repeats }) => repeats)).toContain(6)
  for (const [index, { ratio, repeats }] of curve.slice(1).entries()) {
    expect(ratio).toBeLessThan(curve[index]?.ratio ?? 0)
    expect(repeats).toBeGreaterThan(curve[index]?.repeats ?? 0)
  }
})

test('a difference of earlier trials is called settled by fewer samples than it takes', () => {
  const advice = advise({}, timed({ novita: 1000, modal: 1100 }))
  expect(advice?.typicalMs).toBe(1000)
  const needed = samplesToDetect(1.1, { logStandardDeviation: 0.5 })
  expect(advice?.pairs).toEqual([
    { fasterId: 'schnell', slowerId: 'modal', differenceMs: 100, neededRepeats: Math.ceil(needed / 10) },
  ])
})

test('two of the same speed are to be told apart by any number of repeats', () => {
  expect(advise({}, timed({ novita: 1000, modal: 1000 }))?.pairs[0]?.neededRepeats).toBeNull()
  expect(advise({}, timed({ novita: 1000, modal: 1000.01 }))?.pairs[0]?.neededRepeats).toBeNull()
})

test('the scatter of three pictures is taken for that of the contender', () => {
  expect(advise({}, timed({ novita: 1000, modal: 1100 }, 3))?.typicalMs).toBeNull()
})

test('a single picture each is promised to show something', () => {
  const advice = advise({ prompts: [{ text: 'a' }], repeats: 1 })
  expect(advice).toMatchObject({ ratio: null, winRate: null })
  expect(advice?.byRepeats[0]?.repeats).toBe(2)
})
