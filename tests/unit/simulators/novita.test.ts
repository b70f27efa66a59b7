import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { startQuick } from './quick-simulator.ts'

const authorization = { authorization: 'Bearer sk_practice-novita' }
const fluxPath = '/v3beta/flux-1-schnell'
const flux = { prompt: 'a lake', width: 256, height: 192, steps: 4, image_num: 1, seed: 5, response_image_type: 'jpeg' }
const sdxl = {
  extra: { response_image_type: 'webp' },
  request: { model_name: 'sd_xl_base_1.0.safetensors', prompt: 'a vase', width: 256, height: 256, seed: 11 },
}
interface Task {
  task: { status: string; reason: string; progress_percent: number; eta: number }
  extra: { seed: string; debug_info: Record<string, string> }
  images: { image_url: string; image_url_ttl: string; image_type: string }[]
}

type Novita = Awaited<ReturnType<typeof startQuick>>
const submit = async (novita: Novita): Promise<string> => {
  const reply = await novita.call('/v3/async/txt2img', { headers: authorization, body: sdxl })
  expect(reply.status).toBe(200)
  return ((await reply.json()) as { task_id: string }).task_id
}
const ask = async (novita: Novita, taskId: string): Promise<Task> => {
  const reply = await novita.call(`/v3/async/task-result?task_id=${taskId}`, { headers: authorization })
  expect(reply.status).toBe(200)
  return (await reply.json()) as Task
}
/** Asks until the task has ended. @returns every answer, in order. */
const follow = async (novita: Novita, taskId: string): Promise<Task[]> => {
  const answers: Task[] = []
  for (;;) {
    const answer = await ask(novita, taskId)
    answers.push(answer)
    if (!/QUEUED|PROCESSING/.test(answer.task.status)) return answers
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('the key', () => {
  it.each([
    ['as a bearer token', 'Bearer sk_practice-novita', 200, undefined],
    ['raw, as the official client sends it', 'sk_practice-novita', 200, undefined],
    ['wrong', 'Bearer sk_other', 403, 'INVALID_API_KEY'],
    ['missing', undefined, 400, 'MISSING_API_KEY'],
  ])('%s', async (_, key, status, reason) => {
    await using novita = await startQuick('novita')
    const reply = await novita.call(fluxPath, { headers: key === undefined ? {} : { authorization: key }, body: flux })
    expect(reply.status).toBe(status)
    const error = (await reply.json()) as { code?: number; reason?: string }
    expect([error.code, error.reason]).toEqual(status === 200 ? [undefined, undefined] : [status, reason])
    expect(novita.truth().map(({ outcome }) => outcome)).toEqual([status === 200 ? 'served' : 'rejected'])
  })
})

describe('FLUX.1 [schnell]', () => {
  it('blocks, then names the picture, which is fetched without a key and is what was asked for', async () => {
    await using novita = await startQuick('novita')
    const reply = await novita.call(fluxPath, { headers: authorization, body: flux })
    const body = (await reply.json()) as { task: { task_id: string }; images: Record<string, string | number>[] }
    expect(body.images).toEqual([{ image_url: expect.any(String), image_url_ttl: 3600, image_type: 'jpeg' }])
    expect(novita.truth()[0]?.deliveredMs).toBeNull()

    const download = await fetch(String(body.images[0]!['image_url']))
    expect(download.headers.get('content-type')).toBe('image/jpeg')
    const bytes = Buffer.from(await download.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 256, height: 192 })
    const entry = await novita.delivered()
    expect(entry).toMatchObject({ requestId: body.task.task_id, modelId: 'flux-1-schnell', outcome: 'served', seed: 5 })
    expect(entry.images[0]!.sizeBytes).toBe(bytes.byteLength)
    expect(entry.deliveredMs).toBeGreaterThanOrEqual(entry.readyMs)
  })

  it.each([
    [1024, 1024, 4, 1, 3000],
    [1024, 1024, 1, 1, 750],
    [512, 512, 4, 2, 1500],
    // 3000 × 65 × 64 × 1 ÷ 4,194,304 = 2.975…
    [65, 64, 1, 1, 3],
  ])('%i × %i in %i steps, %i times, costs %i micro-dollars', async (width, height, steps, count, micros) => {
    await using novita = await startQuick('novita')
    const body = { ...flux, width, height, steps, image_num: count }
    const reply = await novita.call(fluxPath, { headers: authorization, body })
    expect(((await reply.json()) as { images: unknown[] }).images).toHaveLength(count)
    expect(novita.truth()[0]).toMatchObject({ costMicros: micros, images: { length: count } })
  })

  it.each([
    ['no prompt', { prompt: '' }],
    ['a prompt of 1,025 characters', { prompt: 'x'.repeat(1025) }],
    ['a width of 63', { width: 63 }],
    ['a height of 2,049', { height: 2049 }],
    ['half a step', { steps: 0.5 }],
    ['101 steps', { steps: 101 }],
    ['9 pictures', { image_num: 9 }],
    ['a negative seed', { seed: -1 }],
    ['a seed of 2^32', { seed: 2 ** 32 }],
    ['an unknown format', { response_image_type: 'gif' }],
  ])('%s is refused as an invalid body', async (_, change) => {
    await using novita = await startQuick('novita')
    const reply = await novita.call(fluxPath, { headers: authorization, body: { ...flux, ...change } })
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ code: 400, reason: 'INVALID_REQUEST_BODY' })
    expect(novita.truth()[0]).toMatchObject({ outcome: 'rejected', costMicros: null })
  })

  it('broken JSON is an invalid body too, not a crash', async () => {
    await using novita = await startQuick('novita')
    const reply = await novita.call(fluxPath, { headers: authorization, body: '{"prompt":' })
    expect([reply.status, await reply.json()]).toEqual([
      400,
      expect.objectContaining({ reason: 'INVALID_REQUEST_BODY' }),
    ])
  })

  it.each([
    ['refusal', { refusalRate: 1 }, 400, 'ILLEGAL_PROMPT', 'refused'],
    ['rate limit', { rateLimitRate: 1 }, 429, 'RATE_LIMIT_EXCEEDED', 'rate-limited'],
    ['server error', { serverErrorRate: 1 }, 500, 'TASK_FAILED', 'server-error'],
    ['empty purse', { creditsMicros: 10 }, 400, 'BILLING_BALANCE_NOT_ENOUGH', 'rejected'],
  ] as const)('answers a %s in its own words', async (_, changes, status, reason, outcome) => {
    await using novita = await startQuick('novita', changes)
    const reply = await novita.call(fluxPath, { headers: authorization, body: flux })
    expect(reply.status).toBe(status)
    expect(reply.headers.has('retry-after')).toBe(false)
    expect(await reply.json()).toMatchObject({ reason })
    expect(novita.truth()).toMatchObject([{ outcome, images: [], costMicros: null, deliveredMs: null }])
  })
})

