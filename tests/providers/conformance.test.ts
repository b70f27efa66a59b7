import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProvider } from '#main/providers/describe-provider.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Ask, HeaderTemplate, ProviderAdapter, Reply } from '#main/providers/provider-adapter.ts'
import { findProvider, providers } from '#main/providers/registry.ts'
import { ParameterName, type ParameterRange } from '#shared/domain/generation.ts'
import { Charge } from '#shared/domain/price.ts'
import { ProviderSummary } from '#shared/domain/provider.ts'
import { Reported } from '#shared/domain/sample.ts'
import {
  CANARY_PROMPT,
  CANARY_SECRET,
  canaryAsk,
  describeReading,
  messageOf,
  read,
  readFixtures,
  replyOf,
  type Fixture,
} from './fixture.ts'

const HTML = '<!doctype html><html><body>Bad gateway</body></html>'

function reply(status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: typeof body === 'string' ? new TextEncoder().encode(body) : body }
}

function steps(adapter: ProviderAdapter): Fixture['step'][] {
  return adapter.readPoll === null ? ['submit'] : ['submit', 'poll']
}

/** The plain ask with one parameter set to a value that the model takes and that is not what it would take anyway. */
function askFor(modelId: string, range: ParameterRange): Ask {
  const plain = canaryAsk(modelId)
  if (range.name === 'seed') return { ...plain, seed: plain.seed + 1 }
  return { ...plain, parameters: { ...plain.parameters, [range.name]: unusualValue(range) } }
}

function unusualValue(range: ParameterRange): string | number | undefined {
  if (range.kind === 'text') return 'blurred'
  if (range.kind === 'choice') return range.choices.find((choice) => choice !== range.default)
  return range.minimum === range.default ? range.minimum + (range.multipleOf ?? 1) : range.minimum
}

/** The fields of the credentials that a header is filled from. */
function fieldsOf(header: HeaderTemplate): string[] {
  if (typeof header === 'string') return []
  return 'basic' in header ? [header.basic.username, header.basic.password] : [header.credential]
}

