import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { freezePlan } from '#main/workbench/freeze-plan.ts'
import { shortTitle } from '#main/workbench/short-title.ts'
import { FrozenPlan, Plan } from '#shared/domain/plan.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { examplePicture, sourcesForTest } from './sources-for-test.ts'

test('a frozen plan pins the price it will be costed with, with source and date', () => {
  const plan = Plan.parse({
    name: 'T',
    prompts: [{ text: 'a fox' }],
    budgetUsd: 1.5,
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', account: 'practice' }],
  })
  const places = new Map([['a', [{ baseUrl: 'http://127.0.0.1:1234', concurrency: null }]]])
  const frozen = freezePlan(plan, checkPlan(plan, sourcesForTest()), places)
  expect(FrozenPlan.parse(frozen)).toEqual(frozen)
  expect(frozen.contenders[0]?.price).toMatchObject({ unit: 'megapixel-step', retrievedOn: expect.any(String) })
  expect(frozen.budgetMicros).toBe(1_500_000)
})

test('a frozen pipeline loses a step, its account’s bound, or the picture that it begins with', () => {
  const step = { provider: 'novita', model: 'remove-background', account: 'practice' as const }
  const plan = Plan.parse({
    name: 'T',
    prompts: [{ text: 'cut it out', picture: examplePicture.sha256 }],
    contenders: [{ id: 'a', ...step, furtherSteps: [step] }],
  })
  const places = new Map([
    [
      'a',
      [
        { baseUrl: 'http://127.0.0.1:1', concurrency: 2 },
        { baseUrl: 'http://127.0.0.1:2', concurrency: null },
      ],
    ],
  ])
  const frozen = freezePlan(plan, checkPlan(plan, sourcesForTest({ pictures: [examplePicture] })), places)
  expect(FrozenPlan.parse(frozen)).toEqual(frozen)
  expect(frozen.cases[0]?.picture).toEqual(examplePicture)
  expect(frozen.contenders[0]).toMatchObject({
    task: 'remove-background',
    baseUrl: 'http://127.0.0.1:1',
    accountConcurrency: 2,
    furtherSteps: [{ task: 'remove-background', baseUrl: 'http://127.0.0.1:2', accountConcurrency: null }],
  })
})

describe('the title of a prompt without a name', () => {
  test.each([
    ['a fox', 'a fox'],
    ['a  fox\n in   snow', 'a fox in snow'],
    ['x'.repeat(60), `${'x'.repeat(48)}…`],
    ['one two three four five six seven eight nine ten eleven', 'one two three four five six seven eight nine…'],
  ])('is cut at a word: %j', (text, title) => {
    expect(shortTitle(text)).toBe(title)
  })
})

test('a frozen case keeps a placeholder, loses what came with the prompt, or the set that it is from', () => {
  const variables = { colour: 'red' }
  const promptSet = { promptSetId: 'prompt-set-1', name: 'Foxes', version: 3, selection: 'tagged animal' }
  const plan = Plan.parse({
    name: 'T',
    prompts: [
      { text: 'a {{colour}} fox', negativePrompt: 'no {{colour}} sky', tags: ['animal'], variables },
      { text: String.raw`the sign \{{sale}}` },
    ],
    promptSet,
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', account: 'practice' }],
  })
  const places = new Map([['a', [{ baseUrl: 'http://127.0.0.1:1234', concurrency: null }]]])
  const frozen = freezePlan(plan, checkPlan(plan, sourcesForTest()), places)
  expect(FrozenPlan.parse(frozen)).toEqual(frozen)
  expect(frozen.promptSet).toEqual(promptSet)
  expect(frozen.cases).toEqual([
    {
      index: 0,
      name: 'a red fox',
      promptIndex: 0,
      coordinates: {},
      parameters: { negativePrompt: 'no red sky' },
      prompt: 'a red fox',
      tags: ['animal'],
      variables,
      picture: null,
    },
    plainCase(1, 'the sign {{sale}}', 'the sign {{sale}}'),
  ])
})
