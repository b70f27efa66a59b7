import novitaSdk from 'novita-sdk'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const SDXL = 'sd_xl_base_1.0.safetensors'
const request = {
  model_name: SDXL,
  prompt: 'a vase',
  negative_prompt: 'blurred',
  width: 256,
  height: 192,
  image_num: 1,
  steps: 20,
  seed: 42,
  guidance_scale: 7.5,
  sampler_name: 'Euler a',
}
type Client = InstanceType<typeof novitaSdk.NovitaSDK>

function connect(baseUrl: string, key = credentialsOf('novita')['apiKey'] ?? ''): Client {
  const client = new novitaSdk.NovitaSDK(key)
  client.setBaseUrl(baseUrl)
  return client
}

/** Asks as the client's own readme does, only without waiting a second each time. */
async function follow(client: Client, taskId: string): Promise<Awaited<ReturnType<Client['progress']>>> {
  return vi.waitFor(
    async () => {
      const result = await client.progress({ task_id: taskId })
      if (/QUEUED|PROCESSING/.test(result.task.status)) throw new Error('still being drawn')
      return result
    },
    { timeout: 5000, interval: 5 },
  )
}

async function drawing(width: number, height: number): Promise<Buffer> {
  const circle = `<svg width="${width}" height="${height}"><circle cx="50%" cy="50%" r="30%" fill="#c02020"/></svg>`
  const background = { create: { width, height, channels: 3 as const, background: '#f0f0f0' } }
  return sharp(background)
    .composite([{ input: Buffer.from(circle) }])
    .png()
    .toBuffer()
}