describe('SDXL, submitted and asked after', () => {
  it('passes through queue and drawing to a picture, with ttl, seed and times as text', async () => {
    await using novita = await startQuick('novita', { serviceMedianMs: 400, workers: 1 })
    const [first, second] = [await submit(novita), await submit(novita)]
    expect((await ask(novita, second)).task.status).toBe('TASK_STATUS_QUEUED')
    const answers = await follow(novita, second)
    const states = answers.map(({ task }) => task.status)
    expect([...new Set(states)]).toEqual(['TASK_STATUS_QUEUED', 'TASK_STATUS_PROCESSING', 'TASK_STATUS_SUCCEED'])
    const progress = answers.map(({ task }) => task.progress_percent)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))

    const { extra, images } = answers.at(-1)!
    expect(extra.seed).toBe('11')
    expect(images).toMatchObject([{ image_url_ttl: '3600', image_type: 'webp' }])
    const [entry] = novita.truth().filter(({ requestId }) => requestId === second)
    const times = extra.debug_info
    const queued = Number(times['execute_time_ms']) - Number(times['submit_time_ms'])
    const drawn = Number(times['complete_time_ms']) - Number(times['execute_time_ms'])
    // Each stamp is rounded to a millisecond.
    expect(Math.abs(queued - entry!.queueMs)).toBeLessThanOrEqual(1)
    expect(Math.abs(drawn - entry!.serviceMs)).toBeLessThanOrEqual(1)
    expect((await fetch(images[0]!.image_url)).status).toBe(200)
    expect((await follow(novita, first)).at(-1)!.task.status).toBe('TASK_STATUS_SUCCEED')
  })

  it('has no known price: its cost is unknown in the truth, not 0', async () => {
    await using novita = await startQuick('novita')
    await follow(novita, await submit(novita))
    expect(novita.truth()[0]?.costMicros).toBeNull()
  })

  it('a failed task is told with status 200', async () => {
    await using novita = await startQuick('novita', { serverErrorRate: 1 })
    const last = (await follow(novita, await submit(novita))).at(-1)!
    expect(last.task).toMatchObject({ status: 'TASK_STATUS_FAILED', reason: 'TASK_FAILED' })
    expect(last.images).toEqual([])
  })

  it('a link dies after its time, with a 403 as from an object storage', async () => {
    await using novita = await startQuick('novita', { urlLifeMs: 1 })
    const { images } = (await follow(novita, await submit(novita))).at(-1)!
    await new Promise((resolve) => setTimeout(resolve, 5))
    const reply = await fetch(images[0]!.image_url)
    expect(reply.status).toBe(403)
    expect(await reply.text()).toContain('AccessDenied')
    expect(novita.truth()[0]?.deliveredMs).toBeNull()
  })

  it.each([
    ['an unknown checkpoint', { model_name: 'other.safetensors' }],
    ['a width of 127', { width: 127 }],
    ['guidance of 31', { guidance_scale: 31 }],
    ['six LoRAs', { loras: Array.from({ length: 6 }, () => ({ model_name: 'a', strength: 1 })) }],
  ])('%s is refused as an invalid body', async (_, change) => {
    await using novita = await startQuick('novita')
    const body = { ...sdxl, request: { ...sdxl.request, ...change } }
    const reply = await novita.call('/v3/async/txt2img', { headers: authorization, body })
    expect([reply.status, await reply.json()]).toEqual([
      400,
      expect.objectContaining({ reason: 'INVALID_REQUEST_BODY' }),
    ])
  })

  it('refuses a prompt with the submit, before there is a task', async () => {
    await using novita = await startQuick('novita', { refusalRate: 1 })
    const reply = await novita.call('/v3/async/txt2img', { headers: authorization, body: sdxl })
    expect(await reply.json()).toMatchObject({ reason: 'ILLEGAL_PROMPT' })
  })
})

