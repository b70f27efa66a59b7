import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { EventSockets } from '#main/simulators/comfyui/event-sockets.ts'
import { describeNodes } from '#main/simulators/comfyui/describe-nodes.ts'
import { MODEL_FILES } from '#main/simulators/comfyui/node-definitions.ts'
import { PromptQueue } from '#main/simulators/comfyui/prompt-queue.ts'
import { StoredFiles } from '#main/simulators/comfyui/stored-files.ts'
import { validatePrompt } from '#main/simulators/comfyui/validate-prompt.ts'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { readJson } from '#main/simulators/read-json.ts'
import type { ProviderSimulator, SimulatorKit } from '#main/simulators/simulator.ts'
import type { ComfyGraph } from '#shared/domain/workflow.ts'

const VERSION = '0.3.64'

/** POST /prompt. Any `prompt` is an object of nodes; what is in it is the validation's. */
const PromptBody = z.object({
  prompt: z.record(z.string(), z.unknown()).optional(),
  client_id: z.string().optional(),
  prompt_id: z.string().optional(),
  number: z.number().optional(),
  front: z.boolean().optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
})
const Removal = z.object({ clear: z.boolean().optional(), delete: z.array(z.string()).optional() })
const Interruption = z.object({ prompt_id: z.string().optional() })

