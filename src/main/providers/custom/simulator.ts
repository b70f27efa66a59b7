import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { readPracticeBody, type Operation } from '#main/simulators/custom/practice-body.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readJson } from '#main/simulators/read-json.ts'
import type {
  Ending,
  Job,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  TurnedAway,
} from '#main/simulators/simulator.ts'

/** What the synchronous API says that a picture costs. The other one says nothing. */
const COST_MICROS = 1200
/** Finished jobs that can still be asked after. */
const KEPT_JOBS = 64

/** Where a job of the second API stands, in its own words. */
type Standing =
  | { state: 'open'; job: Job }
  | { state: 'done'; url: string; workedMs: number; waitedMs: number; seed: number | null }
  | { state: 'failed' }
  | { state: 'stopped' }

/**
 * Two little APIs as teams build them, for templates to be tried on: one answers at once (base64 in JSON, or the picture itself),
 * the other takes jobs and gives an address. `resources/workflows/http/` holds the templates for them.
 */
export const customSimulator: ProviderSimulator = {
  providerId: 'custom',
  profile: {
    serviceMedianMs: 900,
    serviceLogSd: 0.2,
    workers: 2,
    coldStartMs: 800,
    idleAfterMs: 120_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.005,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 3_600_000,
    creditsMicros: Infinity,
  },
  credentials: { token: 'practice-custom-token' },
  // It has no content filter.
  faultsWithoutAnswer: ['refusal'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const jobs = new Map<string, Standing>()

  shelf.serve(app)
  app.use(async (context, next) => {
    if (context.req.header('authorization') === `Bearer ${kit.credentials['token']}`) return next()
    if (context.req.method === 'POST') reject(kit.nowMs())
    return context.json({ error: 'who are you?' }, 401)
  })
  app.notFound((context) => context.json({ error: `nothing at ${context.req.path}` }, 404))

  app.post('/draw', (context) => answerAtOnce(context, 'draw'))
  app.post('/enlarge', (context) => answerAtOnce(context, 'enlarge'))
  app.post('/cut-out', (context) => answerAtOnce(context, 'cut-out'))

  app.post('/jobs', async (context) => {
    const id = randomUUID()
    const taken = await take(context, 'draw', id)
    if (taken instanceof Response) return taken
    const { job } = taken
    jobs.set(id, { state: 'open', job })
    job.ended.then(
      (ending) => finish(id, ending),
      () => settle(id, { state: 'failed' }),
    )
    return context.json({ job: { id, state: 'waiting' } }, 202)
  })
  app.get('/jobs/:id', (context) => {
    const standing = jobs.get(context.req.param('id'))
    return standing === undefined
      ? context.json({ error: 'no such job' }, 404)
      : context.json({ job: describe(standing) })
  })
  app.post('/jobs/:id/stop', (context) => {
    const id = context.req.param('id')
    const standing = jobs.get(id)
    if (standing === undefined) return context.json({ error: 'no such job' }, 404)
    if (standing.state === 'open' && standing.job.cancel() !== null) settle(id, { state: 'stopped' })
    return context.json({ job: describe(jobs.get(id) ?? standing) })
  })
  return app

  /** JSON with base64; of a cut-out the picture itself. */
  async function answerAtOnce(context: SimulatorContext, operation: Operation): Promise<Response> {
    const taken = await take(context, operation, randomUUID())
    if (taken instanceof Response) return taken
    const { entry, pictures, recipes } = await taken.job.ended
    const [picture] = pictures
    kit.answer(context, entry, { carriesPicture: picture !== undefined })
    if (picture === undefined) return context.json({ error: 'the GPU gave up' }, 500)
    entry.costMicros = operation === 'cut-out' ? null : COST_MICROS
    if (operation === 'cut-out') {
      return context.body(picture.bytes, 200, { 'content-type': `image/${recipes[0]?.format ?? 'png'}` })
    }
    return context.json({
      image: picture.bytes.toString('base64'),
      seed: entry.seed,
      took_ms: Number(entry.serviceMs.toFixed(1)),
      cost_usd: COST_MICROS / 1_000_000,
    })
  }

  async function take(
    context: SimulatorContext,
    operation: Operation,
    requestId: string,
  ): Promise<{ job: Job } | Response> {
    const { body, receivedMs } = await readJson(context, kit)
    const order = await readPracticeBody(kit, operation, { body, requestId, receivedMs })
    if (typeof order === 'string') {
      reject(receivedMs)
      return context.json({ error: order }, 422)
    }
    const job = kit.take(order)
    return job.turnedAway === null ? { job } : slowDown(context, job)
  }

  function slowDown(context: SimulatorContext, { entry }: TurnedAway): Response {
    kit.answer(context, entry, { carriesPicture: false })
    context.header('retry-after', '1')
    return context.json({ error: 'not so fast' }, 429)
  }

  function finish(id: string, ending: Ending): void {
    const { outcome, serviceMs, queueMs, coldStartMs, seed } = ending.entry
    if (outcome === 'cancelled') return
    const [url] = shelf.put(ending)
    const times = { workedMs: serviceMs, waitedMs: queueMs + coldStartMs }
    settle(id, url === undefined ? { state: 'failed' } : { state: 'done', url, seed, ...times })
  }

  function settle(id: string, standing: Standing): void {
    jobs.set(id, standing)
    const settled = [...jobs].filter(([, { state }]) => state !== 'open').map(([settledId]) => settledId)
    for (const oldest of settled.slice(0, Math.max(0, settled.length - KEPT_JOBS))) jobs.delete(oldest)
  }

  function reject(receivedMs: number): void {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
  }
}

function describe(standing: Standing): object {
  if (standing.state === 'open') return { state: standing.job.stage().name === 'queued' ? 'waiting' : 'drawing' }
  if (standing.state !== 'done') return { state: standing.state }
  const { url, seed, workedMs, waitedMs } = standing
  return {
    state: 'done',
    picture: { url },
    seed,
    worked_ms: Number(workedMs.toFixed(1)),
    waited_ms: Number(waitedMs.toFixed(1)),
  }
}
