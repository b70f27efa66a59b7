import { describe, expect, test } from 'vitest'
import {
  addPrompt,
  beginEditing,
  changePrompt,
  filterPrompts,
  finishEditing,
  readTags,
  readVariables,
  removePrompts,
  tagPrompts,
  withText,
  withVariables,
  writeVariables,
} from '#renderer/features/prompt-sets/edit-prompts.ts'
import { EVERYTHING, readSelection, strataOptions } from '#renderer/features/prompt-sets/selection-draft.ts'
import { draftFromFrozenPlan, draftFromPlan } from '#renderer/features/trial-design/draft.ts'
import { planFromDraft } from '#renderer/features/trial-design/plan-from-draft.ts'
import { fillPrompt } from '#shared/domain/fill-variables.ts'
import { Plan } from '#shared/domain/plan.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { contender, frozenPlan } from './sample-trial.ts'

const PROMPTS: Prompt[] = [
  { name: 'Fox', text: 'a {{colour}} fox', tags: ['animal'], variables: { colour: 'red' } },
  { text: 'A road', tags: ['place', 'dry'] },
  { text: 'a hen', negativePrompt: 'fog' },
]

describe('editing a set', () => {
  test('changes another prompt than the one that was meant, once some were deleted', () => {
    const begun = beginEditing(PROMPTS)
    const fewer = removePrompts(begun, new Set([0]))
    const changed = changePrompt(addPrompt(fewer), 2, (prompt) => withText(prompt, 'negativePrompt', ''))
    const { prompts, emptyNumber } = finishEditing(changePrompt(changed, 3, () => ({ text: 'new' })))
    expect(prompts).toEqual([PROMPTS[1], { text: 'a hen' }, { text: 'new' }])
    expect(emptyNumber).toBeNull()
    expect(finishEditing(changed).emptyNumber).toBe(3)
    expect(finishEditing(begun).prompts).toEqual(PROMPTS)
  })

  test('tags prompts that were not chosen, or one twice', () => {
    const tagged = tagPrompts(beginEditing(PROMPTS), new Set([1, 2]), ['dry', 'new'], 'add')
    expect(finishEditing(tagged).prompts.map(({ tags }) => tags)).toEqual([
      ['animal'],
      ['place', 'dry', 'new'],
      ['dry', 'new'],
    ])
    const untagged = tagPrompts(tagged, new Set([2]), ['dry', 'new'], 'take-away')
    expect(finishEditing(untagged).prompts[2]).toEqual(PROMPTS[2])
  })

  test('finds by capitals, or loses what a filter hides', () => {
    const { rows } = beginEditing(PROMPTS)
    const found = (text: string, tag: string | null = null) => filterPrompts(rows, { text, tag }).map(({ key }) => key)
    expect(found('a ROAD')).toEqual([1])
    expect(found('fo')).toEqual([0, 2])
    expect(found('', 'dry')).toEqual([1])
    expect(found('fox', 'dry')).toEqual([])
  })

  test('reads half-typed tags and variables as others', () => {
    expect(readTags(' a, b;c | ,')).toEqual(['a', 'b', 'c'])
    expect(readVariables('colour = red = blue\nsize\n = x\nempty =\n')).toEqual({ colour: 'red = blue' })
    const { variables } = PROMPTS[0]!
    expect(readVariables(writeVariables(variables))).toEqual(variables)
    expect(withVariables(PROMPTS[0]!, {})).not.toHaveProperty('variables')
  })
})

const read = (changes: object) => readSelection({ ...EVERYTHING, ...changes }, 30)

test('a half-typed sample is drawn, or a variable is taken for another', () => {
  expect(read({})).toEqual({ selection: {}, problems: [] })
  expect(read({ tags: ['a'], count: '3', by: 'variable:a:b' }).selection).toEqual({
    tags: ['a'],
    sample: { count: 3, seed: 1, by: { variable: 'a:b' } },
  })
  for (const count of ['31', '0', '1.5', 'x']) expect(read({ count }).problems[0]?.path, count).toBe('promptSet.count')
  expect(read({ count: '3', seed: '' })).toMatchObject({ selection: {}, problems: [{ path: 'promptSet.seed' }] })
  expect(strataOptions(PROMPTS).map(({ value }) => value)).toEqual(['', 'tags', 'variable:colour'])
})

describe('a draft', () => {
  const promptSet = { promptSetId: 'prompt-set-1', name: 'Foxes', version: 2 }
  const plan = Plan.parse({
    name: 'T',
    prompts: PROMPTS,
    promptSet,
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', account: 'practice' }],
  })

  test('of prompts from a set loses what came with them, or where they are from', () => {
    expect(planFromDraft(draftFromPlan(plan)).plan).toMatchObject({ prompts: PROMPTS, promptSet })
    const changed = planFromDraft({ ...draftFromPlan(plan), promptSet: null }).plan
    expect(changed).not.toHaveProperty('promptSet')
  })

  test('of a trial to be run again fills braces that were meant as they are', () => {
    const again = draftFromFrozenPlan({
      ...frozenPlan([contender('novita', 0)]),
      promptSet,
      cases: [
        { ...plainCase(0, 'Sale', 'the sign {{sale}}'), parameters: { negativePrompt: 'no {{x}}' }, tags: ['sign'] },
      ],
    })
    expect(again.promptSet?.origin).toEqual(promptSet)
    expect(again.prompts[0]).toMatchObject({ name: 'Sale', tags: ['sign'] })
    expect(fillPrompt(again.prompts[0]!)).toEqual({
      text: 'the sign {{sale}}',
      negativePrompt: 'no {{x}}',
      missing: [],
    })
  })
})
