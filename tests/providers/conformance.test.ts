import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProvider } from '#main/providers/describe-provider.ts'
import { loadProvider } from '#main/providers/provider-loaders.ts'
import { modelOf } from '#main/providers/kit/find-model.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { ProviderDescriptor, Usage } from '#main/providers/provider-adapter.ts'
import { findProvider, providers } from '#main/providers/registry.ts'
import { ParameterName } from '#shared/domain/generation.ts'
import { Charge } from '#shared/domain/price.ts'
import { Model, ProviderSummary } from '#shared/domain/provider.ts'
import { CANARY_PROMPT, canaryModels, completeAsk } from './canary.ts'
import { everyRequest, fieldsOf } from './every-request.ts'
import { isFitToShow } from './fixture.ts'
import { sampleWorkflow } from './sample-workflow.ts'
import { unusualAsk } from './unusual-ask.ts'

/** Files that every folder has. One that grows may have more. */
const FOLDER = ['descriptor.ts', 'index.ts', 'pricing.ts', 'request.ts', 'response.ts', 'schemas.ts', 'simulator.ts']

describe('the registry', () => {
  it('finds each provider by its id and no other', async () => {
    for (const adapter of providers) {
      expect(findProvider(adapter.descriptor.id)).toBe(adapter)
      expect(await loadProvider(adapter.descriptor.id)).toBe(adapter)
    }
    expect(findProvider('toString')).toBeNull()
    await expect(loadProvider('toString')).rejects.toThrow('There is no provider "toString".')
  })

  it('has no id twice, neither of providers, nor of models, nor of prices', () => {
    const ids = [
      ...providers.map(({ descriptor }) => descriptor.id),
      ...providers.flatMap(({ descriptor }) => descriptor.models.map((model) => `${descriptor.id} ${model.id}`)),
      ...providers.flatMap(({ descriptor }) => descriptor.prices.map((price) => price.id)),
    ]
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('misses no provider folder but those of machines to rent, and every folder has the same files', async () => {
    const room = join(import.meta.dirname, '../../src/main/providers')
    const folders = readdirSync(room, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
      .map((entry) => entry.name)
    const listed = providers.map(({ descriptor }) => descriptor.id)
    expect(listed.filter((id) => !folders.includes(id))).toEqual([])
    for (const folder of folders.filter((name) => !listed.includes(name))) {
      const { descriptor } = (await import(join(room, folder, 'descriptor.ts'))) as { descriptor: ProviderDescriptor }
      expect({ folder, kind: descriptor.kind }).toEqual({ folder, kind: 'rental' })
    }
    for (const folder of listed) {
      expect(readdirSync(join(room, folder)), folder).toEqual(expect.arrayContaining(FOLDER))
    }
  })
})

describe.each(providers.map((adapter) => ({ id: adapter.descriptor.id, adapter })))('$id', ({ adapter }) => {
  const { descriptor } = adapter
  const models = canaryModels(adapter).map((model) => ({ modelId: model.id, model }))
  const modelIds = models.map(({ modelId }) => modelId)
  const asks = modelIds.map((modelId) => completeAsk(adapter, modelId))

  it('is described by data that the page can read: dated sources, labelled credentials, default prices that apply', () => {
    const summary = describeProvider(adapter, { ready: true, simulator: false })
    expect(ProviderSummary.parse(structuredClone(summary))).toEqual(summary)
    expect(summary.sources.length).toBeGreaterThan(0)
    for (const { model } of models) {
      const applying = summary.prices.filter((price) => price.models.length === 0 || price.models.includes(model.id))
      expect([null, ...applying.map((price) => price.id)]).toContain(model.defaultPriceId)
      expect(model.pollIntervalMs !== null).toBe(model.execution === 'polled')
    }
    expect(summary.prices.flatMap((price) => price.models).filter((model) => !modelIds.includes(model))).toEqual([])
  })

  it('offers what it says it offers: jobs, cancelling, uploads, models beyond the list, and nothing half', () => {
    expect(adapter.buildPoll === null).toBe(adapter.readPoll === null)
    expect(adapter.buildPoll === null && models.some(({ model }) => model.execution === 'polled')).toBe(false)
    expect(adapter.buildCancel !== undefined).toBe(descriptor.cancellation.offered !== 'none')
    expect(adapter.buildCancel === undefined).toBe(adapter.readCancel === undefined)
    expect(adapter.buildUpload === undefined).toBe(adapter.readUpload === undefined)
    expect(adapter.describeModel === undefined).toBe(descriptor.otherModels === null)
    expect(descriptor.webhooks.offered || descriptor.webhooks.signing === null).toBe(true)
    expect(adapter.checkWorkflow !== undefined).toBe(models.some(({ model }) => model.workflow !== null))
  })

  it('describes any model id or says that there is none, and lists no model that it describes otherwise', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (modelId) => {
        const described = modelOf(adapter, modelId)
        expect(Model.nullable().parse(described)).toEqual(described)
      }),
      { numRuns: 100 },
    )
    for (const { modelId, model } of models) expect(modelOf(adapter, modelId)).toEqual(model)
  })

  it('finds no fault with a workflow that fits the model, and does with one of another kind', () => {
    for (const { model } of models) {
      const { workflow } = completeAsk(adapter, model.id)
      if (workflow === null) continue
      expect(adapter.checkWorkflow?.(workflow, model)).toEqual([])
      const other = sampleWorkflow(workflow.kind === 'http' ? 'deployed' : 'http', model.task)
      const problems = adapter.checkWorkflow?.(other, model) ?? []
      expect(problems.length).toBeGreaterThan(0)
      expect(problems.filter(({ message }) => !isFitToShow(message))).toEqual([])
    }
  })

  it('builds requests that hold places for every credential and the value of none', () => {
    const requests = everyRequest(adapter)
    const fields = Object.keys(descriptor.credentials.shape)
    for (const { purpose, request } of requests) {
      expect(JSON.parse(JSON.stringify(request)), purpose).toEqual(request)
      expect(request.path, purpose).toMatch(/^\/[A-Za-z0-9]/)
      expect(request.body !== null && request.multipart !== undefined, `${purpose} has two bodies`).toBe(false)
      const unknown = fieldsOf(request).filter((field) => !fields.includes(field))
      expect(unknown, purpose).toEqual([])
    }
    expect(new Set(requests.flatMap(({ request }) => fieldsOf(request)))).toEqual(new Set(fields))
  })

  it.each(models)(
    '$modelId: the plain ask is sent as it is, with the picture that it is about',
    ({ modelId, model }) => {
      const { request, warnings } = adapter.buildSubmit(completeAsk(adapter, modelId))
      const declared = model.parameters.map((range) => range.name)
      expect(warnings.filter((warning) => declared.includes(warning.parameter))).toEqual([])
      const text = JSON.stringify(request)
      const holdsPicture = text.includes('"$picture"') || text.includes('canary-upload')
      expect(holdsPicture || request.multipart !== undefined || model.task === 'generate').toBe(true)
    },
  )

  it.each(
    models.flatMap(({ modelId, model }) =>
      model.parameters.flatMap((range) => {
        const ask = unusualAsk(adapter, modelId, range)
        return ask === null ? [] : [{ modelId, name: range.name, range, ask }]
      }),
    ),
  )('$modelId: $name is declared, so it reaches the request, without a warning', ({ modelId, name, range, ask }) => {
    const built = adapter.buildSubmit(ask)
    expect(built.warnings.filter((warning) => warning.parameter === name)).toEqual([])
    expect(built.request).not.toEqual(adapter.buildSubmit(completeAsk(adapter, modelId)).request)
    const words = range.kind === 'text' ? 'blurred' : range.kind === 'loras' ? 'lora-canary' : ''
    expect(JSON.stringify(built.request)).toContain(words)
  })

  it('warns once about every parameter that it cannot send, whatever its value, and always sends the whole prompt', () => {
    const parameters = fc.record({
      width: fc.integer({ min: 64, max: 4096 }),
      height: fc.integer({ min: 64, max: 4096 }),
      steps: fc.integer({ min: 1, max: 200 }),
      guidance: fc.double({ min: 0, max: 50, noNaN: true }),
      negativePrompt: fc.string({ minLength: 1, maxLength: 4000 }),
      sampler: fc.string({ minLength: 1, maxLength: 80 }),
      loras: fc.tuple(
        fc.record({
          path: fc.string({ minLength: 1, maxLength: 60 }),
          scale: fc.double({ min: -4, max: 4, noNaN: true }),
        }),
      ),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
      scale: fc.double({ min: 1, max: 16, noNaN: true }),
      format: fc.constantFrom('png' as const, 'jpeg' as const, 'webp' as const),
    })
    const seed = fc.integer({ min: 0, max: 2_147_483_647 })
    const prompt = JSON.stringify(CANARY_PROMPT).slice(1, -1)
    fc.assert(
      fc.property(fc.constantFrom(...models), parameters, seed, ({ modelId, model }, asked, seed) => {
        const { request, warnings } = adapter.buildSubmit({ ...completeAsk(adapter, modelId, asked), seed })
        const warned = warnings.map((warning) => warning.parameter)
        expect(new Set(warned).size).toBe(warned.length)
        const unsaid = ParameterName.options.filter((name) => !warned.includes(name))
        expect(unsaid.filter((name) => !isDeclared(model, name) && !meansNothing(model, name))).toEqual([])
        expect(JSON.stringify(request).includes(prompt) || model.task !== 'generate').toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('names a cost only with a price that applies, and never 0 for unknown', () => {
    for (const ask of asks) {
      const usage: Usage = {
        ask,
        pictureCount: 1,
        picturePixels: [1_048_576],
        reported: NOTHING_REPORTED,
        serviceMs: 1234.567,
      }
      for (const charge of [adapter.priceSample(usage, null), adapter.estimateSample(ask, null)]) {
        expect(Charge.parse(charge)).toMatchObject({ amountMicros: null, priceId: null })
        expect(charge.evidence).not.toBe('')
      }
      const charges = descriptor.prices.map((price) => {
        const { amountMicros } = Charge.parse(adapter.priceSample(usage, price))
        return { ask: ask.modelId, price: price.id, models: price.models, amountMicros }
      })
      const applying = charges.filter(({ models }) => models.length === 0 || models.includes(ask.modelId))
      expect(charges.filter((charge) => !applying.includes(charge) && charge.amountMicros !== null)).toEqual([])
      expect(applying.filter(({ amountMicros }) => amountMicros === 0)).toEqual([])
      const defaultPriceId = modelOf(adapter, ask.modelId)?.defaultPriceId
      expect(applying.filter(({ price, amountMicros }) => price === defaultPriceId && amountMicros === null)).toEqual(
        [],
      )
    }
  })
})

function isDeclared(model: Model, name: ParameterName): boolean {
  const names: ParameterName[] = model.parameters.map((range) => range.name)
  return names.includes(name) || (name === 'height' && model.parameters.some((range) => range.kind === 'size'))
}

/** A picture that is changed keeps its own size, and where nothing is drawn a seed decides nothing: no warning is owed. */
function meansNothing({ task }: Model, name: ParameterName): boolean {
  if (name === 'width' || name === 'height') return task !== 'generate'
  return name === 'seed' && (task === 'upscale' || task === 'remove-background')
}
