import Replicate, { type Prediction } from 'replicate'
import sharp, { type Metadata } from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Sample } from '#shared/domain/sample.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const SCHNELL = 'black-forest-labs/flux-schnell'
const SDXL = 'stability-ai/sdxl:7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc'
const ESRGAN = 'nightmareai/real-esrgan:f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa'
const VERSION = SDXL.slice(SDXL.indexOf(':') + 1)
const input = { prompt: 'a fox', aspect_ratio: '3:2', megapixels: '0.25', seed: 7, output_format: 'png' }
const sdxlInput = { prompt: 'a vase', width: 256, height: 128, seed: 3 }

function connect(baseUrl: string, auth = credentialsOf('replicate')['apiToken'] ?? ''): Replicate {
  return new Replicate({ auth, baseUrl: `${baseUrl}/v1`, useFileOutput: false })
}

async function pictureAt(url: unknown): Promise<Metadata> {
  return sharp(Buffer.from(await (await fetch(String(url))).arrayBuffer())).metadata()
}

describe('replicate, written by Replicate, against the simulator', () => {
  it('runs an official model in one held call', async () => {
    await using server = await startQuick('replicate')
    const output = await connect(server.baseUrl).run(SCHNELL, { input })
    const [url] = output as unknown as string[]
    expect(await pictureAt(url)).toMatchObject({ format: 'png', width: 608, height: 416 })
    expect(await server.delivered()).toMatchObject({ modelId: SCHNELL, seed: 7, outcome: 'served', costMicros: 3000 })
  })

  it('follows a version of the community from its boot to its picture', async () => {
    await using server = await startQuick('replicate', { coldStartMs: 150, serviceMedianMs: 150 })
    const states: string[] = []
    const output = await connect(server.baseUrl).run(
      SDXL,
      { input: sdxlInput, wait: { mode: 'poll', interval: 20 } },
      ({ status }: Prediction) => states.push(status),
    )
    expect([...new Set(states)]).toEqual(['starting', 'processing', 'succeeded'])
    expect(await pictureAt((output as unknown as string[])[0])).toMatchObject({ width: 256, height: 128 })
    expect(server.truth()[0]?.coldStartMs).toBeGreaterThan(0)
  })

  it('lets a hold run out without an output, as the real API does', async () => {
    await using server = await startQuick('replicate', { serviceMedianMs: 200, holdMs: 20 })
    const client = connect(server.baseUrl)
    const begun = await client.predictions.create({ model: SCHNELL, input, wait: true })
    expect(begun).toMatchObject({ status: 'processing', output: null })
    const ended = await client.wait(begun, { interval: 20 })
    expect(ended).toMatchObject({ status: 'succeeded', data_removed: false })
    expect(ended.metrics?.predict_time).toBeGreaterThan(0)
  })

  it('uploads a picture and gets one address back, not a list', async () => {
    await using server = await startQuick('replicate')
    const client = connect(server.baseUrl)
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#369' } })
      .png()
      .toBuffer()
    const output = await client.run(ESRGAN, { input: { image: bytes, scale: 2 } })
    expect(typeof output).toBe('string')
    expect(await pictureAt(output)).toMatchObject({ width: 128, height: 96 })
  })

  it('cancels a prediction', async () => {
    await using server = await startQuick('replicate', { serviceMedianMs: 60_000 })
    const client = connect(server.baseUrl)
    const begun = await client.predictions.create({ version: VERSION, input: sdxlInput })
    expect(await client.predictions.cancel(begun.id)).toMatchObject({ id: begun.id, status: 'canceled' })
    expect((await client.predictions.list()).results.map(({ status }) => status)).toEqual(['canceled'])
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }])
  })

  it.each([
    ['a wrong token', {}, 'r8_wrong', { model: SCHNELL, input }, 401],
    ['an empty purse', { creditsMicros: 0 }, undefined, { model: SCHNELL, input }, 402],
    ['a model of the community without its version', {}, undefined, { model: 'stability-ai/sdxl', input }, 404],
    ['an unknown version', {}, undefined, { version: '0'.repeat(64), input }, 422],
    ['a field that the model does not have', {}, undefined, { model: SCHNELL, input: { ...input, width: 5 } }, 422],
    ['a missing prompt', {}, undefined, { model: SCHNELL, input: {} }, 422],
  ] as const)('understands %s', async (_, changes, token, body, status) => {
    await using server = await startQuick('replicate', changes)
    const asking = connect(server.baseUrl, token).predictions.create(body)
    await expect(asking).rejects.toMatchObject({ response: { status } })
  })

  it('learns of a refusal from the prediction', async () => {
    await using server = await startQuick('replicate', { refusalRate: 1 })
    await expect(connect(server.baseUrl).run(SCHNELL, { input })).rejects.toThrow('NSFW content detected')
  })

  it('finds nothing left of a prediction after its hour', async () => {
    await using server = await startQuick('replicate', { urlLifeMs: 1 })
    const client = connect(server.baseUrl)
    const { id } = await client.predictions.create({ model: SCHNELL, input, wait: true })
    await expect.poll(() => client.predictions.get(id)).toMatchObject({ output: null, data_removed: true, input: {} })
  })

  it('knows whose token it is', async () => {
    await using server = await startQuick('replicate')
    expect(await connect(server.baseUrl).accounts.current()).toMatchObject({ username: 'practice' })
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('has an official model held to its picture, and logs what the truth log has', async () => {
    await using server = await startQuick('replicate', { serviceMedianMs: 80, coldStartMs: 60_000 })
    const parameters = { width: 1000, height: 700, format: 'jpeg' as const }
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL, parameters }])
    const truth = await server.delivered()
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 3000 }, pollingSlackMs: null })
    // 1000 × 700 is nearest in shape to 3:2
    expect(sample?.images).toMatchObject([{ image: { width: 1216, height: 832, sha256: truth.images[0]?.sha256 } }])
    expect(sample?.warnings).toMatchObject([{ parameter: 'width', action: 'changed', sent: '1216 × 832' }])
    const { jobId, inferenceMs, cold } = sample!.attempts[0]!.reported
    expect([jobId, cold]).toEqual([truth.requestId, null])
    expect(inferenceMs).toBeCloseTo(truth.serviceMs, 2)
  })

  it('asks after a held call that was let go', async () => {
    await using server = await startQuick('replicate', { serviceMedianMs: 100, holdMs: 10 })
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL }])
    expect(sample?.outcome).toBe('succeeded')
    expect(sample!.attempts[0]!.exchanges.map(({ purpose }) => purpose)).toEqual(['submit', 'poll', 'download'])
  })

  it('polls a model of the community, and bills neither its boot nor its queue', async () => {
    await using server = await startQuick('replicate', { serviceMedianMs: 100, coldStartMs: 700 })
    const step = { model: 'stability-ai/sdxl', parameters: { width: 256, height: 256 }, priceId: 'replicate/t4' }
    const [sample] = await run(server.baseUrl, [step])
    const truth = await server.delivered()
    const { inferenceMs, queueMs, cold } = sample!.attempts[0]!.reported
    // Less than a few seconds: Replicate would not call it a boot.
    expect(cold).toBe(false)
    expect(queueMs).toBeCloseTo(truth.queueMs + truth.coldStartMs, -1)
    expect(inferenceMs).toBeCloseTo(truth.serviceMs, 2)
    const micros = Math.floor((truth.serviceMs / 1000) * 225 + 0.5)
    expect(Math.abs((sample?.charge.amountMicros ?? -9) - micros)).toBeLessThanOrEqual(1)
    expect(sample?.charge.basis).toBe('metered')
  })

  it('uploads a large picture for the next step and sends a small one in place', async () => {
    await using server = await startQuick('replicate')
    const [sample] = await run(server.baseUrl, [
      { model: SCHNELL, parameters: { width: 1024, height: 1024, format: 'png' } },
      { model: 'nightmareai/real-esrgan', parameters: { scale: 1 } },
    ])
    expect(sample).toMatchObject({ outcome: 'succeeded', steps: { length: 2 } })
    const purposes = sample!.attempts.flatMap(({ exchanges }) => exchanges.map(({ purpose }) => purpose))
    expect(purposes.filter((purpose) => purpose === 'upload')).toHaveLength(1)
    const [small] = await run(server.baseUrl, [
      { model: SCHNELL, parameters: { width: 512, height: 512, format: 'jpeg' } },
      { model: 'cjwbw/rembg' },
    ])
    expect(small?.outcome).toBe('succeeded')
    const smallPurposes = small!.attempts.flatMap(({ exchanges }) => exchanges.map(({ purpose }) => purpose))
    expect(smallPurposes).not.toContain('upload')
  })

  it.each([
    ['refused', { refusalRate: 1 }, 'content-policy', 1],
    ['failed', { creditsMicros: 0 }, 'payment', 1],
    // a prediction that failed may be billed: it is not sent again
    ['failed', { serverErrorRate: 1 }, 'server', 1],
  ] as const)('ends a sample as %s (%o) with the class %s after %i attempts', async (outcome, changes, kind, count) => {
    await using server = await startQuick('replicate', changes)
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL }], { attempts: 2 })
    expect(sample).toMatchObject({ outcome, failure: { class: kind }, attempts: { length: count } })
  })

  it('stops at Replicate what is under way there', async () => {
    await using server = await startQuick('replicate', { serviceMedianMs: 60_000 })
    const abort = new AbortController()
    const samples = await run(server.baseUrl, [{ model: 'stability-ai/sdxl' }], {
      signal: abort.signal,
      jobSubmitted: () => abort.abort(),
    })
    expect(samples).toMatchObject([{ outcome: 'cancelled', attempts: [{ cancellation: 'stopped' }] }])
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }])
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}): Promise<Sample[]> {
  return runThroughEngine({ providerId: 'replicate', baseUrl, steps, ...more })
}
