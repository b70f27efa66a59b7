import sharp, { type Metadata } from 'sharp'
import Together from 'together-ai'
import { describe, expect, it } from 'vitest'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import type { Reported, Sample } from '#shared/domain/sample.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const SCHNELL = 'black-forest-labs/FLUX.1-schnell'
const ask = { model: SCHNELL, prompt: 'a fox', width: 512, height: 256, steps: 4, seed: 7 }

function connect(baseUrl: string, apiKey = credentialsOf('together')['apiKey'] ?? ''): Together {
  return new Together({ apiKey, baseURL: `${baseUrl}/v1`, maxRetries: 0 })
}

async function pictureAt(url: string): Promise<Metadata> {
  return sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata()
}

describe('together-ai, written by Together, against the simulator', () => {
  it('gets a picture by its address, in the size and format that it asked for', async () => {
    await using server = await startQuick('together')
    const reply = await connect(server.baseUrl).images.generate({
      ...ask,
      response_format: 'url',
      output_format: 'png',
    })
    expect(reply).toMatchObject({ object: 'list', model: SCHNELL, data: [{ index: 0, type: 'url' }] })
    expect(await pictureAt(reply.data[0]!.url)).toMatchObject({ format: 'png', width: 512, height: 256 })
    expect(await server.delivered()).toMatchObject({ modelId: SCHNELL, prompt: 'a fox', seed: 7, outcome: 'served' })
  })

  it('gets base64 under another name than it asked for', async () => {
    await using server = await startQuick('together')
    const reply = await connect(server.baseUrl).images.generate({ ...ask, response_format: 'base64', n: 2 })
    expect(reply.data.map(({ type, index }) => [type, index])).toEqual([
      ['b64_json', 0],
      ['b64_json', 1],
    ])
    const bytes = Buffer.from(reply.data[0]!.b64_json, 'base64')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 512 })
  })

  it('ignores a size in OpenAI’s words, as the real API does', async () => {
    await using server = await startQuick('together')
    const body: Together.ImageGenerateParams & { size: string } = { model: SCHNELL, prompt: 'a fox', size: '256x256' }
    const reply = await connect(server.baseUrl).images.generate(body)
    expect(await pictureAt(reply.data[0]!.url)).toMatchObject({ width: 1024, height: 1024 })
  })

  it('refuses a download without a User-Agent', async () => {
    await using server = await startQuick('together')
    const reply = await connect(server.baseUrl).images.generate({ ...ask, response_format: 'url' })
    expect((await fetch(reply.data[0]!.url, { headers: { 'user-agent': '' } })).status).toBe(403)
  })

  it.each([
    ['a wrong key', {}, 'wrong', ask, 401, 'invalid_api_key'],
    ['a model that is gone', {}, undefined, { ...ask, model: 'gone/gone' }, 404, 'model_not_available'],
    ['too many steps', {}, undefined, { ...ask, steps: 13 }, 422, null],
    ['a refusal', { refusalRate: 1 }, undefined, ask, 422, null],
    ['an empty purse', { creditsMicros: 0 }, undefined, ask, 402, null],
    ['a limit', { rateLimitRate: 1 }, undefined, ask, 429, null],
    ['a fault', { serverErrorRate: 1 }, undefined, ask, 503, null],
  ] as const)('understands %s', async (_, changes, key, body, status, code) => {
    await using server = await startQuick('together', changes)
    const asking = connect(server.baseUrl, key).images.generate(body)
    await expect(asking).rejects.toMatchObject({ status, error: { error: { code } } })
  })

  it('lists models, those for pictures among others', async () => {
    await using server = await startQuick('together')
    const models = await connect(server.baseUrl).models.list()
    expect(models.filter(({ type }) => type === 'image').map(({ id }) => id)).toContain(SCHNELL)
    expect(models.some(({ type }) => type === 'chat')).toBe(true)
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture, the cost and the warnings that the truth log has', async () => {
    await using server = await startQuick('together')
    const parameters = { width: 1020, steps: 4, guidance: 3, format: 'png' as const }
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL, parameters }])
    const [truth] = server.truth()
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 2700, basis: 'listed' } })
    expect(sample?.images).toMatchObject([{ image: { width: 1024, format: 'png', sha256: truth?.images[0]?.sha256 } }])
    expect(truth).toMatchObject({ costMicros: 2700, seed: sample?.seed, requestId: reportedOf(sample)?.requestId })
    expect(sample?.warnings.map(({ parameter, action }) => [parameter, action])).toEqual([
      ['width', 'rounded'],
      ['guidance', 'dropped'],
    ])
  })

  it('leaves the cost of another size unknown', async () => {
    await using server = await startQuick('together')
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL, parameters: { width: 512, height: 512 } }])
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: null } })
    expect(server.truth()[0]?.costMicros).toBeNull()
  })

  it.each([
    ['refused', { refusalRate: 1 }, 'content-policy', 1],
    ['failed', { serverErrorRate: 1 }, 'server', 2],
    ['failed', { creditsMicros: 0 }, 'payment', 1],
  ] as const)('ends a sample as %s (%o) with the class %s after %i attempts', async (outcome, changes, kind, count) => {
    await using server = await startQuick('together', changes)
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL }], { attempts: 2 })
    expect(sample).toMatchObject({ outcome, failure: { class: kind }, attempts: { length: count } })
  })

  it('waits for as long as a limit asks, and books that as a wait', async () => {
    await using server = await startQuick('together', { rateLimitRate: 1 })
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL }], { attempts: 2 })
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'rate-limit' }, attempts: { length: 2 } })
    expect(sample?.heldBackMs).toBeGreaterThanOrEqual(1000)
  })

  it('sends the picture of the step before to a model that changes it', async () => {
    await using server = await startQuick('together')
    const kontext = 'black-forest-labs/FLUX.1-kontext-pro'
    const steps = [{ model: SCHNELL, parameters: { width: 512, height: 256 } }, { model: kontext }] as const
    const [sample] = await run(server.baseUrl, steps)
    expect(sample).toMatchObject({ outcome: 'succeeded', steps: { length: 2 } })
    expect(sample?.images).toMatchObject([{ image: { width: 512, height: 256 } }])
    expect(server.truth().map(({ modelId }) => modelId)).toEqual([SCHNELL, kontext])
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}): Promise<Sample[]> {
  return runThroughEngine({ providerId: 'together', baseUrl, steps, ...more })
}

function reportedOf(sample: Sample | undefined): Reported | undefined {
  return sample?.attempts.at(-1)?.reported
}