describe('novita-sdk, written by Novita, against the simulator', () => {
  it('submits a task, follows it and finds the picture at its address', async () => {
    await using server = await startQuick('novita')
    const client = connect(server.baseUrl)
    const { task_id: taskId } = await client.txt2Img({ request, extra: { response_image_type: 'webp' } })
    const result = await follow(client, taskId)
    expect(result.task).toMatchObject({ status: 'TASK_STATUS_SUCCEED', progress_percent: 100 })
    const picture = await (await fetch(result.images?.[0]?.image_url ?? '')).arrayBuffer()
    expect(await sharp(Buffer.from(picture)).metadata()).toMatchObject({ format: 'webp', width: 256, height: 192 })
  })

  it('redraws a picture: the result is neither the input nor what the prompt alone gives', async () => {
    await using server = await startQuick('novita')
    const client = connect(server.baseUrl)
    const input = await drawing(256, 192)
    const mean = async (strength: number): Promise<number> => {
      const { task_id: taskId } = await client.img2Img({
        request: { ...request, image_base64: input.toString('base64'), strength },
      })
      const { images } = await follow(client, taskId)
      const picture = await (await fetch(images?.[0]?.image_url ?? '')).arrayBuffer()
      const difference = await sharp(Buffer.from(picture))
        .composite([{ input, blend: 'difference' }])
        .png()
        .toBuffer()
      const { channels } = await sharp(difference).stats()
      return channels[0]?.mean ?? 0
    }
    expect(await mean(0.9)).toBeGreaterThan(await mean(0.2))
  })

  it('cuts out what stands before a plain background, in the call itself', async () => {
    await using server = await startQuick('novita')
    const input = await drawing(120, 80)
    const reply = await connect(server.baseUrl).removeBackground({ image_file: input.toString('base64') })
    const { data, info } = await sharp(Buffer.from(reply.image_file, 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 120, height: 80, channels: 4 })
    const alphaAt = (x: number, y: number): number => data[(y * 120 + x) * 4 + 3] ?? -1
    expect([alphaAt(0, 0), alphaAt(60, 40)]).toEqual([0, 255])
  })

  it('pages through the checkpoints', async () => {
    await using server = await startQuick('novita')
    const client = connect(server.baseUrl)
    const first = await client.getModels({ filter: { types: 'checkpoint' }, pagination: { limit: 2 } })
    const cursor = first.pagination.next_cursor
    const second = await client.getModels({ filter: { types: 'checkpoint' }, pagination: { limit: 2, cursor } })
    expect(first.models.map(({ sd_name_in_api: name }) => name)).toContain(SDXL)
    expect([first.models.length, second.models.length, second.pagination.next_cursor]).toEqual([2, 1, ''])
  })

  it.each([
    ['a wrong key', 'wrong', {}, request, 403, 'INVALID_API_KEY'],
    ['too large a picture', undefined, {}, { ...request, width: 4096 }, 400, 'INVALID_REQUEST_BODY'],
    ['a refusal', undefined, { refusalRate: 1 }, request, 400, 'ILLEGAL_PROMPT'],
    ['a limit', undefined, { rateLimitRate: 1 }, request, 429, 'RATE_LIMIT_EXCEEDED'],
  ] as const)('understands %s', async (_, key, changes, body, code, reason) => {
    await using server = await startQuick('novita', changes)
    await expect(connect(server.baseUrl, key).txt2Img({ request: body })).rejects.toMatchObject({ code, reason })
  })

  it('understands that there is no such task, and that a task failed', async () => {
    await using server = await startQuick('novita', { serverErrorRate: 1 })
    const client = connect(server.baseUrl)
    await expect(client.progress({ task_id: 'none' })).rejects.toMatchObject({ code: 404, reason: 'TASK_NOT_FOUND' })
    const { task_id: taskId } = await client.txt2Img({ request })
    expect((await follow(client, taskId)).task.status).toBe('TASK_STATUS_FAILED')
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture, the cost and the seed that the truth log has', async () => {
    await using server = await startQuick('novita')
    const parameters = { width: 512, height: 512, steps: 4 }
    const [sample] = await run(server.baseUrl, [{ model: 'flux-1-schnell', parameters }])
    const [truth] = server.truth()
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 750, basis: 'listed' } })
    expect(truth).toMatchObject({ costMicros: 750, seed: sample?.seed })
    expect(sample?.images).toMatchObject([{ image: { width: 512, sha256: truth?.images[0]?.sha256 } }])
  })

  it('carries a picture through redrawing, enlarging and cutting out', async () => {
    await using server = await startQuick('novita')
    const [sample] = await run(server.baseUrl, [
      { model: 'dreamshaper_8_93211.safetensors', parameters: { width: 256, height: 192, sampler: 'DDIM' } },
      { model: 'sdxl-image-to-image', parameters: { strength: 0.4 } },
      { model: 'upscale', parameters: { scale: 2 } },
      { model: 'remove-background', parameters: { format: 'png' } },
    ])
    expect(sample).toMatchObject({ outcome: 'succeeded', failure: null, steps: { length: 4 } })
    const sizes = sample?.steps.map(({ images: [kept] }) => [kept?.image.width, kept?.image.height])
    expect(sizes).toEqual([
      [256, 192],
      [256, 192],
      [512, 384],
      [512, 384],
    ])
    // No price is known for these: the whole is unknown, and not the sum of nothing.
    expect(sample?.charge.amountMicros).toBeNull()
  })

  it.each([
    ['refused', { refusalRate: 1 }, 'content-policy', 1],
    ['failed', { serverErrorRate: 1 }, 'server', 2],
    ['failed', { rateLimitRate: 1 }, 'rate-limit', 2],
    ['failed', { creditsMicros: 0 }, 'payment', 1],
  ] as const)('ends a sample as %s (%o) with the class %s after %i attempts', async (outcome, changes, kind, count) => {
    await using server = await startQuick('novita', changes)
    const [sample] = await run(server.baseUrl, [{ model: 'flux-1-schnell' }], { attempts: 2 })
    expect(sample).toMatchObject({ outcome, failure: { class: kind }, attempts: { length: count } })
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}): Promise<Sample[]> {
  return runThroughEngine({ providerId: 'novita', baseUrl, steps, ...more })
}
