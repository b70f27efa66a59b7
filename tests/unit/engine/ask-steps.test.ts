import { expect, test } from 'vitest'
import { expectedAsks } from '#main/engine/ask-steps.ts'
import { expectedSize, keptSize } from '#main/engine/expected-size.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import type { ParameterRange } from '#shared/domain/generation.ts'
import type { ContenderStep } from '#shared/domain/plan.ts'
import type { Model } from '#shared/domain/provider.ts'
import { adapterForTest, contenderForTest } from './trial-for-test.ts'
import { plainCase } from '#tests/support/plain-trial.ts'

const PICTURE = { sha256: 'a'.repeat(64), format: 'png', width: 300, height: 200, sizeBytes: 9 } as const
const ASK: Ask = {
  modelId: 'any',
  prompt: '',
  seed: 1,
  parameters: { width: 1024, height: 1024 },
  workflow: null,
  picture: PICTURE,
  uploaded: null,
  clientId: null,
}

function model(task: Model['task'], parameters: ParameterRange[] = []): Model {
  return { id: 'any', name: 'Any', task, parameters } as unknown as Model
}
function range(name: 'width' | 'height' | 'scale', defaultValue: number | null): ParameterRange {
  return { kind: 'number', name, integer: true, minimum: 1, maximum: 4096, multipleOf: null, default: defaultValue }
}

test('a model that changes a picture is expected to give the size of the form', () => {
  expect(expectedSize(model('generate'), ASK)).toEqual({ width: 1024, height: 1024 })
  expect(expectedSize(null, ASK)).toEqual({ width: 1024, height: 1024 })
  expect(expectedSize(model('remove-background'), ASK)).toEqual({ width: 300, height: 200 })
  expect(expectedSize(model('image-to-image'), ASK)).toEqual({ width: 300, height: 200 })
  const sized = model('image-to-image', [range('width', null), range('height', null)])
  expect(expectedSize(sized, ASK)).toEqual({ width: 1024, height: 1024 })
})

test('an upscaler is expected to enlarge by nothing, by more than it can, or by a number made up', () => {
  expect(expectedSize(model('upscale', [range('scale', 4)]), ASK)).toEqual({ width: 1200, height: 800 })
  const twice = { ...ASK, parameters: { ...ASK.parameters, scale: 2 } }
  expect(expectedSize(model('upscale', [range('scale', 4)]), twice)).toEqual({ width: 600, height: 400 })
  expect(expectedSize(model('upscale'), ASK)).toBeNull()
  expect(expectedSize(model('upscale', [range('scale', 4)]), { ...ASK, picture: null })).toBeNull()
})

test('an enlarged picture is flagged for not having the size of the form, or one of the wrong size is not', () => {
  const upscaler = { model: model('upscale', [range('scale', 2)]) }
  const kept = { image: { ...PICTURE, width: 600, height: 400 }, flags: ['other-size', 'other-format'] as const }
  expect(keptSize({ ...kept, flags: [...kept.flags] }, upscaler, ASK).flags).toEqual(['other-format'])
  expect(keptSize({ image: PICTURE, flags: [] }, upscaler, ASK).flags).toEqual(['other-size'])
  // Nobody knows what size it should have: that is no reason to flag it.
  expect(keptSize({ image: PICTURE, flags: ['other-size'] }, { model: model('upscale') }, ASK).flags).toEqual([])
  expect(keptSize({ image: PICTURE, flags: ['other-size'] }, { model: null }, ASK).flags).toEqual(['other-size'])
})

test('a later step is priced for a picture that is not there, or for that of the case', () => {
  const {
    id: _id,
    name: _name,
    position: _position,
    concurrency: _concurrency,
    furtherSteps: _furtherSteps,
    ...step
  } = contenderForTest('http://127.0.0.1')
  const upscale: ContenderStep = { ...step, modelId: 'twice', task: 'upscale' }
  const removal: ContenderStep = { ...step, modelId: 'cut', task: 'remove-background' }
  const adapter = adapterForTest({
    descriptor: {
      ...adapterForTest().descriptor,
      models: [
        { ...model('upscale', [range('scale', 2)]), id: 'twice' },
        { ...model('remove-background'), id: 'cut' },
      ],
    },
  })
  const contender = contenderForTest('http://127.0.0.1', { furtherSteps: [upscale, removal] })
  const asks = expectedAsks(contender, { ...plainCase(0, 'a fox', 'a fox'), picture: PICTURE }, () => adapter)
  expect(asks.map(({ picture }) => (picture === null ? null : [picture.width, picture.height]))).toEqual([
    null,
    [64, 64],
    [128, 128],
  ])
})

test('what a case asks changes the second step of a pipeline, or a default takes the place of what the contender says', () => {
  const adapter = adapterForTest({})
  const second = { ...contenderForTest('http://127.0.0.1'), task: 'upscale' } as ContenderStep
  const contender = contenderForTest('http://127.0.0.1', {
    parameters: { width: 512, height: 256, steps: 4 },
    furtherSteps: [second],
  })
  const asked = { ...plainCase(0, 'a fox', 'a fox'), parameters: { steps: 20 } }
  const [first, further] = expectedAsks(contender, asked, () => adapter)
  expect(first?.parameters).toEqual({ width: 512, height: 256, steps: 20 })
  expect(further?.parameters).toEqual({ width: 64, height: 64 })
})
