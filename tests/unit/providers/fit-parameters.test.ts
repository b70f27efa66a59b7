import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitParameters } from '#main/providers/kit/fit-parameters.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import { ParameterName, type ParameterRange, type Task } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

function model(parameters: ParameterRange[], task: Task = 'generate'): Model {
  return {
    id: 'm',
    name: 'Model M',
    family: 'f',
    task,
    workflow: null,
    execution: 'synchronous',
    parameters,
    pollIntervalMs: null,
    maximumConcurrency: null,
    defaultPriceId: null,
    cautions: [],
  }
}

const width: ParameterRange = {
  kind: 'number',
  name: 'width',
  integer: true,
  minimum: 512,
  maximum: 2048,
  multipleOf: 8,
  default: 1024,
}
const ask: Ask = {
  modelId: 'm',
  prompt: 'a fox',
  seed: 7,
  parameters: { width: 1024, height: 1024 },
  workflow: null,
  picture: null,
  uploaded: null,
  clientId: null,
}

/** Every parameter there is. */
const everything: Ask = {
  ...ask,
  parameters: {
    ...ask.parameters,
    steps: 4,
    guidance: 7,
    negativePrompt: 'blurred',
    sampler: 'Euler',
    loras: [{ path: 'one', scale: 1 }],
    strength: 0.5,
    scale: 2,
    format: 'png',
  },
}

function fitWidth(asked: number) {
  const { values, warnings } = fitParameters(model([width]), { ...ask, parameters: { width: asked, height: 1 } })
  return { value: values.width, warning: warnings.find((warning) => warning.parameter === 'width') }
}

