import createRunpod from 'runpod-sdk'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { findBindings } from '#main/providers/kit/comfy/find-bindings.ts'
import { ComfyGraph, type ComfyWorkflow, type DeployedWorkflow } from '#shared/domain/workflow.ts'
import chain from '#resources/workflows/generate-upscale-remove-background.json' with { type: 'json' }
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import upscale from '#resources/workflows/upscale.json' with { type: 'json' }
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const FLUX = 'black-forest-labs-flux-1-schnell'
const input = { prompt: 'a fox', width: 256, height: 320, seed: 7 }
/** A busy machine may take its time. */
const patient = { timeout: 10_000 }

function connect(baseUrl: string, endpointId = FLUX, apiKey = credentialsOf('runpod')['apiKey'] ?? '') {
  const endpoint = createRunpod(apiKey, { baseUrl: `${baseUrl}/v2` }).endpoint(endpointId)
  if (endpoint === null) throw new Error('The client made no endpoint.')
  return endpoint
}

describe('runpod-sdk, written by RunPod, against the simulator', () => {
  it('puts a job into the queue and asks after it until it is done, with times and a cost', async () => {
    await using server = await startQuick('runpod')
    const endpoint = connect(server.baseUrl)
    const { id, status } = await endpoint.run({ input })
    expect(['IN_QUEUE', 'IN_PROGRESS']).toContain(status)
    await expect.poll(async () => (await endpoint.status(id)).status, patient).toBe('COMPLETED')
    const job = await endpoint.status(id)
    if (!('output' in job)) throw new Error('The job has no output.')
    const bytes = Buffer.from(await (await fetch(job.output.image_url)).arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 256, height: 320 })
    const truth = await server.delivered()
    // 256 × 320 ÷ 1,000,000 × $0.0024 = $0.000196608
    expect(truth).toMatchObject({ requestId: id, seed: 7, costMicros: 197 })
    expect(job).toMatchObject({ executionTime: Math.round(truth.serviceMs), output: { cost: 0.000197 } })
  })

  it('waits for a job until it is done', async () => {
    await using server = await startQuick('runpod', { serviceMedianMs: 300 })
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const job = await connect(server.baseUrl).runSync({ input }, 5000)
    log.mockRestore()
    expect(job).toMatchObject({ id: expect.stringMatching(/^sync-/), status: 'COMPLETED' })
    expect(await connect(server.baseUrl).statusSync(job.id)).toMatchObject({ status: 'COMPLETED', completed: true })
  })

  it('cancels a job that runs and one that waits, and a finished one no more', async () => {
    await using server = await startQuick('runpod', { serviceMedianMs: 60_000, workers: 1 })
    const endpoint = connect(server.baseUrl)
    const running = await endpoint.run({ input })
    const waiting = await endpoint.run({ input: { ...input, seed: 8 } })
    await expect.poll(async () => (await endpoint.status(running.id)).status, patient).toBe('IN_PROGRESS')
    expect(await endpoint.health()).toMatchObject({ jobs: { inProgress: 1, inQueue: 1 }, workers: { running: 1 } })
    expect(await endpoint.cancel(waiting.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await endpoint.cancel(running.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await endpoint.cancel(running.id)).toMatchObject({ status: 'CANCELLED' })
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }, { outcome: 'cancelled' }])
  })

  it('empties the queue and leaves what runs', async () => {
    await using server = await startQuick('runpod', { serviceMedianMs: 60_000, workers: 1 })
    const endpoint = connect(server.baseUrl)
    const running = await endpoint.run({ input })
    await endpoint.run({ input: { ...input, seed: 8 } })
    await expect.poll(async () => (await endpoint.status(running.id)).status, patient).toBe('IN_PROGRESS')
    expect(await endpoint.purgeQueue()).toEqual({ removed: 1, status: 'completed' })
    expect((await endpoint.status(running.id)).status).toBe('IN_PROGRESS')
  })

  it('streams the output of a job', async () => {
    await using server = await startQuick('runpod')
    const endpoint = connect(server.baseUrl, 'practice-worker')
    const { id } = await endpoint.run({ input })
    const outputs = []
    for await (const part of endpoint.stream(id)) outputs.push(part)
    expect(outputs).toHaveLength(1)
    expect(outputs[0].output.image.length).toBeGreaterThan(1000)
  })

  it('runs a graph on worker-comfyui, and is told what is wrong with one', async () => {
    await using server = await startQuick('runpod')
    const endpoint = connect(server.baseUrl, 'practice-comfyui')
    const { id } = await endpoint.run({ input: { workflow: graphOf(sdxl) } })
    await expect.poll(async () => (await endpoint.status(id)).status, patient).toBe('COMPLETED')
    const job = await endpoint.status(id)
    if (!('output' in job)) throw new Error('The job has no output.')
    const bytes = Buffer.from(job.output.images[0].data, 'base64')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 128, height: 64 })
    const empty = await endpoint.run({ input: { prompt: 'no workflow' } })
    expect(await endpoint.status(empty.id)).toMatchObject({ status: 'FAILED', error: "Missing 'workflow' parameter" })
    const graph = graphOf(sdxl)
    Object.assign(graph['4']!.inputs, { ckpt_name: 'missing.safetensors' })
    const broken = await endpoint.run({ input: { workflow: graph } })
    const told = expect.stringMatching(/^Workflow validation failed: .*\n- Node 4: Value not in list/)
    expect(await endpoint.status(broken.id)).toMatchObject({ status: 'FAILED', error: told })
  })

  it.each([
    ['a wrong key', FLUX, 'rpa_wrong', { input }, '401'],
    ['an unknown endpoint', 'nowhere0', undefined, { input }, '404'],
    ['a body without input', FLUX, undefined, {} as { input: unknown }, '400'],
  ] as const)('understands %s', async (_, endpointId, apiKey, body, status) => {
    await using server = await startQuick('runpod')
    await expect(connect(server.baseUrl, endpointId, apiKey).run(body)).rejects.toThrow(status)
  })

  it('understands that it is too many', async () => {
    await using server = await startQuick('runpod', { rateLimitRate: 1 })
    await expect(connect(server.baseUrl).run({ input })).rejects.toThrow('429')
  })
})

