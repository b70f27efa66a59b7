import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { freezePlan } from '#main/workbench/freeze-plan.ts'
import { FrozenPlan, Plan, type PlanInput } from '#shared/domain/plan.ts'
import { sourcesForTest } from './sources-for-test.ts'

const flux = { id: 'flux', provider: 'novita', model: 'flux-1-schnell', account: 'practice' as const }
const sdxl = { id: 'sdxl', provider: 'segmind', model: 'sdxl1.0-txt2img', account: 'practice' as const }

function plan(changes: Partial<PlanInput>): Plan {
  return Plan.parse({
    name: 'T',
    prompts: [{ name: 'Vase', text: 'a vase, {{style}}' }],
    contenders: [flux, sdxl],
    axes: [{ variable: 'style', values: ['oil', 'ink'] }],
    ...changes,
  })
}

function check(changes: Partial<PlanInput>) {
  return checkPlan(plan(changes), sourcesForTest())
}

function freeze(changes: Partial<PlanInput>): FrozenPlan {
  const asked = plan(changes)
  const checked = checkPlan(asked, sourcesForTest())
  expect(checked.problems).toEqual([])
  const place = { baseUrl: 'http://127.0.0.1:1', concurrency: null }
  return freezePlan(asked, checked, new Map(asked.contenders.map(({ id }) => [id, [place]])))
}

test('cells of a matrix are lost, named alike, or ask something else than their place says', () => {
  const frozen = freeze({
    axes: [
      { parameter: 'size', values: '512x512, 1024x768' },
      { variable: 'style', values: 'oil || ink, thin' },
    ],
  })
  expect(FrozenPlan.parse(frozen)).toEqual(frozen)
  expect(frozen.cases.map(({ name }) => name)).toEqual([
    'Vase · size 512x512 · style oil',
    'Vase · size 512x512 · style ink, thin',
    'Vase · size 1024x768 · style oil',
    'Vase · size 1024x768 · style ink, thin',
  ])
  expect(frozen.cases.map(({ index }) => index)).toEqual([0, 1, 2, 3])
  expect(frozen.cases[3]).toMatchObject({
    promptIndex: 0,
    prompt: 'a vase, ink, thin',
    coordinates: { size: '1024x768', style: 'ink, thin' },
    parameters: { width: 1024, height: 768 },
  })
  expect(frozen.axes.map(({ varies }) => varies)).toEqual([
    { kind: 'parameter', parameter: 'size' },
    { kind: 'variable', variable: 'style' },
  ])
})

describe('combinations that are left out', () => {
  test('are asked all the same, or take others with them', () => {
    const { cases } = freeze({
      prompts: [
        { name: 'Vase', text: 'a vase, {{style}}' },
        { name: 'Lake', text: 'a lake, {{style}}' },
      ],
      skip: [
        { axes: { style: ['ink'] }, prompts: ['Lake'] },
        { contenders: ['sdxl'], axes: { style: ['oil'] } },
      ],
    })
    expect(cases.map(({ name, skippedFor }) => [name, skippedFor])).toEqual([
      ['Vase · style oil', ['sdxl']],
      ['Vase · style ink', undefined],
      ['Lake · style oil', ['sdxl']],
    ])
  })

  test('name what there is not, and nobody hears of it', () => {
    const { problems } = check({
      skip: [
        { axes: { style: ['oul'] } },
        { axes: { mood: ['x'] } },
        { contenders: ['fluks'] },
        { prompts: [2, 'Sea'] },
        {},
      ],
    })
    expect(problems.map(({ path }) => path)).toEqual([
      'skip[0].axes.style[0]',
      'skip[1].axes.mood',
      'skip[2].contenders[0]',
      'skip[3].prompts[0]',
      'skip[3].prompts[1]',
      'skip[4]',
    ])
  })

  test('leave nothing of the trial, or nothing for a contender', () => {
    expect(check({ skip: [{ contenders: ['flux', 'sdxl'] }] }).problems.map(({ path }) => path)).toEqual(['skip'])
    expect(check({ skip: [{ contenders: ['sdxl'] }] }).problems.map(({ path }) => path)).toEqual(['contenders[1]'])
  })
})

