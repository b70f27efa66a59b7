import { Client } from '@stable-canvas/comfyui-client'
import { ComfyUIClient } from 'comfy-ui-client'
import Sqlite from 'better-sqlite3'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import chain from '#resources/workflows/generate-upscale-remove-background.json' with { type: 'json' }
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import upscale from '#resources/workflows/upscale.json' with { type: 'json' }

/** The client's types name no id, its answers do. */
function idOf(queued: object): string {
  return (queued as { prompt_id: string }).prompt_id
}

function seeded(graph: ComfyGraph, seed: number, size = 256): ComfyGraph {
  const copy = structuredClone(graph)
  for (const node of Object.values(copy)) {
    if (node.class_type === 'KSampler') Object.assign(node.inputs, { seed, steps: 4 })
    if (node.class_type === 'EmptyLatentImage') Object.assign(node.inputs, { width: size, height: size })
  }
  return copy
}

function connect(baseUrl: string, clientId: string): Client {
  return new Client({ api_host: new URL(baseUrl).host, clientId, WebSocket, fetch })
}

describe('comfy-ui-client, written by others, against the simulator', () => {
  it('gets the picture that the truth log names, over WebSocket, history and view', async () => {
    await using server = await startQuick('comfyui')
    const client = new ComfyUIClient(new URL(server.baseUrl).host, 'contract-1')
    await client.connect()
    const outputs = await client.getImages(seeded(sdxl.graph, 5))
    await client.disconnect()
    const [saved] = outputs['9'] ?? []
    expect(saved?.image).toEqual({ filename: 'assay_00001_.png', subfolder: '', type: 'output' })
    const bytes = Buffer.from(await saved!.blob.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 256, height: 256 })
    expect(server.truth()).toMatchObject([
      { outcome: 'served', prompt: 'a brass astrolabe on a desk', seed: 5, images: [{ sizeBytes: bytes.byteLength }] },
    ])
  })

  it('runs three steps in one graph: an enlarged picture whose background is clear', async () => {
    await using server = await startQuick('comfyui')
    const client = new ComfyUIClient(new URL(server.baseUrl).host, 'contract-2')
    await client.connect()
    const outputs = await client.getImages(seeded(chain.graph, 6))
    await client.disconnect()
    const picture = sharp(Buffer.from(await outputs['35']![0]!.blob.arrayBuffer()))
    expect(await picture.metadata()).toMatchObject({ width: 512, height: 512, hasAlpha: true })
    const { channels } = await picture.stats()
    expect([channels[3]!.min, channels[3]!.max]).toEqual([0, 255])
  })

  it('uploads a picture and gets it back enlarged', async () => {
    await using server = await startQuick('comfyui')
    const client = new ComfyUIClient(new URL(server.baseUrl).host, 'contract-3')
    const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#369' } })
      .png()
      .toBuffer()
    expect(await client.uploadImage(picture, 'in.png')).toEqual({ name: 'in.png', subfolder: '', type: 'input' })
    await client.connect()
    const outputs = await client.getImages(upscale.graph)
    await client.disconnect()
    const bytes = Buffer.from(await outputs['24']![0]!.blob.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 128, height: 96 })
  })

  it('is refused a graph in ComfyUI’s own words', async () => {
    await using server = await startQuick('comfyui')
    const client = new ComfyUIClient(new URL(server.baseUrl).host, 'contract-4')
    const broken = structuredClone(sdxl.graph)
    broken['4'].inputs.ckpt_name = 'missing.safetensors'
    await expect(client.queuePrompt(broken as never)).rejects.toThrow('prompt_outputs_failed_validation')
    expect(await client.getSystemStats()).toMatchObject({ system: { comfyui_version: '0.3.64' } })
    expect(Object.keys(await client.getObjectInfo('KSampler'))).toEqual(['KSampler'])
    expect(await client.getQueue()).toEqual({ queue_running: [], queue_pending: [] })
  })
})

describe('@stable-canvas/comfyui-client, written by others, against the simulator', () => {
  it('follows a prompt by its messages to the picture', async () => {
    await using server = await startQuick('comfyui')
    const client = connect(server.baseUrl, 'contract-5')
    await client.connect()
    const progress: number[] = []
    client.on('progress', ({ value }) => progress.push(value))
    const { images } = await client.enqueue(seeded(sdxl.graph, 7))
    client.close()
    expect(progress).toEqual([1, 2, 3, 4])
    expect(images).toHaveLength(1)
  })

  it('waits for a prompt by polling alone', async () => {
    await using server = await startQuick('comfyui')
    const client = connect(server.baseUrl, 'contract-6')
    const { images } = await client.enqueue_polling(seeded(sdxl.graph, 8), { polling_ms: 20 })
    expect(images).toHaveLength(1)
  })

  it('takes a waiting prompt out of the queue and interrupts the one that runs', async () => {
    await using server = await startQuick('comfyui', { serviceMedianMs: 60_000 })
    const client = connect(server.baseUrl, 'contract-7')
    const running = await client.queuePrompt(0, { prompt: seeded(sdxl.graph, 9), workflow: {} })
    const waiting = await client.queuePrompt(0, { prompt: seeded(sdxl.graph, 10), workflow: {} })
    await expect.poll(async () => (await client.getQueue()).Running.length).toBe(1)
    await client.deleteItem('queue', idOf(waiting))
    expect((await client.getQueue()).Pending).toEqual([])
    // Another prompt than the one that runs is left alone.
    await client.interrupt(idOf(waiting))
    expect((await client.getQueue()).Running).toHaveLength(1)
    await client.interrupt(idOf(running))
    await expect.poll(() => server.truth()).toMatchObject([{ outcome: 'cancelled', seed: 9 }])
    await expect.poll(async () => (await client.getHistory()).History).toHaveLength(1)
    expect((await client.getHistory()).History).toMatchObject([{ status: { status_str: 'error', completed: false } }])
  })
})