describe('the registry', () => {
  it('finds each provider by its id and no other', () => {
    for (const adapter of providers) expect(findProvider(adapter.descriptor.id)).toBe(adapter)
    expect(findProvider('toString')).toBeNull()
  })

  it('has no id twice, neither of providers, nor of models, nor of prices', () => {
    const ids = [
      ...providers.map(({ descriptor }) => descriptor.id),
      ...providers.flatMap(({ descriptor }) => descriptor.models.map((model) => `${descriptor.id} ${model.id}`)),
      ...providers.flatMap(({ descriptor }) => descriptor.prices.map((price) => price.id)),
    ]
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('misses no provider folder, and every folder has the same files', () => {
    const room = join(import.meta.dirname, '../../src/main/providers')
    const folders = readdirSync(room, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
      .map((entry) => entry.name)
    expect(folders.sort()).toEqual(providers.map(({ descriptor }) => descriptor.id).sort())
    const files = ['descriptor.ts', 'index.ts', 'pricing.ts', 'request.ts', 'response.ts', 'schemas.ts', 'simulator.ts']
    for (const folder of folders) {
      expect({ folder, files: readdirSync(join(room, folder)).sort() }).toEqual({ folder, files })
    }
  })
})

describe.each(providers.map((adapter) => ({ id: adapter.descriptor.id, adapter })))('$id', ({ id, adapter }) => {
  const { descriptor } = adapter
  const models = descriptor.models.map((model) => ({ modelId: model.id, model }))

  it('is described by data that the page can read: dated sources, labelled credentials, default prices that apply', () => {
    const summary = describeProvider(adapter, { ready: true, simulator: false })
    expect(ProviderSummary.parse(structuredClone(summary))).toEqual(summary)
    expect(summary.sources.length).toBeGreaterThan(0)
    for (const model of summary.models) {
      const applying = summary.prices.filter((price) => price.models.length === 0 || price.models.includes(model.id))
      expect([null, ...applying.map((price) => price.id)]).toContain(model.defaultPriceId)
      expect(model.pollIntervalMs !== null).toBe(model.execution === 'polled')
    }
    const modelIds = summary.models.map((model) => model.id)
    expect(summary.prices.flatMap((price) => price.models).filter((model) => !modelIds.includes(model))).toEqual([])
    expect(adapter.buildPoll === null).toBe(adapter.readPoll === null)
  })

  it.each(models)('$modelId: a request holds places for every credential and no value of one', ({ modelId, model }) => {
    const { request, warnings } = adapter.buildSubmit(canaryAsk(modelId))
    const declared = model.parameters.map((range) => range.name)
    expect(warnings.filter((warning) => declared.includes(warning.parameter))).toEqual([])
    expect(request.path).toMatch(/^\/[a-z0-9]/)
    expect(JSON.parse(JSON.stringify(request))).toEqual(request)

    const poll = adapter.buildPoll?.({ jobId: 'job-1', statusUrl: null }, canaryAsk(modelId))
    const headers = [...Object.entries(request.headers), ...Object.entries(poll?.headers ?? {})]
    const literal = headers.filter(([, header]) => typeof header === 'string').map(([name]) => name)
    expect(literal).toEqual(['content-type'])
    const fields = headers.flatMap(([, header]) => fieldsOf(header))
    expect(new Set(fields)).toEqual(new Set(Object.keys(descriptor.credentials.shape)))
  })

  it.each(
    models.flatMap(({ modelId, model }) => model.parameters.map((range) => ({ modelId, name: range.name, range }))),
  )('$modelId: $name is declared, so it reaches the request, without a warning', ({ modelId, name, range }) => {
    const built = adapter.buildSubmit(askFor(modelId, range))
    expect(built.warnings.filter((warning) => warning.parameter === name)).toEqual([])
    expect(built.request.body).not.toEqual(adapter.buildSubmit(canaryAsk(modelId)).request.body)
  })

  it('warns once about every parameter that it cannot send, whatever its value, and always sends the whole prompt', () => {
    const parameters = fc.record({
      width: fc.integer({ min: 64, max: 4096 }),
      height: fc.integer({ min: 64, max: 4096 }),
      steps: fc.integer({ min: 1, max: 200 }),
      guidance: fc.double({ min: 0, max: 50, noNaN: true }),
      negativePrompt: fc.string({ minLength: 1, maxLength: 4000 }),
      format: fc.constantFrom('png', 'jpeg', 'webp'),
    })
    const seed = fc.integer({ min: 0, max: 2_147_483_647 })
    fc.assert(
      fc.property(fc.constantFrom(...descriptor.models), parameters, seed, (model, asked, seed) => {
        const { request, warnings } = adapter.buildSubmit({ ...canaryAsk(model.id, asked), seed })
        const warned = warnings.map((warning) => warning.parameter)
        expect(new Set(warned).size).toBe(warned.length)
        const declared = new Set(model.parameters.map((range) => range.name))
        expect(ParameterName.options.filter((name) => !declared.has(name) && !warned.includes(name))).toEqual([])
        expect(JSON.stringify(request.body)).toContain(JSON.stringify(CANARY_PROMPT))
      }),
      { numRuns: 60 },
    )
  })

  it.each(readFixtures(id))('reads $name as documented', ({ fixture }) => {
    expect(models.map(({ modelId }) => modelId)).toContain(fixture.model)
    const reading = read(adapter, fixture.step, replyOf(fixture), canaryAsk(fixture.model))
    expect(describeReading(reading)).toMatchObject(fixture.reading)
    expect(Reported.parse(reading.reported)).toEqual(reading.reported)
    expect(messageOf(reading)).not.toContain(CANARY_PROMPT)
    expect(messageOf(reading)).not.toContain(CANARY_SECRET)
    expect(messageOf(reading)).toMatch(/^$|^[A-Z].*\.$/)
  })

  it.each([
    [401, 'authentication', false],
    [402, 'payment', false],
    [403, 'authentication', false],
    [404, 'invalid-request', false],
    [422, 'invalid-request', false],
    [429, 'rate-limit', true],
    [500, 'server', true],
    [502, 'server', true],
    [503, 'server', true],
    [204, 'malformed-reply', false],
    [302, 'malformed-reply', false],
  ] as const)(
    'status %i without words of its own is %s, in JSON, text and HTML alike',
    (status, expected, retryable) => {
      for (const { modelId } of models) {
        for (const body of ['', '{}', '{"detail":"x"}', 'oops', HTML]) {
          const reading = adapter.readSubmit(reply(status, body), canaryAsk(modelId))
          expect(describeReading(reading)).toMatchObject({ state: 'failed', class: expected, retryable })
        }
      }
    },
  )

  it('takes a success that does not fit for malformed, and never sends it again', () => {
    for (const { modelId } of models) {
      for (const step of steps(adapter)) {
        for (const body of ['', '{', '[]', 'null', '{"data":7,"images":7,"task":7}', HTML]) {
          const reading = read(adapter, step, reply(200, body, { 'content-type': 'text/html' }), canaryAsk(modelId))
          const expected = { body, class: 'malformed-reply', retryable: false }
          expect({ body, ...describeReading(reading) }).toMatchObject(expected)
        }
      }
    }
  })

  it('does not parse a JSON reply beyond the size bound', () => {
    const oversized = reply(200, new Uint8Array(64 * 1024 * 1024 + 1), { 'content-type': 'application/json' })
    for (const step of steps(adapter)) {
      const reading = read(adapter, step, oversized, canaryAsk(models[0]?.modelId ?? ''))
      expect(describeReading(reading)).toMatchObject({ state: 'failed', class: 'malformed-reply' })
    }
  })

  it('reads any bytes with any status into a value, and never throws', () => {
    const statuses = fc.oneof(fc.constantFrom(200, 303, 400, 406, 422, 500), fc.integer({ min: 100, max: 999 }))
    const names = ['location', 'x-cost', 'x-exec-ms', 'x-process-time', 'retry-after', 'date', 'x-generation-time']
    const headers = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.float().map(String)))
    const json = fc.json().map((text) => new TextEncoder().encode(text))
    const bodies = fc.oneof(fc.uint8Array({ maxLength: 200 }), json)
    fc.assert(
      fc.property(
        fc.constantFrom(...steps(adapter)),
        fc.constantFrom(...models),
        statuses,
        headers,
        bodies,
        (step, { modelId }, status, headers, body) => {
          const reading = read(adapter, step, { status, headers, body }, canaryAsk(modelId))
          expect(Reported.safeParse(reading.reported).success).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('names a cost only with a price that applies, and never 0 for unknown', () => {
    for (const { modelId } of models) {
      const ask = canaryAsk(modelId)
      const usage = { ask, pictureCount: 1, reported: NOTHING_REPORTED, serviceMs: 1234.567 }
      for (const charge of [adapter.priceSample(usage, null), adapter.estimateSample(ask, null)]) {
        expect(Charge.parse(charge)).toMatchObject({ amountMicros: null, priceId: null })
        expect(charge.evidence).not.toBe('')
      }
      for (const price of descriptor.prices) {
        const { amountMicros } = Charge.parse(adapter.priceSample(usage, price))
        const applies = price.models.length === 0 || price.models.includes(modelId)
        expect(amountMicros === null).toBe(!applies)
        expect(amountMicros).not.toBe(0)
      }
    }
  })
})
