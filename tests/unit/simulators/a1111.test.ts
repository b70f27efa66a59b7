import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { startQuick } from './quick-simulator.ts'

const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
const headers = basic('practice:practice-a1111')
const path = '/sdapi/v1/txt2img'
const body = { prompt: 'a dahlia', seed: 21, width: 256, height: 320, steps: 20 }
interface Drawn {
  images: string[]
  info: string
}

describe('txt2img', () => {
  it('answers with base64, with info as JSON in a string, and is costed by the time it sends', async () => {
    await using worker = await startQuick('a1111')
    const reply = await worker.call(path, { headers, body })
    const drawn = (await reply.json()) as Drawn
    const bytes = Buffer.from(drawn.images[0]!, 'base64')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 256, height: 320 })
    expect(JSON.parse(drawn.info)).toMatchObject({
      seed: 21,
      all_seeds: [21],
      steps: 20,
      sd_model_name: 'sd_xl_base_1.0',
    })
    const seconds = reply.headers.get('x-process-time')!
    expect(seconds).toMatch(/^\d+\.\d{4}$/)
    const [entry] = worker.truth()
    expect(Math.abs(entry!.costMicros! - Number(seconds) * (1.29 / 3600) * 1e6)).toBeLessThanOrEqual(0.5)
    // What it sends includes writing the reply: a little more than the drawing, never less.
    expect(Number(seconds) * 1000).toBeGreaterThanOrEqual(entry!.serviceMs - 0.1)
  })

  it('draws one at a time behind its lock, in the order of arrival, and counts the wait as its own time', async () => {
    await using worker = await startQuick('a1111', { serviceMedianMs: 250 })
    const replies = await Promise.all(
      [1, 2, 3].map((seed) => worker.call(path, { headers, body: { ...body, seed, width: 64, height: 64 } })),
    )
    const truth = worker.truth()
    for (const [index, entry] of truth.slice(1).entries()) {
      expect(entry.readyMs - entry.serviceMs).toBeGreaterThanOrEqual(truth[index]!.readyMs)
      expect(entry.queueMs).toBeGreaterThan(0)
    }
    for (const entry of truth) {
      expect(entry.readyMs - entry.receivedMs).toBeCloseTo(entry.queueMs + entry.coldStartMs + entry.serviceMs, 6)
      const seconds = Number(replies[entry.seed! - 1]!.headers.get('x-process-time'))
      expect(seconds * 1000).toBeGreaterThanOrEqual(entry.queueMs + entry.serviceMs - 0.1)
    }
  })

  it('gives a batch one seed after the other', async () => {
    await using worker = await startQuick('a1111')
    const reply = await worker.call(path, { headers, body: { ...body, batch_size: 2 } })
    const drawn = (await reply.json()) as Drawn
    expect(drawn.images).toHaveLength(2)
    expect(JSON.parse(drawn.info)).toMatchObject({ all_seeds: [21, 22] })
    expect(worker.truth()[0]!.images).toHaveLength(2)
  })

  it('takes the format from the worker’s options, or from the call’s override', async () => {
    await using worker = await startQuick('a1111')
    await worker.call('/sdapi/v1/options', { headers, body: { samples_format: 'webp' } })
    const formats = await Promise.all(
      [undefined, { samples_format: 'jpg' }].map(async (override_settings) => {
        const reply = await worker.call(path, { headers, body: { ...body, override_settings } })
        return (await sharp(Buffer.from(((await reply.json()) as Drawn).images[0]!, 'base64')).metadata()).format
      }),
    )
    expect(formats).toEqual(['webp', 'jpeg'])
  })

  it('interrupted, answers 200 with an unfinished picture as if nothing had happened', async () => {
    await using worker = await startQuick('a1111', { serviceMedianMs: 60_000 })
    const drawing = worker.call(path, { headers, body })
    let progress: { progress: number; state: { job_count: number } }
    do {
      progress = (await (await worker.call('/sdapi/v1/progress', { headers })).json()) as typeof progress
    } while (progress.state.job_count === 0)
    expect(progress.progress).toBeGreaterThanOrEqual(0.01)
    expect(await (await worker.call('/sdapi/v1/interrupt', { headers, method: 'POST' })).json()).toEqual({})
    const reply = await drawing
    expect(reply.status).toBe(200)
    expect(((await reply.json()) as Drawn).images).toHaveLength(1)
    expect(worker.truth()).toMatchObject([{ outcome: 'served', flaw: 'unfinished' }])
    const idle = await (await worker.call('/sdapi/v1/progress', { headers })).json()
    expect(idle).toMatchObject({ progress: 0, state: { job_count: 0 } })
  })
})

describe('an error', () => {
  it.each([
    ['no password', {}, 'Not authenticated'],
    ['the wrong password', basic('practice:other'), 'Incorrect username or password'],
  ])('%s: 401 in the shape of the middleware, with the time', async (_, wrong, detail) => {
    await using worker = await startQuick('a1111')
    const reply = await worker.call(path, { headers: wrong, body })
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toBe('Basic')
    expect(reply.headers.get('x-process-time')).toMatch(/^\d+\.\d{4}$/)
    expect(await reply.json()).toMatchObject({ error: 'HTTPException', detail, body: '' })
    expect(worker.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it.each([
    ['a width that is no number', { width: 'wide' }, 422, { detail: [{ loc: ['body', 'width'] }] }],
    ['an unknown sampler', { sampler_name: 'Magic' }, 400, { detail: 'invalid sampler name' }],
    [
      'an unknown checkpoint',
      { override_settings: { sd_model_checkpoint: 'other' } },
      500,
      { error: 'RuntimeError', errors: expect.stringContaining('other') },
    ],
  ])('%s', async (_, change, status, expected) => {
    await using worker = await startQuick('a1111')
    const reply = await worker.call(path, { headers, body: { ...body, ...change } })
    expect([reply.status, await reply.json()]).toMatchObject([status, expected])
    expect(worker.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it('of the server itself leaves no picture, but costs the time it took', async () => {
    await using worker = await startQuick('a1111', { serverErrorRate: 1 })
    const reply = await worker.call(path, { headers, body })
    expect([reply.status, await reply.json()]).toMatchObject([500, { error: 'NansException', detail: '' }])
    expect(worker.truth()).toMatchObject([{ outcome: 'server-error', images: [], deliveredMs: null }])
    expect(worker.truth()[0]!.costMicros).toBeGreaterThan(0)
  })
})

it('names its checkpoints, its samplers and its options', async () => {
  await using worker = await startQuick('a1111')
  const get = async (name: string): Promise<unknown> => (await worker.call(`/sdapi/v1/${name}`, { headers })).json()
  expect(await get('sd-models')).toMatchObject([{ model_name: 'sd_xl_base_1.0' }, { model_name: 'juggernautXL_v9' }])
  expect(await get('samplers')).toContainEqual(expect.objectContaining({ name: 'Euler a' }))
  expect(await get('options')).toMatchObject({ sd_model_checkpoint: 'sd_xl_base_1.0.safetensors [31e35c80fc]' })
  expect(await get('nothing')).toMatchObject({ detail: 'Not Found' })
})
