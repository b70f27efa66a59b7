import { Comfy, ComfyError, JobFailed } from '@comfyorg/sdk'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { findBindings } from '#main/providers/kit/comfy/find-bindings.ts'
import { ComfyGraph, type ComfyWorkflow } from '#shared/domain/workflow.ts'
import chain from '#resources/workflows/generate-upscale-remove-background.json' with { type: 'json' }
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import upscale from '#resources/workflows/upscale.json' with { type: 'json' }
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const small = { width: 128, height: 64 }
/** A busy machine may take its time. */
const patient = { timeout: 10_000 }

afterEach(() => {
  delete process.env['COMFY_BASE_URL']
})

/** The client reads the address from the environment when it is made. */
function connect(baseUrl: string, apiKey = credentialsOf('comfy-cloud')['apiKey'] ?? ''): Comfy {
  process.env['COMFY_BASE_URL'] = baseUrl
  return new Comfy({ apiKey })
}

function graphOf(workflow: { graph: object }, seed = 7): ComfyGraph {
  const graph = ComfyGraph.parse(structuredClone(workflow.graph))
  for (const node of Object.values(graph)) {
    if (node.class_type === 'KSampler') Object.assign(node.inputs, { seed, steps: 4 })
    if (node.class_type === 'EmptyLatentImage') Object.assign(node.inputs, small)
  }
  return graph
}

