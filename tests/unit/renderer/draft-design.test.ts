import { describe, expect, test } from 'vitest'
import { changesFromPreset } from '../../../src/renderer/features/trial-design/changes-from-preset.ts'
import { draftFromPlan } from '../../../src/renderer/features/trial-design/draft.ts'
import { PLAIN_DESIGN } from '../../../src/renderer/features/trial-design/draft-design.ts'
import { planFromDraft } from '../../../src/renderer/features/trial-design/plan-from-draft.ts'
import { readDesign } from '../../../src/renderer/features/trial-design/read-design.ts'
import { Plan, type PlanInput } from '#shared/domain/plan.ts'
import { applyPreset } from '#shared/domain/presets.ts'

function plan(changes: Partial<PlanInput>): Plan {
  return Plan.parse({
    name: 'T',
    prompts: [{ text: 'a vase, {{style}}' }, { text: 'a lake, {{style}}' }],
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', account: 'practice' }],
    ...changes,
  })
}

describe('a plan that is opened in the form and left alone', () => {
  const axes = [
    { variable: 'style', values: 'oil || ink, thin' },
    { parameter: 'steps' as const, values: '4, 8, …, 20' },
  ]
  const loads: NonNullable<PlanInput['load']>[] = [
    { kind: 'closed' },
    { kind: 'sweep', concurrencies: [1, 2, 4] },
    { kind: 'open', perMinute: 12.5, arrivals: 'constant', mostInFlight: 8 },
    { kind: 'ramp', fromPerMinute: 5, toPerMinute: 50 },
  ]

  test.each(loads)('comes out as another one: %o', (load) => {
    const opened = plan({
      load,
      axes,
      skip: [{ axes: { steps: ['4', '8'] }, contenders: ['a'], prompts: [1, 'Lake'] }],
      warmUp: 2,
      seedChecks: 5,
      blocks: { count: 2, everyMinutes: 90 },
      coldProbes: { gapsMinutes: [1, 2.5], probes: 4 },
      stop: { errorShare: 0.25, errorWindow: 30, afterMinutes: 60 },
    })
    const read = planFromDraft(draftFromPlan(opened))
    expect(read.problems).toEqual([])
    expect(read.plan === null ? null : Plan.parse(read.plan)).toEqual(opened)
  })
})

test('what can’t be read is told at another place than it has in the plan', () => {
  const { problems } = readDesign({
    ...PLAIN_DESIGN,
    axes: [{ kind: 'variable', variable: '', values: '' }],
    skips: [{ values: { style: 'oil,,ink' }, contenders: '', prompts: '' }],
    loadKind: 'sweep',
    concurrencies: '1, x',
    warmUp: '-1',
    inBlocks: true,
    blockCount: '1',
    probesCold: true,
    gapsMinutes: '',
    stopErrorPercent: '200',
  })
  expect(problems.map(({ path }) => path).toSorted((one, other) => one.localeCompare(other))).toEqual([
    'axes[0].values',
    'axes[0].variable',
    'blocks.count',
    'coldProbes.gapsMinutes',
    'load.concurrencies',
    'skip[0].axes.style',
    'stop.errorShare',
    'warmUp',
  ])
})

test('a preset takes axes away that were typed, or keeps prompts that it says it drops', () => {
  const draft = draftFromPlan(
    plan({
      prompts: Array.from({ length: 8 }, (_, index) => ({ text: `{{style}} ${index}` })),
      axes: [{ variable: 'style', values: 'oil' }],
    }),
  )
  const read = planFromDraft(draft)
  if (read.plan === null) throw new Error('The draft can not be read.')
  const changes = changesFromPreset(draft, applyPreset('smoke', Plan.parse(read.plan), 8))
  expect(changes.prompts).toHaveLength(5)
  expect(changes.design.axes).toEqual(draft.design.axes)
  expect(changes).toMatchObject({ repeats: '1', design: { loadKind: 'closed', inBlocks: false } })
})