describe('an axis is refused before the first request', () => {
  test('when a value is no value, with its place', () => {
    const { problems } = check({
      axes: [
        { variable: 'style', values: ['oil'] },
        { parameter: 'steps', values: ['10', 'many', '500'] },
      ],
    })
    expect(problems.map(({ path }) => path)).toEqual(['axes[1].values[1]', 'axes[1].values[2]'])
    expect(check({ axes: [{ variable: 'style', values: 'oil, oil' }] }).problems[0]).toMatchObject({
      path: 'axes[0].values',
    })
  })

  test('when a placeholder has no value, or a variable no place', () => {
    const { problems } = check({ axes: [{ variable: 'mood', values: ['calm'] }] })
    expect(problems.map(({ path }) => path)).toEqual(['axes[0].variable', 'prompts[0].text'])
    expect(problems[1]?.message).toContain('{{style}}')
  })

  test('when two vary the same, by whatever name', () => {
    const axes = [
      { variable: 'style', values: ['oil'] },
      { parameter: 'size' as const, values: ['512x512'] },
      { parameter: 'width' as const, values: [512, 768] },
    ]
    expect(check({ axes }).problems[0]).toMatchObject({ path: 'axes[2]', message: expect.stringContaining('"size"') })
  })

  test('when no contender takes its parameter; where only some do, that is a note', () => {
    const axes = [
      { variable: 'style', values: ['oil'] },
      { parameter: 'scale' as const, values: [2, 4] },
    ]
    expect(check({ axes }).problems[0]).toMatchObject({ path: 'axes[1].parameter' })
    const guided = check({ axes: [axes[0]!, { parameter: 'steps', values: [4, 150] }] })
    expect(guided.problems).toEqual([])
    expect(guided.notes.map(({ contenderId }) => contenderId)).toContain('flux')
    expect(guided.notes.some(({ text }) => text.startsWith('axis steps: 150 is sent as'))).toBe(true)
  })

  test('when the matrix explodes: thousands are noted, a hundred thousand refused', () => {
    const axes = [
      { variable: 'style', values: ['oil', 'ink'] },
      { parameter: 'steps' as const, values: '1, 2, …, 50' },
    ]
    const many = check({ axes, repeats: 20 })
    expect(many.problems).toEqual([])
    expect(many.notes.find(({ contenderId }) => contenderId === null)?.text).toMatch(
      /^4,000 samples: 2 contenders, 1 prompt, 100 cases/,
    )
    expect(check({ axes, repeats: 600 }).problems[0]).toMatchObject({
      path: 'repeats',
      message: expect.stringContaining('120,000'),
    })
    const wild = [
      ...axes,
      { parameter: 'guidance' as const, values: '0, 0.1, …, 19.9' },
      { parameter: 'width' as const, values: '512, 576, …, 1024' },
    ]
    expect(check({ axes: wild }).problems[0]).toMatchObject({
      path: 'axes',
      message: expect.stringContaining('180,000 cases'),
    })
  })
})

test('a prompt without the placeholder is asked for the same picture again and again', () => {
  const { matrix, notes } = check({ prompts: [{ text: 'a vase, {{style}}' }, { text: 'a lake' }] })
  expect(matrix.cases.map(({ prompt }) => prompt)).toEqual(['a vase, oil', 'a vase, ink', 'a lake'])
  expect(notes.some(({ text }) => text.includes('1 prompt without {{style}}'))).toBe(true)
})

test('a budget meets a value without a price three hours in', () => {
  const together = {
    id: 'together',
    provider: 'together',
    model: 'black-forest-labs/FLUX.1-schnell',
    account: 'practice' as const,
  }
  // Its price is listed for four steps alone.
  const asked = {
    contenders: [{ ...together, parameters: { steps: 4 } }],
    axes: [
      { parameter: 'steps' as const, values: '4, 8' },
      { variable: 'style', values: ['oil'] },
    ],
    budgetUsd: 1,
  }
  expect(check(asked).problems).toEqual([
    {
      path: 'contenders[0].ceilingUsd',
      message:
        'The cost of one picture at steps 8 is not known beforehand, so the budget could not be kept. Say what one may cost at most: ceilingUsd.',
    },
  ])
  const left = { ...asked, skip: [{ axes: { steps: [8] } }] }
  expect(check(left).problems).toEqual([])
  expect(check({ ...asked, contenders: [{ ...together, ceilingUsd: 0.01 }] }).problems).toEqual([])
})

describe('a load that could not be kept is refused', () => {
  const forge = { id: 'ours', provider: 'a1111', model: 'sd_xl_base_1.0', account: 'practice' as const }

  test('a worker that draws one at a time is swept at two', () => {
    const { problems } = check({ contenders: [flux, forge], load: { kind: 'sweep', concurrencies: [1, 2, 1] } })
    expect(problems.map(({ path }) => path)).toEqual(['load.concurrencies[1]', 'load.concurrencies[2]'])
  })

  test('two contenders behind one bound wait for each other in an open loop', () => {
    const contenders = [forge, { ...forge, id: 'again' }]
    const { problems } = check({ contenders, load: { kind: 'open', perMinute: 6 } })
    expect(problems[0]).toMatchObject({ path: 'contenders[1]', message: expect.stringContaining('wait for the other') })
    expect(check({ contenders: [flux, forge], load: { kind: 'open', perMinute: 6 } }).problems).toEqual([])
  })

  test('there are more blocks than repeats, or a closed loop is to be saturated', () => {
    const { problems } = check({ repeats: 2, blocks: { count: 3, everyMinutes: 60 }, stop: { whenSaturated: true } })
    expect(problems.map(({ path }) => path)).toEqual(['blocks.count', 'stop.whenSaturated'])
  })
})