describe('@comfyorg/sdk, written by Comfy, against the simulator', () => {
  it('runs a graph and gets the picture that the truth log names', async () => {
    await using server = await startQuick('comfy-cloud')
    const client = connect(server.baseUrl)
    const job = await client.run(client.workflows.fromJson(graphOf(sdxl)))
    const [output] = job.outputs
    const bytes = Buffer.from(await output!.toBytes())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', ...small })
    expect(output).toMatchObject({
      type: 'image',
      contentType: 'image/png',
      sizeBytes: bytes.byteLength,
      jobId: job.id,
    })
    const truth = await server.delivered()
    expect(truth).toMatchObject({ requestId: job.id, seed: 7, images: [{ sizeBytes: bytes.byteLength }] })
    expect((await job.getWorkflow()).format).toBe('api')
  })

  it('uploads a picture once, and gets it back enlarged', async () => {
    await using server = await startQuick('comfy-cloud')
    const client = connect(server.baseUrl)
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
      .png()
      .toBuffer()
    const workflow = client.workflows.fromJson(graphOf(upscale))
    const [image] = workflowOf(upscale).bindings.image ?? []
    workflow.setInput(image!.nodeId, image!.input, client.assets.fromBytes(picture, { filename: 'in.png' }))
    const job = await client.run(workflow)
    const bytes = Buffer.from(await job.outputs[0]!.toBytes())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 80, height: 60 })
  })

  it('follows a job by its events to the end', async () => {
    await using server = await startQuick('comfy-cloud', { serviceMedianMs: 200 })
    const client = connect(server.baseUrl)
    const job = await client.submit(client.workflows.fromJson(graphOf(sdxl)))
    const kinds = new Set<string>()
    let last = ''
    for await (const event of job.events()) {
      kinds.add(event.kind)
      if (event.kind === 'statusChange') last = event.status
    }
    expect([...kinds].sort()).toEqual(['outputReady', 'progress', 'statusChange'])
    expect(last).toBe('succeeded')
  })

  it('cancels a job that runs, and one that waits', async () => {
    await using server = await startQuick('comfy-cloud', { serviceMedianMs: 60_000, workers: 1 })
    const client = connect(server.baseUrl)
    const running = await client.submit(client.workflows.fromJson(graphOf(sdxl)))
    const waiting = await client.submit(client.workflows.fromJson(graphOf(sdxl, 8)))
    await expect.poll(async () => (await running.refresh()).status, patient).toBe('running')
    expect((await waiting.cancel()).status).toBe('canceled')
    await running.cancel()
    await expect.poll(async () => (await running.refresh()).status, patient).toBe('canceled')
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled', seed: 7 }])
    expect((await running.cancel()).status).toBe('canceled')
  })

  it('says with a job at which node it failed', async () => {
    await using server = await startQuick('comfy-cloud', { serverErrorRate: 1 })
    const client = connect(server.baseUrl)
    const failed: unknown = await client.run(client.workflows.fromJson(graphOf(sdxl))).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(JobFailed)
    expect(failed).toMatchObject({ error: { code: 'execution_error', class_type: 'KSampler' } })
  })

  it.each([
    ['a wrong key', 'wrong', graphOf(sdxl), 'unauthorized', 401],
    ['an unknown checkpoint', undefined, withCheckpoint('missing.safetensors'), 'invalid_workflow', 422],
    [
      'an asset that nobody uploaded',
      undefined,
      withAsset('a0000000-0000-4000-8000-000000000000'),
      'missing_asset',
      422,
    ],
  ] as const)('understands %s', async (_, key, graph, code, httpStatus) => {
    await using server = await startQuick('comfy-cloud')
    const client = connect(server.baseUrl, key)
    const error: unknown = await client.run(client.workflows.fromJson(graph)).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ComfyError)
    expect(error).toMatchObject({ code, httpStatus })
    expect(server.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it('refuses a second job under one key, and reserved fields', async () => {
    await using server = await startQuick('comfy-cloud')
    const client = connect(server.baseUrl)
    const workflow = client.workflows.fromJson(graphOf(sdxl))
    await client.submit(workflow, { idempotencyKey: 'key-1' })
    await expect(client.submit(workflow, { idempotencyKey: 'key-1' })).rejects.toMatchObject({
      code: 'idempotency_key_reuse',
    })
    const headers = { authorization: `Bearer ${credentialsOf('comfy-cloud')['apiKey']}` }
    const body = { workflow: graphOf(sdxl), webhook_url: 'https://example.com' }
    expect((await server.call('/api/v2/jobs', { headers, body })).status).toBe(422)
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture and the times that the truth log has, and no cost', async () => {
    await using server = await startQuick('comfy-cloud')
    const [sample] = await run(server.baseUrl, [{ model: 'workflow', workflow: workflowOf(sdxl), parameters: small }])
    const [truth] = server.truth()
    expect(sample).toMatchObject({ outcome: 'succeeded', images: [{ image: small }], charge: { amountMicros: null } })
    expect(sample?.images[0]?.image.sha256).toBe(truth?.images[0]?.sha256)
    expect(truth).toMatchObject({ prompt: 'Celadon vase with a cotton branch', seed: sample?.seed })
    const { jobId, inferenceMs } = sample?.attempts[0]?.reported ?? {}
    expect(jobId).toBe(truth?.requestId)
    // The job's own time holds the loading and saving around the sampler as well.
    expect(inferenceMs).toBeGreaterThanOrEqual(Math.floor(truth?.serviceMs ?? Infinity))
    const purposes = sample?.attempts[0]?.exchanges.map(({ purpose, status }) => `${purpose} ${status}`)
    expect(purposes).toEqual(['submit 201', 'poll 200', 'download 302', 'download 200'])
  })

  it('runs one graph of three steps, or three graphs of one', async () => {
    await using server = await startQuick('comfy-cloud')
    const first = { model: 'workflow', workflow: workflowOf(sdxl), parameters: small }
    const second = { model: 'workflow-upscale', workflow: workflowOf(upscale), parameters: { scale: 2 } }
    const [whole] = await run(server.baseUrl, [{ ...first, workflow: workflowOf(chain) }])
    const [chained] = await run(server.baseUrl, [first, second])
    expect(whole?.images).toMatchObject([{ image: { width: 256, height: 128 } }])
    expect(chained?.images).toMatchObject([{ image: { width: 256, height: 128 } }])
  })

  it('names the node that the server does not accept, and not what was written in it', async () => {
    await using server = await startQuick('comfy-cloud')
    const workflow = workflowOf({ graph: withCheckpoint('missing.safetensors') })
    const [sample] = await run(server.baseUrl, [{ model: 'workflow', workflow, parameters: small }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'invalid-request' } })
    expect(sample?.failure?.message).toContain('(CheckpointLoaderSimple): ckpt_name')
  })

  it('stops a job at Comfy when the trial is cancelled', async () => {
    await using server = await startQuick('comfy-cloud', { serviceMedianMs: 60_000 })
    const stop = new AbortController()
    const step = { model: 'workflow', workflow: workflowOf(sdxl), parameters: small }
    const [sample] = await run(server.baseUrl, [step], { signal: stop.signal, jobSubmitted: () => stop.abort() })
    expect(sample?.outcome).toBe('cancelled')
    expect(['stopped', 'asked']).toContain(sample?.attempts[0]?.cancellation)
    await expect.poll(() => server.truth(), patient).toMatchObject([{ outcome: 'cancelled' }])
  })
})

function workflowOf({ graph }: { graph: object }): ComfyWorkflow {
  const read = ComfyGraph.parse(graph)
  const { bindings, outputNodeId } = findBindings(read)
  return { kind: 'comfyui', graph: read, bindings, outputNodeId }
}

function withCheckpoint(name: string): ComfyGraph {
  const graph = graphOf(sdxl)
  for (const node of Object.values(graph)) if ('ckpt_name' in node.inputs) node.inputs['ckpt_name'] = name
  return graph
}

function withAsset(id: string): ComfyGraph {
  const graph = graphOf(upscale)
  for (const node of Object.values(graph)) {
    if (node.class_type === 'LoadImage') node.inputs['image'] = { __type: 'core/ASSET', info: { id } }
  }
  return graph
}

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}) {
  return runThroughEngine({ providerId: 'comfy-cloud', baseUrl, steps, ...more })
}
