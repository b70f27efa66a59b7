import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readJson } from '#main/simulators/read-json.ts'
import { ENDPOINTS, type Drawing, type Endpoint } from '#main/simulators/runpod/endpoints.ts'
import { RunpodJobs, stateOf, type RunpodTask } from '#main/simulators/runpod/runpod-jobs.ts'
import type { Order, ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 4_294_967_295
const DEFAULT_WAIT_MS = 90_000

const Wait = z.coerce.number().min(1000).max(300_000).catch(DEFAULT_WAIT_MS)
const Envelope = z.object({ input: z.record(z.string(), z.unknown()), webhook: z.string().optional() })

export const runpodSimulator: ProviderSimulator = {
  providerId: 'runpod',
  profile: {
    serviceMedianMs: 1300,
    serviceLogSd: 0.25,
    workers: 3,
    // FlashBoot brings back a worker that was used lately; a really new one takes much longer.
    coldStartMs: 2500,
    idleAfterMs: 10_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 7 * 24 * 3_600_000,
    creditsMicros: Infinity,
  },
  credentials: { apiKey: 'rpa_practice-runpod' },
  // How a refused prompt is answered is not documented.
  faultsWithoutAnswer: ['refusal'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  // The base URL ends in /v2 with RunPod; without it, too.
  const app = new Hono<{ Bindings: HttpBindings }>({
    getPath: (request) => new URL(request.url).pathname.replace(/^\/v2(?=\/)/, ''),
  })
  const shelf = new PictureShelf(kit)
  const jobs = new RunpodJobs(kit, shelf)

  shelf.serve(app)
  app.use(async (context, next) => {
    // The samples of the documentation send the raw key; the clients put Bearer before it. Both work.
    const key = (context.req.header('authorization') ?? '').replace(/^Bearer /, '')
    if (key === kit.credentials['apiKey']) return next()
    if (/\/run(?:sync)?$/.test(context.req.path)) reject(kit.nowMs())
    return context.body('', 401)
  })
  app.notFound((context) => context.json({ error: 'endpoint not found' }, 404))

  app.post('/:endpoint/run', async (context) => {
    const started = await start(context, '')
    return started instanceof Response ? started : context.json({ id: started.id, status: stateOf(started.work) })
  })
  app.post('/:endpoint/runsync', async (context) => {
    const started = await start(context, 'sync-')
    if (started instanceof Response) return started
    const taken = started.work.state === 'open'
    await waitFor(context, started)
    // An input that the worker did not take is told at once, and with 400.
    return context.json(jobs.describe(context, started), taken ? 200 : 400)
  })
  app.get('/:endpoint/status/:id', (context) => {
    const task = taskOf(context)
    return task === null ? unknownJob(context) : context.json(jobs.describe(context, task))
  })
  app.get('/:endpoint/status-sync/:id', async (context) => {
    const task = taskOf(context)
    if (task === null) return unknownJob(context)
    await waitFor(context, task)
    return context.json(jobs.describe(context, task))
  })
  app.get('/:endpoint/stream/:id', async (context) => {
    const task = taskOf(context)
    if (task === null) return unknownJob(context)
    await waitFor(context, task)
    const job = jobs.describe(context, task)
    return context.json({ status: stateOf(task.work), stream: 'output' in job ? [{ output: job.output }] : [] })
  })
  app.post('/:endpoint/cancel/:id', (context) => {
    const task = taskOf(context)
    if (task === null) return unknownJob(context)
    jobs.cancel(task)
    return context.json({ id: task.id, status: stateOf(task.work) })
  })
  app.post('/:endpoint/purge-queue', (context) => {
    const endpoint = endpointOf(context)
    return endpoint === null ? context.notFound() : context.json({ removed: jobs.purge(endpoint), status: 'completed' })
  })
  app.get('/:endpoint/health', (context) => {
    const endpoint = endpointOf(context)
    return endpoint === null ? context.notFound() : context.json(jobs.health(endpoint))
  })
  return app

  function taskOf(context: SimulatorContext): RunpodTask | null {
    const endpoint = endpointOf(context)
    return endpoint === null ? null : jobs.find(endpoint, context.req.param('id') ?? '')
  }

  async function waitFor(context: SimulatorContext, task: RunpodTask): Promise<void> {
    await kit.within(
      Wait.parse(context.req.query('wait') ?? DEFAULT_WAIT_MS),
      task.ended.then(() => ({})),
    )
  }

  /** Puts a job into the queue, or answers why not. An input that the worker does not take gives a job that has failed. */
  async function start(context: SimulatorContext, prefix: '' | 'sync-'): Promise<RunpodTask | Response> {
    const endpoint = endpointOf(context)
    const { body, receivedMs } = await readJson(context, kit)
    const envelope = Envelope.safeParse(body)
    if (endpoint === null || !envelope.success) {
      reject(receivedMs)
      return endpoint === null
        ? context.notFound()
        : context.json({ error: 'input is required and has to be an object' }, 400)
    }
    const id = RunpodJobs.newId(prefix)
    const drawing = await endpoint.read(envelope.data.input, kit.draw)
    if (typeof drawing === 'string') {
      reject(receivedMs)
      return jobs.addFailed(id, endpoint, receivedMs, drawing)
    }
    const job = kit.take(orderFor(id, endpoint, receivedMs, drawing))
    if (job.turnedAway === null) return jobs.add(id, endpoint, receivedMs, job)
    kit.answer(context, job.entry, { carriesPicture: false })
    return context.json({ error: 'too many requests' }, 429)
  }

  function orderFor(id: string, endpoint: Endpoint, receivedMs: number, drawing: Drawing): Order {
    const { prompt, width, height, format, change, task } = drawing
    const { style, form } = endpoint
    // A worker of someone's own is a model of its own for each task.
    const modelId = form === 'url' || task === 'generate' ? endpoint.modelId : `${endpoint.modelId}-${task}`
    const seed = drawing.seed ?? kit.pickSeed(modelId, prompt, MAXIMUM_SEED)
    const order: Order = { requestId: id, receivedMs, modelId, style, prompt, seed, width, height, format, count: 1 }
    return change === null ? order : { ...order, change }
  }

  function reject(receivedMs: number): void {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
  }
}

function unknownJob(context: SimulatorContext): Response {
  return context.json({ error: 'job not found' }, 404)
}

function endpointOf(context: SimulatorContext): Endpoint | null {
  const name = context.req.param('endpoint') ?? ''
  return Object.hasOwn(ENDPOINTS, name) ? (ENDPOINTS[name] ?? null) : null
}
