import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import { startQuick } from './quick-simulator.ts'

interface Frame {
  type: string
  data: {
    prompt_id?: string
    node?: string | null
    value?: number
    max?: number
    nodes?: Record<string, { state: string }>
  }
}

/** What a real server answered, from the fixtures of the provider. */
function recorded(name: string): { status: number; json: unknown } {
  const path = join(import.meta.dirname, '../../providers/comfyui/fixtures', `${name}.json`)
  return (JSON.parse(readFileSync(path, 'utf8')) as { reply: { status: number; json: unknown } }).reply
}

/** A client that keeps every frame, closed at the end of the test. */
async function listen(baseUrl: string, clientId: string): Promise<Frame[]> {
  const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/ws?clientId=${clientId}`)
  onTestFinished(() => socket.terminate())
  const frames: Frame[] = []
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame))
  await once(socket, 'message')
  return frames
}

function drawing(seed: number, steps = 4): ComfyGraph {
  const graph = structuredClone(sdxl.graph)
  Object.assign(graph['3'].inputs, { seed, steps })
  Object.assign(graph['5'].inputs, { width: 128, height: 128 })
  return graph
}

const scaling: ComfyGraph = {
  '1': { class_type: 'EmptyImage', inputs: { width: 256, height: 256, batch_size: 1, color: 255 } },
  '2': {
    class_type: 'ImageScale',
    inputs: { image: ['1', 0], upscale_method: 'lanczos', width: 512, height: 512, crop: 'disabled' },
  },
  '3': { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'fixture' } },
}

function withNode(graph: ComfyGraph, nodeId: string, changes: Partial<ComfyNode>): ComfyGraph {
  const node = graph[nodeId]
  if (node === undefined) throw new Error(`The graph has no node ${nodeId}.`)
  return { ...graph, [nodeId]: { ...node, ...changes } }
}

/** What the tests read of a history entry. */
interface Entry {
  prompt: [number, string, ComfyGraph]
  outputs: Record<string, { images: { filename: string }[] }>
  status: { status_str: string; completed: boolean; messages: [string, { nodes?: string[] }][] }
}

type Server = Awaited<ReturnType<typeof startQuick>>

async function queue(server: Server, prompt: unknown, clientId = 'c1'): Promise<string> {
  const reply = await server.call('/prompt', { body: { prompt, client_id: clientId } })
  const { prompt_id: promptId } = (await reply.json()) as { prompt_id: string }
  return promptId
}

async function ended(server: Server, promptId: string): Promise<Entry> {
  const history = async () => (await (await server.call(`/history/${promptId}`)).json()) as Record<string, Entry>
  await expect.poll(history).toHaveProperty(promptId)
  const entry = (await history())[promptId]
  if (entry === undefined) throw new Error('The entry is gone again.')
  return entry
}

/** A frame in short: `executing 3`, `progress 2/4`, `progress_state 3 running`. */
function short({ type, data }: Frame): string {
  if (type === 'progress') return `progress ${data.value}/${data.max}`
  if (type === 'executing' || type === 'executed') return `${type} ${data.node}`
  if (type !== 'progress_state') return type
  const [nodeId, state] = Object.entries(data.nodes ?? {}).at(-1) ?? []
  return `${type} ${nodeId} ${state?.state}`
}

test('frames in another order than a real server sends them', async () => {
  await using server = await startQuick('comfyui')
  const frames = await listen(server.baseUrl, 'c1')
  const promptId = await queue(server, scaling)
  await expect.poll(() => frames.map(short)).toContain('executing null')
  // As recorded, with the greeting before.
  expect(frames.map(short)).toEqual([
    'status',
    'status',
    'status',
    'execution_start',
    'execution_cached',
    'progress_state 1 running',
    'executing 1',
    'progress_state 1 finished',
    'progress_state 2 running',
    'executing 2',
    'progress_state 2 finished',
    'progress_state 3 running',
    'executing 3',
    'executed 3',
    'progress_state 3 finished',
    'execution_success',
    'status',
    'executing null',
  ])
  expect(frames[0]?.data).toEqual({ status: { exec_info: { queue_remaining: 0 } }, sid: 'c1' })
  expect(frames.slice(3, 15).every(({ data }) => data.prompt_id === promptId)).toBe(true)
})

test('a graph that is run again, though the server has its result', async () => {
  await using server = await startQuick('comfyui')
  const frames = await listen(server.baseUrl, 'c1')
  await ended(server, await queue(server, scaling))
  const before = frames.length
  const entry = await ended(server, await queue(server, scaling))
  await expect.poll(() => frames.slice(before).map(short)).toContain('executing null')
  const own = frames.slice(before).map(short)
  expect(own.slice(own.indexOf('execution_start'))).toEqual([
    'execution_start',
    'execution_cached',
    'executed 3',
    'progress_state 3 finished',
    'execution_success',
    'status',
    'executing null',
  ])
  expect(entry.status.messages[1]?.[1].nodes).toEqual(['1', '2', '3'])
  expect(entry.outputs['3']?.images[0]?.filename).toBe('fixture_00001_.png')
})

test('a new seed that draws nothing new, or that loads the model again', async () => {
  await using server = await startQuick('comfyui')
  const first = await ended(server, await queue(server, drawing(1)))
  const second = await ended(server, await queue(server, drawing(2)))
  expect(second.status.messages[1]?.[1].nodes).toEqual(['4', '5', '6', '7'])
  expect(second.outputs['9']?.images[0]?.filename).toBe('assay_00002_.png')
  expect(first.prompt[2]['3']?.inputs['seed']).toBe(1)
  const [one, two] = server.truth()
  expect(one?.images[0]?.sha256).not.toBe(two?.images[0]?.sha256)
})

test('refusals in other words than a real server has', async () => {
  await using server = await startQuick('comfyui')
  const submit = async (prompt: unknown) => {
    const reply = await server.call('/prompt', { body: { prompt } })
    return { status: reply.status, json: await reply.json() }
  }
  const inputs = { image: ['1', 0], upscale_method: 'nope', height: 512, crop: 'disabled' }
  const { status, json } = recorded('invalid-inputs-400')
  expect(await submit(withNode(scaling, '2', { inputs }))).toEqual({ status, json })
  const unknown = recorded('unknown-node-400')
  expect(await submit(withNode(scaling, '1', { class_type: 'NoSuchNode' }))).toEqual({
    status: unknown.status,
    json: unknown.json,
  })
  const { '3': _, ...unsaved } = scaling
  const none = recorded('no-outputs-400')
  expect(await submit(unsaved)).toEqual({ status: none.status, json: none.json })
  expect((await server.call('/prompt', { body: 'not JSON' })).status).toBe(500)
  expect(server.truth().map(({ outcome }) => outcome)).toEqual(Array(4).fill('rejected'))
})

test('a picture that is none fails before it is loaded, or without its node', async () => {
  await using server = await startQuick('comfyui')
  const form = new FormData()
  form.append('image', new Blob(['no picture']), 'broken.png')
  const uploaded = await fetch(`${server.baseUrl}/upload/image`, { method: 'POST', body: form })
  expect(await uploaded.json()).toEqual({ name: 'broken.png', subfolder: '', type: 'input' })
  const graph: ComfyGraph = {
    '2c': { class_type: 'LoadImage', inputs: { image: 'broken.png' } },
    '3': { class_type: 'SaveImage', inputs: { images: ['2c', 0], filename_prefix: 'x' } },
  }
  const { status } = await ended(server, await queue(server, graph))
  expect(status).toMatchObject({ status_str: 'error', completed: false })
  expect(status.messages.at(-1)).toMatchObject([
    'execution_error',
    { node_id: '2c', node_type: 'LoadImage', exception_type: 'PIL.UnidentifiedImageError' },
  ])
})

test('a full GPU that looks like a picture', async () => {
  await using server = await startQuick('comfyui', { serverErrorRate: 1 })
  const { status, outputs } = await ended(server, await queue(server, drawing(3)))
  expect(outputs).toEqual({})
  expect(status.messages.at(-1)).toMatchObject([
    'execution_error',
    { exception_type: 'torch.OutOfMemoryError', node_id: '3' },
  ])
  expect(server.truth()).toMatchObject([{ outcome: 'server-error', images: [] }])
})

test('a page of another origin that reaches the server, a file outside its folders, or a prefix that is not served', async () => {
  await using server = await startQuick('comfyui')
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await server.call(path, { headers })).status
  expect(await status('/system_stats', { origin: 'http://evil.example' })).toBe(403)
  expect(await status('/api/system_stats')).toBe(200)
  expect(await status('/view')).toBe(404)
  expect(await status('/view?filename=../../etc/passwd')).toBe(400)
  expect(await status('/view?filename=x.png&type=models')).toBe(400)
  expect(await status('/view?filename=x.png')).toBe(404)
  expect(await (await server.call('/object_info/NoSuchNode')).json()).toEqual({})
})

test('an upload that overwrites another picture unasked', async () => {
  await using server = await startQuick('comfyui')
  const upload = async (background: string, overwrite?: string) => {
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer()
    const form = new FormData()
    form.append('image', new Blob([new Uint8Array(picture)]), 'in.png')
    if (overwrite !== undefined) form.append('overwrite', overwrite)
    const reply = await fetch(`${server.baseUrl}/upload/image`, { method: 'POST', body: form })
    return ((await reply.json()) as { name: string }).name
  }
  expect(await upload('#f00')).toBe('in.png')
  expect(await upload('#f00')).toBe('in.png')
  expect(await upload('#0f0')).toBe('in (1).png')
  expect(await upload('#00f', 'true')).toBe('in.png')
})
