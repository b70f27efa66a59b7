import { createFalClient, type FalClient, type QueueStatus } from '@fal-ai/client'
import sharp, { type Metadata } from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Sample } from '#shared/domain/sample.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const SCHNELL = 'fal-ai/flux/schnell'
const input = { prompt: 'a fox', image_size: { width: 512, height: 256 }, seed: 7, output_format: 'png' } as const

/** The client has no base URL: each request is sent to the simulator instead, with the host that it was for in its path. */
function connect(baseUrl: string, credentials = credentialsOf('fal')['apiKey'] ?? ''): FalClient {
  return createFalClient({
    credentials,
    retry: { maxRetries: 0 },
    requestMiddleware: async (request) => {
      const { host, pathname, search } = new URL(request.url)
      const path = host === 'queue.fal.run' ? pathname : `/hosts/${host}${pathname}`
      return { ...request, url: `${baseUrl}${path}${search}` }
    },
  })
}

async function pictureAt(url: string): Promise<Metadata> {
  return sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata()
}

async function drawPng(width: number, height: number): Promise<Blob> {
  const picture = sharp({ create: { width, height, channels: 3, background: '#eee' } })
    .composite([{ input: { create: { width: 40, height: 30, channels: 3, background: '#a00' } } }])
    .png()
  return new Blob([new Uint8Array(await picture.toBuffer())], { type: 'image/png' })
}

