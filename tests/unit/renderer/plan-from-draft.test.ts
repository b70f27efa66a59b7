import { describe, expect, test } from 'vitest'
import {
  draftFromFrozenPlan,
  draftFromPlan,
  readPastedPrompts,
  type Draft,
} from '#renderer/features/trial-design/draft.ts'
import { planFromDraft } from '#renderer/features/trial-design/plan-from-draft.ts'
import { Plan } from '#shared/domain/plan.ts'
import { contender, frozenPlan } from './sample-trial.ts'

const plan = Plan.parse({
  name: 'Storefront heroes',
  contenders: [
    {
      id: 'novita',
      provider: 'novita',
      model: 'flux',
      account: 'practice',
      parameters: { width: 1024, height: 1024, steps: 4 },
    },
    {
      id: 'modal',
      provider: 'modal',
      model: 'flux',
      concurrency: 3,
      ceilingUsd: 0.01,
      parameters: {
        guidance: 3.5,
        format: 'png',
        sampler: 'Euler a',
        strength: 0.6,
        loras: [{ path: 'ink', scale: 0.8 }],
      },
      workflow: 'workflow-1',
      furtherSteps: [
        { provider: 'segmind', model: 'esrgan', account: 'account-1', ceilingUsd: 0.002, parameters: { scale: 4 } },
      ],
    },
  ],
  prompts: [{ name: 'Vase', text: 'a vase', picture: 'a'.repeat(64) }, { text: 'a poster' }],
  repeats: 4,
  seed: 20261114,
  budgetUsd: 40,
})
const draft: Draft = draftFromPlan(plan)

function change(changes: Partial<Draft>) {
  return planFromDraft({ ...draft, ...changes })
}

describe('a plan', () => {
  test('that goes through the form unchanged is the same plan', () => {
    const { plan: again } = planFromDraft(draft)
    expect(again).not.toBeNull()
    expect(Plan.parse(again)).toEqual(plan)
  })
  test('leaves out contenders that are not chosen, and problems name the place among the chosen', () => {
    const [first, second] = draft.contenders
    if (first === undefined || second === undefined) throw new Error('two contenders expected')
    const { problems } = change({
      contenders: [
        { ...first, included: false },
        { ...second, concurrency: 'many' },
      ],
    })
    expect(problems).toEqual([{ path: 'contenders[0].concurrency', message: 'Type a whole number from 1 to 256' }])
  })
  test('is not made of half-typed numbers', () => {
    for (const repeats of ['', '0', '1.5', '1e3', 'four', '1001']) {
      expect(change({ repeats }).problems.map((problem) => problem.path)).toEqual(['repeats'])
    }
  })
  test('with a parameter that no model can take is refused at its field, not by the wire', () => {
    const [first] = draft.contenders
    if (first === undefined) throw new Error('a contender expected')
    const { problems } = change({
      contenders: [{ ...first, parameters: { width: '63', steps: '400', guidance: '3.5' } }],
    })
    expect(problems.map(({ path }) => path)).toEqual([
      'contenders[0].parameters.width',
      'contenders[0].parameters.steps',
    ])
  })
  test('names the step of a pipeline in which something does not fit', () => {
    const [, second] = draft.contenders
    const [step] = second?.furtherSteps ?? []
    if (second === undefined || step === undefined) throw new Error('a pipeline expected')
    const { problems } = change({
      contenders: [
        {
          ...second,
          loras: [{ path: 'ink', scale: 'strong' }],
          furtherSteps: [{ ...step, parameters: { scale: '40' } }],
        },
      ],
    })
    expect(problems.map(({ path }) => path)).toEqual([
      'contenders[0].parameters.loras[0].scale',
      'contenders[0].furtherSteps[0].parameters.scale',
    ])
  })
  test('does not send a LoRA that nobody has named yet, nor an address beside a rented machine', () => {
    const [first] = draft.contenders
    if (first === undefined) throw new Error('a contender expected')
    const { plan: again } = change({
      contenders: [
        { ...first, loras: [{ path: ' ', scale: '1' }], rental: 'rental-1', baseUrl: 'https://gpu.example' },
      ],
    })
    expect(again?.contenders[0]).not.toHaveProperty('parameters.loras')
    expect(again?.contenders[0]).toHaveProperty('rental', 'rental-1')
    expect(again?.contenders[0]).not.toHaveProperty('baseUrl')
  })
  test('without a contender, a prompt or a name says so at each place', () => {
    expect(
      change({ name: ' ', contenders: [], prompts: [{ name: 'x', text: '  ' }] }).problems.map(({ path }) => path),
    ).toEqual(['name', 'contenders', 'prompts'])
  })
  test('has no budget where none is typed, and refuses one that is not an amount', () => {
    expect(change({ budgetUsd: '' }).plan).not.toHaveProperty('budgetUsd')
    expect(change({ budgetUsd: 'sixty' }).problems).toEqual([
      { path: 'budgetUsd', message: 'Type an amount, such as 60.00' },
    ])
    expect(change({ budgetUsd: '0' }).plan).toBeNull()
  })
  test('with more than eight contenders is refused before markers run out', () => {
    const many = Array.from(
      { length: 9 },
      (_, index) => ({ ...draft.contenders[0], id: `c${index}` }) as Draft['contenders'][number],
    )
    expect(change({ contenders: many }).problems[0]?.path).toBe('contenders')
  })
})

test('a trial that is repeated does not point at a simulator that is gone', () => {
  const again = draftFromFrozenPlan(
    frozenPlan([contender('a', 0), contender('b', 1, { account: 'environment', baseUrl: 'https://gpu.example' })]),
  )
  expect(again.contenders.map(({ baseUrl }) => baseUrl)).toEqual(['', 'https://gpu.example'])
})
test('pasted prompts are one a line, whatever the line ends with', () => {
  expect(readPastedPrompts('a vase\r\n\r\n  a poster \n').map(({ text }) => text)).toEqual(['a vase', 'a poster'])
})