it('says 404 for an unknown task and for a retired API, each with its reason', async () => {
  await using novita = await startQuick('novita')
  const task = await novita.call('/v3/async/task-result?task_id=none', { headers: authorization })
  expect([task.status, await task.json()]).toEqual([404, expect.objectContaining({ reason: 'TASK_NOT_FOUND' })])
  const retired = await novita.call('/v3/async/outpainting', { headers: authorization, body: {} })
  expect([retired.status, await retired.json()]).toEqual([404, expect.objectContaining({ reason: 'API_NOT_FOUND' })])
})

it('lists its checkpoint, and its balance falls by what a picture costs, in ten-thousandths of a dollar', async () => {
  await using novita = await startQuick('novita', { creditsMicros: 1_000_000 })
  const models = await novita.call('/v3/model?filter.query=xl', { headers: authorization })
  expect(await models.json()).toMatchObject({ models: [{ sd_name_in_api: 'sd_xl_base_1.0.safetensors', status: 1 }] })
  await novita.call(fluxPath, { headers: authorization, body: { ...flux, width: 1024, height: 1024 } })
  const balance = await novita.call('/openapi/v1/billing/balance/detail', { headers: authorization })
  expect(await balance.json()).toMatchObject({ availableBalance: '9970', creditLimit: '0' })
})