describe('@fal-ai/client, written by fal, against the simulator', () => {
  it('follows a request through queue and work to its picture', async () => {
    await using server = await startQuick('fal', { serviceMedianMs: 300, workers: 1 })
    const client = connect(server.baseUrl)
    const states: QueueStatus['status'][] = []
    const first = client.queue.submit(SCHNELL, { input })
    await first
    const { data, requestId } = await client.subscribe(SCHNELL, {
      input,
      logs: true,
      pollInterval: 20,
      onQueueUpdate: ({ status }) => states.push(status),
    })
    expect([...new Set(states)]).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
    expect(data).toMatchObject({ seed: 7, has_nsfw_concepts: [false], images: [{ width: 512, height: 256 }] })
    expect(await pictureAt(data.images[0]!.url)).toMatchObject({ format: 'png', width: 512, height: 256 })
    const truth = server.truth().find((entry) => entry.requestId === requestId)
    // 512 × 256 pixels × $0.003 a million
    expect(truth).toMatchObject({ modelId: SCHNELL, seed: 7, outcome: 'served', costMicros: 393 })
  })

  it('follows a request by the stream of its states', async () => {
    await using server = await startQuick('fal', { serviceMedianMs: 50 })
    const client = connect(server.baseUrl)
    const { request_id: requestId } = await client.queue.submit(SCHNELL, { input })
    const last = await client.queue.subscribeToStatus(SCHNELL, { requestId, mode: 'streaming' })
    expect(last.status).toBe('COMPLETED')
    expect((await client.queue.result(SCHNELL, { requestId })).data.seed).toBe(7)
  })

  it('calls an endpoint directly, in a size by its name', async () => {
    await using server = await startQuick('fal')
    const { data } = await connect(server.baseUrl).run('fal-ai/fast-sdxl', {
      input: { prompt: 'a fox', image_size: 'square', format: 'jpeg' },
    })
    expect(await pictureAt(data.images[0]!.url)).toMatchObject({ format: 'jpeg', width: 512, height: 512 })
  })

  it('uploads a picture, has it enlarged and its background removed', async () => {
    await using server = await startQuick('fal')
    const client = connect(server.baseUrl)
    const larger = await client.run('fal-ai/esrgan', { input: { image_url: await drawPng(64, 48), scale: 3 } })
    expect(await pictureAt(larger.data.image.url)).toMatchObject({ width: 192, height: 144 })
    const cut = await client.run('fal-ai/birefnet/v2', { input: { image_url: await drawPng(64, 48) } })
    expect(await pictureAt(cut.data.image.url)).toMatchObject({ width: 64, height: 48, hasAlpha: true })
  })

  it.each([
    ['a wrong key', {}, 'other:key', input, 401],
    ['half a key', {}, 'half', input, 401],
    ['an empty purse', { creditsMicros: 0 }, undefined, input, 403],
    ['too many steps', {}, undefined, { ...input, num_inference_steps: 13 }, 422],
  ] as const)('understands %s', async (_, changes, key, body, status) => {
    await using server = await startQuick('fal', changes)
    await expect(connect(server.baseUrl, key).queue.submit(SCHNELL, { input: body })).rejects.toMatchObject({ status })
  })

  it('learns of a refusal from the result, since there is no state for it', async () => {
    await using server = await startQuick('fal', { refusalRate: 1 })
    const asking = connect(server.baseUrl).subscribe(SCHNELL, { input, pollInterval: 10 })
    await expect(asking).rejects.toMatchObject({
      status: 422,
      body: { detail: [{ type: 'content_policy_violation' }] },
    })
  })

  it('answers a limit and a lost runner in fal’s words (its client would try again for seven seconds)', async () => {
    const headers = { authorization: `Key ${credentialsOf('fal')['apiKey']}` }
    await using limited = await startQuick('fal', { rateLimitRate: 1 })
    const reply = await limited.call(`/${SCHNELL}`, { headers, body: input })
    expect([reply.status, await reply.json()]).toMatchObject([429, { error_type: 'concurrent_requests_limit' }])

    await using broken = await startQuick('fal', { serverErrorRate: 1 })
    const lost = await broken.call(`/hosts/fal.run/${SCHNELL}`, { headers, body: input })
    expect([lost.status, lost.headers.get('x-fal-retryable')]).toEqual([503, 'true'])
    expect(await lost.json()).toMatchObject({ error_type: 'runner_disconnected' })
  })

  it('asks too early, cancels, and is told that it was cancelled', async () => {
    await using server = await startQuick('fal', { serviceMedianMs: 60_000 })
    const client = connect(server.baseUrl)
    const { request_id: requestId } = await client.queue.submit(SCHNELL, { input })
    await expect(client.queue.result(SCHNELL, { requestId })).rejects.toMatchObject({ status: 400 })
    await client.queue.cancel(SCHNELL, { requestId })
    expect(await client.queue.status(SCHNELL, { requestId })).toMatchObject({ status: 'COMPLETED' })
    await expect(client.queue.result(SCHNELL, { requestId })).rejects.toMatchObject({ status: 499 })
    await expect(client.queue.cancel(SCHNELL, { requestId })).rejects.toMatchObject({ status: 400 })
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }])
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture, the seed and the cost that the truth log has', async () => {
    await using server = await startQuick('fal', { serviceMedianMs: 60 })
    const parameters = { width: 640, height: 384, negativePrompt: 'blurred', format: 'png' as const }
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL, parameters }])
    const truth = await server.delivered()
    // 640 × 384 = 245,760 pixels × $0.003 a million = 737.28
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 737, basis: 'metered' } })
    expect(truth.costMicros).toBe(737)
    expect(sample?.images).toMatchObject([{ image: { width: 640, height: 384, sha256: truth.images[0]?.sha256 } }])
    const { jobId, seed, inferenceMs } = sample!.attempts[0]!.reported
    expect([jobId, seed]).toEqual([truth.requestId, String(sample?.seed)])
    expect(inferenceMs).toBeCloseTo(truth.serviceMs, 2)
    expect(sample?.warnings).toMatchObject([{ parameter: 'negativePrompt', action: 'dropped' }])
  })

  it('does not take the fetching of a result for a poll: the slack is that of the last status', async () => {
    await using server = await startQuick('fal', { serviceMedianMs: 100 })
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL, parameters: { width: 64, height: 64 } }])
    const purposes = sample!.attempts[0]!.exchanges.map(({ purpose }) => purpose)
    expect(purposes).toEqual(['submit', 'poll', 'poll', 'download'])
    // One pause of 500 ms between the submit and the only status; the result came right after it.
    expect(sample?.pollingSlackMs).toBeGreaterThan(400)
  })

  it('runs a pipeline: drawn, enlarged, cut out, each step with its own picture', async () => {
    await using server = await startQuick('fal')
    const [sample] = await run(server.baseUrl, [
      { model: SCHNELL, parameters: { width: 256, height: 128 } },
      { model: 'fal-ai/esrgan', parameters: { scale: 2 } },
      { model: 'fal-ai/birefnet/v2' },
    ])
    expect(sample).toMatchObject({ outcome: 'succeeded', steps: { length: 3 }, charge: { amountMicros: null } })
    const sizes = sample?.steps.map(({ images }) =>
      images.map(({ image }) => [image.width, image.height, image.format]),
    )
    expect(sizes).toEqual([[[256, 128, 'jpeg']], [[512, 256, 'png']], [[512, 256, 'png']]])
  })

  it.each([
    ['refused', { refusalRate: 1 }, 'content-policy', 1],
    ['failed', { creditsMicros: 0 }, 'payment', 1],
    // the platform says that the runner was lost, which is not billed
    ['failed', { serverErrorRate: 1 }, 'server', 2],
  ] as const)('ends a sample as %s (%o) with the class %s after %i attempts', async (outcome, changes, kind, count) => {
    await using server = await startQuick('fal', changes)
    const [sample] = await run(server.baseUrl, [{ model: SCHNELL }], { attempts: 2 })
    expect(sample).toMatchObject({ outcome, failure: { class: kind }, attempts: { length: count } })
  })

  it('cancels at fal what is under way there', async () => {
    await using server = await startQuick('fal', { serviceMedianMs: 60_000 })
    const abort = new AbortController()
    const samples = await run(server.baseUrl, [{ model: SCHNELL }], {
      signal: abort.signal,
      jobSubmitted: () => abort.abort(),
    })
    expect(samples).toMatchObject([{ outcome: 'cancelled', attempts: [{ cancellation: 'asked' }] }])
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }])
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}): Promise<Sample[]> {
  return runThroughEngine({ providerId: 'fal', baseUrl, steps, ...more })
}
