import { expect, test } from 'vitest'
import type { DesignSources } from '#renderer/features/trial-design/design-sources.ts'
import { addContender } from '#renderer/features/trial-design/list-candidates.ts'
import { modelOptions, OTHER_MODEL, proposeStep } from '#renderer/features/trial-design/step-models.ts'
import { account, model, provider } from './sample-provider.ts'

const novita = provider('novita')
const fal = provider('fal', { models: [model('flux'), model('esrgan', { task: 'upscale' })] })
const sources: DesignSources = {
  providers: [novita, fal],
  accounts: [account('account-1', 'fal')],
  workflows: [],
  rentals: [],
}

test('a step that is charged is added to a practice contender, or the other way round', () => {
  const practice = addContender(novita, 'practice', [])
  expect(proposeStep(practice, 'upscale', sources)).toMatchObject({ provider: 'fal', account: 'practice' })
  const own = addContender(novita, 'account-9', [])
  expect(proposeStep(own, 'upscale', sources)).toMatchObject({ provider: 'fal', account: 'account-1' })
})
test('a step that nobody can do is added all the same', () => {
  expect(proposeStep(addContender(novita, 'practice', []), 'remove-background', sources)).toBeNull()
})
test('a further step may draw from the prompt, and a model that is not listed can’t be named', () => {
  expect(modelOptions(fal, 'further').map(({ value }) => value)).toEqual(['esrgan'])
  expect(modelOptions({ ...fal, otherModels: 'owner/name' }, 'first').at(-1)?.value).toBe(OTHER_MODEL)
})
