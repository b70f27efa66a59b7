import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { freezePlan, shortTitle } from '#main/workbench/freeze-plan.ts'
import { FrozenPlan, Plan } from '#shared/domain/plan.ts'

test('a frozen plan pins the price it will be costed with, with source and date', () => {
  const plan = Plan.parse({
    name: 'T',
    prompts: [{ text: 'a fox' }],
    budgetUsd: 1.5,
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', account: 'practice' }],
  })
  const { contenders } = checkPlan(plan, { read: () => null })
  const frozen = freezePlan(plan, contenders, new Map([['a', 'http://127.0.0.1:1234']]))
  expect(FrozenPlan.parse(frozen)).toEqual(frozen)
  expect(frozen.contenders[0]?.price).toMatchObject({ unit: 'megapixel-step', retrievedOn: expect.any(String) })
  expect(frozen.budgetMicros).toBe(1_500_000)
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