describe('fitParameters', () => {
  it('sends what fits as it is, without a warning', () => {
    expect(fitWidth(1024)).toEqual({ value: 1024, warning: undefined })
  })

  it.each([
    [1001, 1000, 'rounded', 'Model M takes multiples of 8'],
    [1004, 1008, 'rounded', 'Model M takes multiples of 8'],
    [64, 512, 'changed', 'Model M takes 512 to 2048'],
    [4096, 2048, 'changed', 'Model M takes 512 to 2048'],
  ])('says that a width of %i was sent as %i', (asked, sent, action, reason) => {
    expect(fitWidth(asked)).toEqual({
      value: sent,
      warning: { parameter: 'width', action, asked: String(asked), sent: String(sent), reason },
    })
  })

  it('warns exactly when the value changes, and what it sends is always in range and on the grid', () => {
    const ranges = fc
      .record({
        minimum: fc.integer({ min: 0, max: 500 }),
        span: fc.integer({ min: 100, max: 4000 }),
        multipleOf: fc.option(fc.integer({ min: 1, max: 64 }), { nil: null }),
        integer: fc.boolean(),
      })
      .map(({ minimum, span, multipleOf, integer }) => ({
        ...width,
        minimum,
        maximum: minimum + span,
        multipleOf,
        integer,
      }))
    fc.assert(
      fc.property(ranges, fc.double({ min: 0, max: 5000, noNaN: true }), (range, asked) => {
        const { values, warnings } = fitParameters(model([range]), { ...ask, parameters: { width: asked, height: 1 } })
        const sent = values.width ?? Number.NaN
        expect(sent).toBeGreaterThanOrEqual(range.minimum)
        expect(sent).toBeLessThanOrEqual(range.maximum)
        const grid = range.multipleOf ?? (range.integer ? 1 : null)
        expect(grid === null ? 0 : sent % grid).toBe(0)
        expect(warnings.some((warning) => warning.parameter === 'width')).toBe(sent !== asked)
      }),
    )
  })

  it('drops what the model does not take, with a warning for each', () => {
    const { loras, ...values } = fitParameters(model([]), everything).values
    expect(Object.values(values).every((value) => value === null)).toBe(true)
    expect(loras).toEqual([])
    const { warnings } = fitParameters(model([]), everything)
    expect(warnings.every(({ action, sent }) => action === 'dropped' && sent === null)).toBe(true)
    expect(warnings.map(({ parameter }) => parameter).sort()).toEqual([...ParameterName.options].sort())
  })

  it('owes no warning for a size and a seed where a picture is only enlarged or cut out', () => {
    for (const task of ['upscale', 'remove-background'] as const) {
      const { values, warnings } = fitParameters(model([], task), ask)
      expect([values.width, values.height, values.seed, warnings]).toEqual([null, null, null, []])
    }
  })

  it('owes a warning for the seed where a picture is drawn, and none for a size that comes with the picture', () => {
    const { warnings } = fitParameters(model([], 'image-to-image'), ask)
    expect(warnings.map(({ parameter }) => parameter)).toEqual(['seed'])
  })

  it.each([
    // the same shape in another area
    [512, 512, 1024, 1024, 1],
    [1024, 1024, 1024, 1024, 0],
    // 16:9 is nearer to 3:2 than to 1:1
    [1920, 1080, 1536, 1024, 1],
    [1080, 1920, 1024, 1536, 1],
    // the shape decides first, the area only among equals
    [1100, 1000, 1024, 1024, 1],
    [300, 300, 256, 256, 1],
  ])('sends %i × %i as %i × %i where only some sizes are drawn', (width, height, sentWidth, sentHeight, warned) => {
    const sizes = [
      { width: 256, height: 256 },
      { width: 1024, height: 1024 },
      { width: 1536, height: 1024 },
      { width: 1024, height: 1536 },
    ]
    const sized = model([{ kind: 'size', name: 'width', sizes: width === 300 ? sizes : sizes.slice(1) }])
    const { values, warnings } = fitParameters(sized, { ...ask, parameters: { width, height } })
    expect([values.width, values.height]).toEqual([sentWidth, sentHeight])
    expect(warnings.filter(({ parameter }) => parameter === 'width')).toHaveLength(warned)
  })

  it('never sends a size that the model does not draw', () => {
    const side = fc.integer({ min: 64, max: 4096 })
    const sizes = fc.array(fc.record({ width: side, height: side }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(sizes, side, side, (drawn, width, height) => {
        const sized = model([{ kind: 'size', name: 'width', sizes: drawn }])
        const { values, warnings } = fitParameters(sized, { ...ask, parameters: { width, height } })
        expect(drawn).toContainEqual({ width: values.width, height: values.height })
        const changed = values.width !== width || values.height !== height
        expect(warnings.some(({ parameter }) => parameter === 'width')).toBe(changed)
      }),
    )
  })

  it('sends extra weights within their range and their number, and says what it left out', () => {
    const loras: ParameterRange = { kind: 'loras', name: 'loras', maximumCount: 2, minimumScale: 0, maximumScale: 1 }
    const asked = [
      { path: 'one', scale: 2 },
      { path: 'two', scale: 0.5 },
      { path: 'three', scale: 1 },
    ]
    const { values, warnings } = fitParameters(model([loras]), {
      ...ask,
      parameters: { ...ask.parameters, loras: asked },
    })
    expect(values.loras).toEqual([
      { path: 'one', scale: 1 },
      { path: 'two', scale: 0.5 },
    ])
    expect(warnings.filter(({ parameter }) => parameter === 'loras')).toMatchObject([
      { action: 'dropped', asked: 'three', sent: null },
      { action: 'changed', asked: 'one at 2', sent: 'one at 1' },
    ])
  })

  it('takes a sampler from a list or as free text, as the model declares it', () => {
    const listed: ParameterRange = { kind: 'choice', name: 'sampler', choices: ['Euler a', 'DDIM'], default: 'Euler a' }
    const free: ParameterRange = { kind: 'text', name: 'sampler', maximumLength: 80 }
    expect(fitParameters(model([listed]), askedWith('DDIM')).values.sampler).toBe('DDIM')
    expect(fitParameters(model([listed]), askedWith('Magic')).values.sampler).toBeNull()
    expect(fitParameters(model([free]), askedWith('Magic')).values.sampler).toBe('Magic')
  })

  it('fills in a documented default without a warning, because nothing else was asked for', () => {
    const steps: ParameterRange = { ...width, name: 'steps', minimum: 1, maximum: 50, multipleOf: null, default: 4 }
    const { values, warnings } = fitParameters(model([steps]), ask)
    expect(values.steps).toBe(4)
    expect(warnings.filter((warning) => warning.parameter === 'steps')).toEqual([])
  })

  it('leaves a text that is too long out whole and does not repeat it in the warning', () => {
    const range: ParameterRange = { kind: 'text', name: 'negativePrompt', maximumLength: 5 }
    const parameters = { ...ask.parameters, negativePrompt: 'private words' }
    const { values, warnings } = fitParameters(model([range]), { ...ask, parameters })
    expect(values.negativePrompt).toBeNull()
    expect(warnings.find((warning) => warning.parameter === 'negativePrompt')).toMatchObject({
      action: 'dropped',
      asked: '13 characters',
      sent: null,
    })
  })

  it('does not send a format that the model does not offer', () => {
    const range: ParameterRange = { kind: 'choice', name: 'format', choices: ['png'], default: 'png' }
    const parameters = { ...ask.parameters, format: 'webp' as const }
    const { values, warnings } = fitParameters(model([range]), { ...ask, parameters })
    expect(values.format).toBeNull()
    expect(warnings.find((warning) => warning.parameter === 'format')).toMatchObject({
      action: 'dropped',
      asked: 'webp',
    })
  })
})

function askedWith(sampler: string): Ask {
  return { ...ask, parameters: { ...ask.parameters, sampler } }
}
