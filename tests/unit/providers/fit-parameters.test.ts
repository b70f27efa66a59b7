import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitParameters } from '#main/providers/kit/fit-parameters.ts'
import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

function model(parameters: ParameterRange[]): Model {
  return {
    id: 'm',
    name: 'Model M',
    family: 'f',
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
const ask = { modelId: 'm', prompt: 'a fox', seed: 7, parameters: { width: 1024, height: 1024 } }

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
    const parameters = { ...ask.parameters, steps: 4, guidance: 7, negativePrompt: 'blurred', format: 'png' as const }
    const { values, warnings } = fitParameters(model([]), { ...ask, parameters })
    expect(Object.values(values).every((value) => value === null)).toBe(true)
    expect(warnings.map((warning) => [warning.parameter, warning.action, warning.sent])).toEqual(
      ['width', 'height', 'steps', 'guidance', 'seed', 'negativePrompt', 'format'].map((name) => [
        name,
        'dropped',
        null,
      ]),
    )
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