export const comfyuiSimulator: ProviderSimulator = {
  providerId: 'comfyui',
  profile: {
    serviceMedianMs: 1300,
    serviceLogSd: 0.1,
    // One GPU: prompts run strictly one after another.
    workers: 1,
    coldStartMs: 900,
    idleAfterMs: 600_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: Infinity,
    creditsMicros: Infinity,
  },
  // The server knows no users; whoever reaches it may use it.
  credentials: {},
  faultsWithoutAnswer: ['refusal', 'rate-limit'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const files = new StoredFiles()
  const sockets = new EventSockets(() => queue.status)
  const queue = new PromptQueue(kit, files, sockets)
  kit.onUpgrade((request, socket, head) => sockets.accept(request, socket, head))

  const routes = new Hono<{ Bindings: HttpBindings }>()
  // The guard of a server on a loopback name: a page of another origin must not reach it.
  routes.use(async (context, next) => {
    const origin = context.req.header('origin')
    if (origin !== undefined && URL.parse(origin)?.host !== context.req.header('host')) return context.body(null, 403)
    return next()
  })
  routes.post('/prompt', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    // What aiohttp answers to a body that is no JSON.
    if (body === undefined) return rejected(receivedMs, context.text('500 Internal Server Error', 500))
    const parsed = PromptBody.safeParse(body)
    if (!parsed.success || parsed.data.prompt === undefined) {
      const error = { type: 'no_prompt', message: 'No prompt provided', details: 'No prompt provided', extra_info: {} }
      return rejected(receivedMs, context.json({ error, node_errors: {} }, 400))
    }
    const { prompt, client_id: clientId = null, prompt_id: promptId = randomUUID(), number, front } = parsed.data
    const validation = validatePrompt(prompt, files.inputNames)
    if (!validation.ok) return rejected(receivedMs, context.json(validation.body, 400))
    const extraData = { ...parsed.data.extra_data, ...(clientId !== null && { client_id: clientId }) }
    const counted = queue.add(
      { promptId, graph: prompt as ComfyGraph, extraData, outputs: validation.outputs, clientId, receivedMs },
      { number, front: front === true },
    )
    return context.json({ prompt_id: promptId, number: counted, node_errors: validation.nodeErrors })
  })
  routes.get('/prompt', (context) => context.json(queue.status.status))
  routes.get('/queue', (context) => context.json(queue.list()))
  routes.post('/queue', async (context) => {
    const { clear, delete: ids = [] } = Removal.parse((await readJson(context, kit)).body ?? {})
    queue.remove(clear === true ? null : ids)
    return context.body(null, 200)
  })
  routes.post('/interrupt', async (context) => {
    const { prompt_id: promptId = null } = Interruption.parse((await readJson(context, kit)).body ?? {})
    queue.interrupt(promptId)
    return context.body(null, 200)
  })
  routes.post('/free', (context) => {
    queue.free()
    return context.body(null, 200)
  })
  routes.get('/history', (context) => {
    const all = Object.entries(queue.history())
    const offset = Number(context.req.query('offset') ?? 0)
    const most = Number(context.req.query('max_items') ?? all.length)
    return context.json(Object.fromEntries(all.slice(offset, offset + most)))
  })
  routes.get('/history/:promptId', (context) => context.json(queue.history(context.req.param('promptId'))))
  routes.post('/history', async (context) => {
    const { clear, delete: ids = [] } = Removal.parse((await readJson(context, kit)).body ?? {})
    queue.forget(clear === true ? null : ids)
    return context.body(null, 200)
  })
  routes.get('/view', (context) => {
    const { filename, subfolder = '', type = 'output' } = context.req.query()
    if (filename === undefined) return context.body(null, 404)
    if (filename === '' || filename.startsWith('/') || filename.includes('..')) return context.body(null, 400)
    if (type !== 'input' && type !== 'output' && type !== 'temp') return context.body(null, 400)
    if (subfolder.includes('..')) return context.body(null, 403)
    const file = files.read({ filename, subfolder, type })
    if (file === undefined) return context.body(null, 404)
    if (file.entry !== null) kit.answer(context, file.entry, { carriesPicture: true })
    return context.body(file.picture.bytes, 200, {
      'content-type': file.format === null ? 'application/octet-stream' : `image/${file.format}`,
      'content-disposition': `filename="${filename}"`,
    })
  })
  routes.on('POST', ['/upload/image', '/upload/mask'], async (context) => {
    const form = await context.req.parseBody()
    const { image, subfolder, overwrite } = form
    if (!(image instanceof File) || image.name === '') return context.body(null, 400)
    const sent = Buffer.from(await image.arrayBuffer())
    const { bytes, width, height, format } = (await readInputPicture(sent)) ?? {
      bytes: sent,
      width: 0,
      height: 0,
      format: null,
    }
    const target = { filename: image.name, subfolder: typeof subfolder === 'string' ? subfolder : '' }
    const stored = files.upload(
      target,
      { picture: { bytes, width, height }, format, entry: null },
      overwrite === 'true' || overwrite === '1',
    )
    return context.json({ name: stored.filename, subfolder: stored.subfolder, type: stored.type })
  })
  routes.get('/object_info', (context) => context.json(describeNodes(files.inputNames)))
  routes.get('/object_info/:name', (context) =>
    context.json(describeNodes(files.inputNames, context.req.param('name'))),
  )
  routes.get('/models', (context) => context.json(Object.keys(MODEL_FILES)))
  routes.get('/models/:folder', (context) => {
    const folder = MODEL_FILES[context.req.param('folder')]
    return folder === undefined ? context.body(null, 404) : context.json(folder)
  })
  routes.get('/embeddings', (context) => context.json(MODEL_FILES['embeddings'] ?? []))
  routes.get('/extensions', (context) => context.json([]))
  routes.get('/features', (context) => context.json({ supports_preview_metadata: true, max_upload_size: 104_857_600 }))
  routes.get('/system_stats', (context) => context.json(SYSTEM_STATS))

  // The page asks under /api; everything answers under both.
  return new Hono<{ Bindings: HttpBindings }>().route('/api', routes).route('/', routes)

  function rejected(receivedMs: number, response: Response): Response {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
    return response
  }
}

const GIB = 1024 ** 3
const SYSTEM_STATS = {
  system: {
    os: 'posix',
    ram_total: 64 * GIB,
    ram_free: 48 * GIB,
    comfyui_version: VERSION,
    python_version: '3.11.7 (main)',
    pytorch_version: '2.13.0+cu128',
    embedded_python: false,
    argv: ['main.py', '--listen', '127.0.0.1'],
  },
  devices: [
    {
      name: 'cuda:0 NVIDIA A10 (simulated) : cudaMallocAsync',
      type: 'cuda',
      index: 0,
      vram_total: 24 * GIB,
      vram_free: 20 * GIB,
      torch_vram_total: 4 * GIB,
      torch_vram_free: 2 * GIB,
    },
  ],
}
