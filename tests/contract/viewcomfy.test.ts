import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { viewcomfyDeployments } from '#main/providers/viewcomfy/simulator.ts'
import { describeDeployment } from '#main/simulators/deployments/deployment.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const [generate, , upscale, cutOut] = viewcomfyDeployments.map((deployment) => ({
  model: deployment.modelId,
  workflow: describeDeployment(deployment),
}))
const small = { width: 128, height: 64 }
/** A busy machine may take its time. */
const patient = { timeout: 10_000 }
const { clientId = '', clientSecret = '' } = credentialsOf('viewcomfy')
const auth = { client_id: clientId, client_secret: clientSecret }
const params = { '6-inputs-text': 'a fox', '3-inputs-seed': 7, '5-inputs-width': 128, '5-inputs-height': 64 }

/** No client of ViewComfy's is published, so these are the calls of its examples. */
describe('the calls of the examples, against the simulator', () => {
  it('starts a run, finds nothing of it until it has ended, then its picture', async () => {
    await using server = await startQuick('viewcomfy', { serviceMedianMs: 1000 })
    const promptId = randomUUID()
    const started = await infer(server.baseUrl, { promptId })
    expect(started.status).toBe(201)
    expect(await started.json()).toMatchObject({ data: { prompt_id: promptId } })
    expect(await results(server.baseUrl, promptId)).toEqual([])
    await expect.poll(() => results(server.baseUrl, promptId), patient).toHaveLength(1)
    const [result] = await results(server.baseUrl, promptId)
    expect(result).toMatchObject({ prompt_id: promptId, status: 'success', completed: true })
    const [output] = result?.outputs ?? []
    const picture = Buffer.from(await (await fetch(output?.filepath ?? '')).arrayBuffer())
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', ...small })
    const truth = await server.delivered()
    expect(truth).toMatchObject({ requestId: promptId, seed: 7, prompt: 'a fox' })
    expect(output).toMatchObject({ content_type: 'image/png', size: truth.images[0]?.sizeBytes })
    expect(result?.execution_time_seconds).toBeCloseTo(truth.serviceMs / 1000, 2)
  })

  it('takes a picture as a part of the form, named by its input', async () => {
    await using server = await startQuick('viewcomfy')
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
      .png()
      .toBuffer()
    const promptId = randomUUID()
    const files = { '52-inputs-image': new Blob([new Uint8Array(picture)], { type: 'image/png' }) }
    const started = await infer(server.baseUrl, {
      promptId,
      params: { '20-inputs-scale_by': 2 },
      url: upscale!.workflow.reference,
      files,
    })
    expect(started.status).toBe(201)
    await expect.poll(() => results(server.baseUrl, promptId), patient).toHaveLength(1)
    const [result] = await results(server.baseUrl, promptId)
    const enlarged = Buffer.from(await (await fetch(result?.outputs[0]?.filepath ?? '')).arrayBuffer())
    expect(await sharp(enlarged).metadata()).toMatchObject({ width: 80, height: 60 })
  })

  it.each([
    ['a wrong secret', { headers: { client_id: clientId, client_secret: 'wrong' } }, 401],
    ['no credentials', { headers: {} }, 401],
    ['an unknown deployment', { url: 'https://practice--none.modal.run' }, 404],
    ['an id that is no UUID', { promptId: 'one' }, 400],
    ['no parameters', { params: {} }, 400],
    ['an input that the workflow lacks', { params: { ...params, '99-inputs-x': 1 } }, 400],
  ] as const)('refuses %s', async (_, call, status) => {
    await using server = await startQuick('viewcomfy')
    expect((await infer(server.baseUrl, call)).status).toBe(status)
    expect(server.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it.each([
    ['Python', (id: string, url: string) => ({ prompt_id: id, view_comfy_api_url: url })],
    ['TypeScript', (id: string, url: string) => ({ promptId: id, viewComfyApiUrl: url })],
  ] as const)('stops a run in the spelling of %s', async (_, spell) => {
    await using server = await startQuick('viewcomfy', { serviceMedianMs: 60_000 })
    const promptId = randomUUID()
    await infer(server.baseUrl, { promptId })
    const body = spell(promptId, generate!.workflow.reference)
    expect((await server.call('/api/workflow/infer/cancel', { headers: auth, body })).status).toBe(201)
    await expect.poll(() => server.truth(), patient).toMatchObject([{ outcome: 'cancelled' }])
    expect(await results(server.baseUrl, promptId)).toMatchObject([{ status: 'error', outputs: [] }])
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture and the time that the truth log has, and no cost', async () => {
    await using server = await startQuick('viewcomfy')
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: { ...small, strength: 0.5 } }])
    const [truth] = server.truth()
    expect(sample).toMatchObject({ outcome: 'succeeded', images: [{ image: small }], charge: { amountMicros: null } })
    expect(sample?.images[0]?.image.sha256).toBe(truth?.images[0]?.sha256)
    expect(sample?.attempts[0]?.reported).toMatchObject({ jobId: truth?.requestId, queueMs: null, cold: null })
    expect(sample?.attempts[0]?.reported.inferenceMs).toBeCloseTo(truth?.serviceMs ?? NaN, -1)
    expect(sample?.warnings).toMatchObject([{ parameter: 'strength', action: 'dropped' }])
  })

  it('names each run anew, also where the same is asked again', async () => {
    await using server = await startQuick('viewcomfy')
    const [first] = await run(server.baseUrl, [{ ...generate!, parameters: small }])
    const [second] = await run(server.baseUrl, [{ ...generate!, parameters: small }])
    expect([first?.outcome, second?.outcome]).toEqual(['succeeded', 'succeeded'])
    expect(first?.attempts[0]?.reported.jobId).not.toBe(second?.attempts[0]?.reported.jobId)
  })

  it('chains three workflows by forms', async () => {
    await using server = await startQuick('viewcomfy')
    const steps = [{ ...generate!, parameters: small }, { ...upscale!, parameters: { scale: 2 } }, cutOut!] as const
    const [sample] = await run(server.baseUrl, steps)
    expect(sample).toMatchObject({ outcome: 'succeeded', steps: { length: 3 } })
    expect(sample?.images).toMatchObject([{ image: { width: 256, height: 128 } }])
  })

  it('asks ViewComfy to stop when the trial is cancelled', async () => {
    await using server = await startQuick('viewcomfy', { serviceMedianMs: 60_000 })
    const stop = new AbortController()
    const more = { signal: stop.signal, jobSubmitted: () => stop.abort() }
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: small }], more)
    expect(sample).toMatchObject({ outcome: 'cancelled', attempts: [{ cancellation: 'asked' }] })
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }])
  })
})

interface Result {
  prompt_id: string
  status: string
  execution_time_seconds: number
  outputs: { filepath: string }[]
}

async function results(baseUrl: string, promptId: string): Promise<Result[]> {
  const reply = await fetch(`${baseUrl}/api/workflow/infer/?prompt_ids=${promptId}`, { headers: auth })
  return (await reply.json()) as Result[]
}

function infer(
  baseUrl: string,
  call: {
    promptId?: string
    params?: Readonly<Record<string, string | number>>
    url?: string
    headers?: Readonly<Record<string, string>>
    files?: Record<string, Blob>
  } = {},
): Promise<Response> {
  const form = new FormData()
  form.set('params', JSON.stringify(call.params ?? params))
  form.set('prompt_id', call.promptId ?? randomUUID())
  form.set('view_comfy_api_url', call.url ?? generate!.workflow.reference)
  for (const [name, file] of Object.entries(call.files ?? {})) form.set(name, file, 'in.png')
  return fetch(`${baseUrl}/api/workflow/infer`, { method: 'POST', headers: call.headers ?? auth, body: form })
}

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}) {
  return runThroughEngine({ providerId: 'viewcomfy', baseUrl, steps, ...more })
}
