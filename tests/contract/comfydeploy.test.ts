import { ComfyDeploy } from 'comfydeploy'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { comfydeployDeployments } from '#main/providers/comfydeploy/simulator.ts'
import { describeDeployment } from '#main/simulators/deployments/deployment.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const [generate, , upscale, cutOut] = comfydeployDeployments.map((deployment) => ({
  deploymentId: deployment.reference,
  model: deployment.modelId,
  workflow: describeDeployment(deployment),
}))
const small = { width: 128, height: 64 }
/** A busy machine may take its time. */
const patient = { timeout: 10_000 }

function connect(baseUrl: string, bearer = credentialsOf('comfydeploy')['apiKey'] ?? ''): ComfyDeploy {
  return new ComfyDeploy({ bearer, serverURL: `${baseUrl}/api` })
}

function ask(inputs: Record<string, string | number> = { prompt: 'a fox', seed: 7, ...small }) {
  return { deploymentId: generate!.deploymentId, inputs }
}

describe('comfydeploy, written by ComfyDeploy, against the simulator', () => {
  it('queues a run and asks after it until its picture is there', async () => {
    await using server = await startQuick('comfydeploy')
    const client = connect(server.baseUrl)
    const { runId } = await client.run.deployment.queue(ask())
    await expect.poll(async () => (await client.run.get({ runId })).status, patient).toBe('success')
    const run = await client.run.get({ runId })
    const [image] = run.outputs?.[0]?.data['images'] ?? []
    if (typeof image !== 'object') throw new Error('The run has no picture.')
    const bytes = Buffer.from(await (await fetch(image.url)).arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', ...small })
    const truth = await server.delivered()
    expect(truth).toMatchObject({
      requestId: runId,
      prompt: 'a fox',
      seed: 7,
      images: [{ sizeBytes: bytes.byteLength }],
    })
    expect(run.runDuration).toBeCloseTo(truth.serviceMs / 1000, 5)
    expect(run.gpu).toBe('A10G')
  })

  it('waits for the outputs of a run, or hears of them in a stream', async () => {
    await using server = await startQuick('comfydeploy')
    const client = connect(server.baseUrl)
    const outputs = await client.run.deployment.sync(ask())
    expect(outputs).toMatchObject([{ nodeId: '9', data: { images: [{ type: 'output' }] } }])
    const events: string[] = []
    for await (const { event } of await client.run.deployment.stream(ask())) events.push(event)
    expect(events).toEqual(['event_update', 'event_update'])
    expect(server.truth()).toMatchObject([{ outcome: 'served' }, { outcome: 'served' }])
  })

  it('lists deployments and takes an upload', async () => {
    await using server = await startQuick('comfydeploy')
    const client = connect(server.baseUrl)
    const deployments = await client.deployments.list({ environment: 'production' })
    expect(deployments.map(({ id }) => id)).toEqual(comfydeployDeployments.map(({ reference }) => reference))
    expect(deployments[0]?.inputTypes?.map(({ inputId }) => inputId)).toContain('negative_prompt')
    const content = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
      .png()
      .toBuffer()
    const file = new File([new Uint8Array(content)], 'in.png', { type: 'image/png' })
    const { fileUrl } = await client.file.upload({ file })
    const outputs = await client.run.deployment.sync({
      deploymentId: upscale!.deploymentId,
      inputs: { input_image: fileUrl, scale: 3 },
    })
    const [image] = outputs[0]?.data['images'] ?? []
    if (typeof image !== 'object') throw new Error('The run has no picture.')
    const enlarged = Buffer.from(await (await fetch(image.url)).arrayBuffer())
    expect(await sharp(enlarged).metadata()).toMatchObject({ width: 120, height: 90 })
  })

  it.each([
    ['a wrong key', 'wrong', ask(), 401],
    ['an unknown deployment', undefined, { ...ask(), deploymentId: '00000000-0000-4000-8000-000000000000' }, 404],
    ['a missing prompt', undefined, ask({ seed: 1 }), 422],
    ['an unknown input', undefined, ask({ prompt: 'a fox', colour: 'red' }), 422],
  ] as const)('understands %s', async (_, bearer, body, status) => {
    await using server = await startQuick('comfydeploy')
    const asking = connect(server.baseUrl, bearer).run.deployment.queue(body)
    const error: unknown = await asking.catch((reason: unknown) => reason)
    // The client makes an error with its places of a 422, and one with the status of all others.
    expect(error).toMatchObject(status === 422 ? { name: 'HTTPValidationError' } : { statusCode: status })
    expect(server.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it('says with a run that it failed', async () => {
    await using server = await startQuick('comfydeploy', { serverErrorRate: 1 })
    const client = connect(server.baseUrl)
    const { runId } = await client.run.deployment.queue(ask())
    await expect.poll(async () => (await client.run.get({ runId })).status, patient).toBe('failed')
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture, the times and the cost that the truth log has', async () => {
    await using server = await startQuick('comfydeploy', { coldStartMs: 300, idleAfterMs: 0 })
    const parameters = { ...small, steps: 12, negativePrompt: 'blur', sampler: 'euler' }
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters, priceId: 'comfydeploy/a10g' }])
    const [truth] = server.truth()
    expect(sample).toMatchObject({ outcome: 'succeeded', images: [{ image: small }] })
    expect(sample?.images[0]?.image.sha256).toBe(truth?.images[0]?.sha256)
    expect(sample?.charge).toMatchObject({ amountMicros: truth?.costMicros, basis: 'metered' })
    const reported = sample?.attempts[0]?.reported
    expect(reported?.inferenceMs).toBeCloseTo(truth?.serviceMs ?? 0, 2)
    // The records carry milliseconds of queue and cold start together.
    expect(reported?.queueMs).toBeCloseTo((truth?.queueMs ?? 0) + (truth?.coldStartMs ?? 0), 0)
    expect(sample?.warnings).toMatchObject([{ parameter: 'sampler', action: 'dropped' }])
  })

  it('leaves the cost unknown without a price, and after a failed run', async () => {
    await using server = await startQuick('comfydeploy', { serverErrorRate: 1 })
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: small }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'server' }, charge: { amountMicros: null } })
  })

  it('chains three workflows by uploading each picture to the next', async () => {
    await using server = await startQuick('comfydeploy')
    const steps = [{ ...generate!, parameters: small }, { ...upscale!, parameters: { scale: 2 } }, cutOut!] as const
    const [sample] = await run(server.baseUrl, steps)
    expect(sample).toMatchObject({ outcome: 'succeeded', steps: { length: 3 } })
    expect(sample?.images).toMatchObject([{ image: { width: 256, height: 128 } }])
    const purposes = sample?.attempts.map(({ exchanges }) => exchanges[0]?.purpose)
    expect(purposes).toEqual(['submit', 'upload', 'upload'])
  })

  it('stops a run at ComfyDeploy when the trial is cancelled', async () => {
    await using server = await startQuick('comfydeploy', { serviceMedianMs: 60_000 })
    const stop = new AbortController()
    const more = { signal: stop.signal, jobSubmitted: () => stop.abort() }
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: small }], more)
    expect(sample).toMatchObject({ outcome: 'cancelled', attempts: [{ cancellation: 'stopped' }] })
    expect(server.truth()).toMatchObject([{ outcome: 'cancelled' }])
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}) {
  return runThroughEngine({ providerId: 'comfydeploy', baseUrl, steps, ...more })
}