/** A simulator, and a workbench that knows its address. */
async function running(changes: Parameters<typeof startQuick>[1] = {}) {
  const server = await startQuick('comfyui', changes)
  onTestFinished(() => server[Symbol.asyncDispose]())
  const workbench = await testWorkbench({ environment: { ASSAY_COMFYUI_BASE_URL: server.baseUrl } })
  const imported = async (id: string): Promise<string> => {
    const shipped = (await workbench.client.workflow.shipped()).find((each) => each.id === id)
    if (shipped === undefined) throw new Error(`No workflow ${id} ships.`)
    return (await workbench.client.workflow.import({ name: shipped.name, graph: shipped.graph })).workflow.id
  }
  return { server, workbench, imported }
}

// Long enough for a busy machine to start the threads of a trial.
const TRIAL = { timeout: 60_000 }

describe('our own adapter, through the engine, against the same simulator', TRIAL, () => {
  const size = { width: 256, height: 256 }

  it('logs the picture and the times that the server gave, in one call and step by step', async () => {
    const { server, workbench, imported } = await running({ serviceMedianMs: 200 })
    const { trialId } = await workbench.client.trial.start({
      name: 'One graph or three',
      prompts: [{ text: 'Celadon vase with a cotton branch' }],
      repeats: 2,
      calibrate: false,
      contenders: [
        {
          id: 'one-graph',
          provider: 'comfyui',
          model: 'workflow',
          workflow: await imported('generate-upscale-remove-background'),
          parameters: { ...size, steps: 3 },
        },
        {
          id: 'three-calls',
          provider: 'comfyui',
          model: 'workflow',
          workflow: await imported('sdxl-text-to-image'),
          parameters: { ...size, steps: 3 },
          furtherSteps: [
            {
              provider: 'comfyui',
              model: 'workflow-upscale',
              workflow: await imported('upscale'),
              parameters: { scale: 2 },
            },
            { provider: 'comfyui', model: 'workflow-remove-background', workflow: await imported('remove-background') },
          ],
        },
      ],
    })
    await workbench.trialEnded(trialId)
    const rows = await workbench.client.sample.rows({ trialId })
    expect(rows.map(({ outcome, failureMessage }) => failureMessage ?? outcome)).toEqual(Array(4).fill('succeeded'))
    const hashes = server.truth().map(({ images }) => images[0]?.sha256)
    for (const row of rows) {
      expect(row.image).toMatchObject({ width: 512, height: 512, format: 'png' })
      expect(hashes).toContain(row.image?.sha256)
      const sample = await workbench.client.sample.get({ sampleId: row.sampleId })
      expect(sample.steps).toHaveLength(row.contenderId === 'one-graph' ? 1 : 3)
      for (const { reported, exchanges } of sample.attempts) {
        expect(reported.jobId).toMatch(/^[0-9a-f-]{36}$/)
        expect(reported.inferenceMs).toBeGreaterThan(0)
        expect(exchanges.at(-1)).toMatchObject({ purpose: 'download', status: 200 })
      }
      // 2 × 2 of 256 pixels are there; the cost of one's own machine is not known.
      expect(row.chargeMicros).toBeNull()
    }
  })

  it('says which node a server refuses, and does not send it again', async () => {
    const { server, workbench, imported } = await running()
    const workflowId = await imported('sdxl-text-to-image')
    const { trialId } = await workbench.client.trial.start({
      name: 'Refused',
      prompts: [{ text: 'Dunes' }],
      calibrate: false,
      contenders: [
        { id: 'missing', provider: 'comfyui', model: 'missing.safetensors', workflow: workflowId, parameters: size },
      ],
    })
    await workbench.trialEnded(trialId)
    const [row] = await workbench.client.sample.rows({ trialId })
    expect(row).toMatchObject({ outcome: 'failed', failureClass: 'invalid-request', attempts: 1 })
    expect(row?.failureMessage).toContain('Node 4 (Checkpoint): ckpt_name “missing.safetensors”')
    expect(server.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it('interrupts the job that a cancelled trial leaves behind', async () => {
    const { server, workbench, imported } = await running({ serviceMedianMs: 60_000 })
    const { trialId } = await workbench.client.trial.start({
      name: 'Cancelled',
      prompts: [{ text: 'Dunes' }],
      calibrate: false,
      contenders: [
        {
          id: 'slow',
          provider: 'comfyui',
          model: 'workflow',
          workflow: await imported('sdxl-text-to-image'),
          parameters: size,
        },
      ],
    })
    // The server runs a job before its answer has been read: until the id is written down, nobody could name it.
    const database = new Sqlite(workbench.databasePath, { readonly: true })
    onTestFinished(() => void database.close())
    const jobs = database.prepare<[], number>('SELECT count(*) FROM remote_jobs').pluck()
    await expect.poll(() => jobs.get()).toBe(1)
    const queue = (await (await server.call('/queue')).json()) as { queue_running: unknown[] }
    expect(queue.queue_running).toHaveLength(1)
    await workbench.client.trial.cancel({ trialId })
    await workbench.trialEnded(trialId)
    await expect.poll(() => server.truth()).toMatchObject([{ outcome: 'cancelled' }])
    const [row] = await workbench.client.sample.rows({ trialId })
    const sample = await workbench.client.sample.get({ sampleId: row!.sampleId })
    expect(sample.attempts.at(-1)?.cancellation).toBe('asked')
  })
})
