import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import type { SecretsPort } from '#main/workbench/ports.ts'
import { Plan, type PlanInput } from '#shared/domain/plan.ts'

const secrets = (values: Record<string, string>): SecretsPort => ({
  read: (providerId, field) => values[`${providerId}.${field}`] ?? null,
})
const noSecrets = secrets({})
const novitaKey = secrets({ 'novita.apiKey': 'sk_test' })

function plan(changes: Partial<PlanInput>): Plan {
  return Plan.parse({
    name: 'T',
    prompts: [{ text: 'a fox' }],
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4 } }],
    ...changes,
  })
}

describe('a plan is refused before the first request', () => {
  test('when a key is missing, with the variable to set', () => {
    const { problems, code } = checkPlan(plan({}), noSecrets)
    expect(code).toBe('MISSING_CREDENTIAL')
    expect(problems).toEqual([
      { path: 'contenders[0].account', message: 'Novita AI needs its API key. Set ASSAY_NOVITA_API_KEY.' },
    ])
  })

  test('when a provider does not exist, with the nearest one that does', () => {
    const { problems, code } = checkPlan(plan({ contenders: [{ id: 'a', provider: 'novta', model: 'x' }] }), noSecrets)
    expect(code).toBe('UNKNOWN_PROVIDER')
    expect(problems[0]?.path).toBe('contenders[0].provider')
    expect(problems[0]?.message).toMatch(/no provider "novta"\. Did you mean "novita"\? Known: novita, /)
  })

  test('when a model does not exist, without guessing wildly', () => {
    const { problems } = checkPlan(plan({ contenders: [{ id: 'a', provider: 'novita', model: 'zzz' }] }), novitaKey)
    expect(problems[0]).toMatchObject({ path: 'contenders[0].model' })
    expect(problems[0]?.message).not.toMatch(/Did you mean/)
  })

  test('when two contenders share an id, because their rows would be mixed', () => {
    const twin = { id: 'a', provider: 'novita', model: 'flux-1-schnell' }
    const { problems } = checkPlan(plan({ contenders: [twin, twin] }), novitaKey)
    expect(problems.map((problem) => problem.path)).toEqual(['contenders[1].id'])
  })

  test('when a worker that draws one at a time is asked for more, because the wait would pass as latency', () => {
    const contenders = [
      { id: 'a', provider: 'a1111', model: 'sd_xl_base_1.0', account: 'practice' as const, concurrency: 4 },
    ]
    expect(checkPlan(plan({ contenders }), noSecrets).problems[0]).toMatchObject({
      path: 'contenders[0].concurrency',
      message: expect.stringMatching(/at most 1/),
    })
  })

  test('when a budget could not be kept, because a price is unknown and no ceiling is given', () => {
    const contenders = [{ id: 'a', provider: 'modal', model: 'flux-1-schnell', account: 'practice' as const }]
    const refused = checkPlan(plan({ contenders, budgetUsd: 1 }), noSecrets)
    expect(refused.problems[0]?.path).toBe('contenders[0].ceilingUsd')
    const withCeiling = [{ ...contenders[0]!, ceilingUsd: 0.01 }]
    expect(checkPlan(plan({ contenders: withCeiling, budgetUsd: 1 }), noSecrets).problems).toEqual([])
  })

  test('when a server of one’s own has no address', () => {
    const contenders = [{ id: 'a', provider: 'modal', model: 'flux-1-schnell' }]
    expect(checkPlan(plan({ contenders }), noSecrets).problems[0]).toMatchObject({
      path: 'contenders[0].baseUrl',
      message: expect.stringMatching(/ASSAY_MODAL_BASE_URL/),
    })
  })

  test('when a price id is not in the price book', () => {
    const contenders = [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', priceId: 'novita/free' }]
    expect(checkPlan(plan({ contenders }), novitaKey).problems[0]?.path).toBe('contenders[0].priceId')
  })

  test('with all its problems at once, not one a try', () => {
    const contenders = [
      { id: 'a', provider: 'nobody', model: 'x' },
      { id: 'b', provider: 'segmind', model: 'sdxl1.0-txt2img' },
    ]
    expect(checkPlan(plan({ contenders }), noSecrets).problems.map((problem) => problem.path)).toEqual([
      'contenders[0].provider',
      'contenders[1].account',
    ])
  })
})

test('no problem message repeats a credential that does not fit', () => {
  const canary = 'ak-canary-0f3a'
  const contenders = [{ id: 'a', provider: 'modal', model: 'flux-1-schnell', baseUrl: 'https://x.modal.run' }]
  const { problems } = checkPlan(plan({ contenders }), secrets({ 'modal.key': canary, 'modal.secret': canary }))
  expect(problems.length).toBeGreaterThan(0)
  expect(JSON.stringify(problems)).not.toContain(canary)
})

test('two contenders of one provider are told apart by their model', () => {
  const contenders = [
    { id: 'a', provider: 'novita', model: 'flux-1-schnell' },
    { id: 'b', provider: 'novita', model: 'sdxl' },
    { id: 'c', name: 'Ours', provider: 'novita', model: 'sdxl' },
  ]
  const names = checkPlan(plan({ contenders }), novitaKey).contenders.map((contender) => contender.name)
  expect(new Set(names).size).toBe(3)
  expect(names[2]).toBe('Ours')
})

test('a parameter that a model does not take is told before the run, not after it', () => {
  const contenders = [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4, guidance: 7 } }]
  expect(checkPlan(plan({ contenders }), novitaKey).notes).toEqual([
    { contenderId: 'a', text: expect.stringMatching(/^guidance 7 is not sent: /) },
  ])
})