/** A graph that draws quickly. */
function graphOf(workflow: { graph: object }): ComfyGraph {
  const graph = ComfyGraph.parse(structuredClone(workflow.graph))
  for (const node of Object.values(graph)) {
    if (node.class_type === 'EmptyLatentImage') Object.assign(node.inputs, { width: 128, height: 64 })
  }
  return graph
}

function workflowOf(shipped: { graph: object }): ComfyWorkflow {
  const graph = graphOf(shipped)
  const { bindings, outputNodeId } = findBindings(graph)
  return { kind: 'comfyui', graph, bindings, outputNodeId }
}

const WORKER: DeployedWorkflow = {
  kind: 'deployed',
  reference: 'practice-worker',
  inputs: { prompt: 'prompt', seed: 'seed', width: 'width', height: 'height', image: 'image', scale: 'scale' },
  output: 'image',
  constants: {},
}

describe('our adapter, through the engine, against the same simulator', () => {
  it('gets the picture of the truth log, keeps queue and execution time apart, and charges what is reported', async () => {
    await using server = await startQuick('runpod', { coldStartMs: 80 })
    const [sample] = await run(server.baseUrl, [{ model: FLUX, parameters: { width: 256, height: 320 } }])
    const truth = await server.delivered()
    expect(sample).toMatchObject({
      outcome: 'succeeded',
      warnings: [],
      charge: { amountMicros: truth.costMicros, basis: 'reported', evidence: 'output.cost' },
    })
    expect(sample?.images[0]?.image.sha256).toBe(truth.images[0]?.sha256)
    expect(sample?.attempts[0]?.reported).toMatchObject({
      jobId: truth.requestId,
      queueMs: Math.round(truth.queueMs + truth.coldStartMs),
      inferenceMs: Math.round(truth.serviceMs),
      // A cold worker is part of the queue, and is not told apart.
      cold: null,
    })
  })

  it('draws with a graph, enlarges and hands on to a worker of someone’s own, metered by the second', async () => {
    await using server = await startQuick('runpod')
    const priceId = 'runpod/flex-rtx-4090'
    const [sample] = await run(server.baseUrl, [
      {
        model: 'practice-comfyui/comfyui',
        workflow: workflowOf(sdxl),
        parameters: { width: 128, height: 64 },
        priceId,
      },
      { model: 'practice-comfyui/comfyui-upscale', workflow: workflowOf(upscale), parameters: { scale: 2 }, priceId },
      { model: 'worker-upscale', workflow: WORKER, parameters: { scale: 3 }, priceId },
    ])
    expect(sample?.outcome).toBe('succeeded')
    expect(sample?.steps.map(({ images }) => images[0]?.image.width)).toEqual([128, 256, 768])
    const truth = server.truth()
    expect(truth.map(({ modelId }) => modelId)).toEqual([
      'practice-comfyui/comfyui',
      'practice-comfyui/comfyui-upscale',
      'worker-upscale',
    ])
    // $0.00031 a second is 0.31 micro-dollars a millisecond; a reported millisecond is a whole one.
    for (const [index, { charge }] of (sample?.steps ?? []).entries()) {
      const expected = Math.floor(Math.round(truth[index]!.serviceMs) * 0.31 + 0.5)
      expect(charge).toMatchObject({ amountMicros: expected, basis: 'metered', priceId })
      expect(charge.evidence).toContain('executionTime')
    }
  })

  it('runs a whole chain in one graph', async () => {
    await using server = await startQuick('runpod')
    const [sample] = await run(server.baseUrl, [
      { model: 'practice-comfyui/comfyui', workflow: workflowOf(chain), parameters: { width: 128, height: 64 } },
    ])
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: null } })
    // Enlarged by 4, then halved.
    expect(sample?.images[0]?.image).toMatchObject({ format: 'png', width: 256, height: 128 })
  })

  it('draws with AUTOMATIC1111 behind the queue, and learns the seed', async () => {
    await using server = await startQuick('runpod')
    const [sample] = await run(server.baseUrl, [
      { model: 'practice-a1111/a1111', parameters: { width: 128, height: 64, steps: 5 } },
    ])
    expect(sample).toMatchObject({ outcome: 'succeeded', warnings: [] })
    expect(sample?.attempts[0]?.reported.seed).toBe(String(server.truth()[0]?.seed))
  })

  it('stops a job that nobody waits for any more, so that it is not billed', async () => {
    await using server = await startQuick('runpod', { serviceMedianMs: 60_000 })
    const stop = new AbortController()
    const [sample] = await run(server.baseUrl, [{ model: FLUX, parameters: { width: 256, height: 320 } }], {
      signal: stop.signal,
      jobSubmitted: () => stop.abort(),
    })
    expect(sample).toMatchObject({ outcome: 'cancelled', attempts: [{ cancellation: 'stopped' }] })
    await expect.poll(() => server.truth().map(({ outcome }) => outcome), patient).toEqual(['cancelled'])
  })

  it.each([
    ['a worker that dies', { serverErrorRate: 1 }, 'server'],
    ['too many requests', { rateLimitRate: 1 }, 'rate-limit'],
  ] as const)('reads %s', async (_, profile, failureClass) => {
    await using server = await startQuick('runpod', profile)
    const [sample] = await run(server.baseUrl, [{ model: FLUX, parameters: { width: 256, height: 320 } }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: failureClass } })
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}) {
  return runThroughEngine({ providerId: 'runpod', baseUrl: `${baseUrl}/v2`, steps, ...more })
}
