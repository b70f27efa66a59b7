import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { SegmindJobs } from '#main/simulators/segmind/segmind-jobs.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import type {
  Ending,
  Job,
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  TurnedAway,
} from '#main/simulators/simulator.ts'
import { MAXIMUM_SEED, SLUGS, type Slug } from './simulated-models.ts'

/** How long a caller over the limit is sent away. */
const RATE_LIMIT_WAIT_MS = 1000

export const segmindSimulator: ProviderSimulator = {
  providerId: 'segmind',
  profile: {
    serviceMedianMs: 1400,
    serviceLogSd: 0.35,
    workers: 8,
    coldStartMs: 0,
    idleAfterMs: 60_000,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0.02,
    holdMs: Infinity,
    // Seven days.
    urlLifeMs: 604_800_000,
    creditsMicros: 50_000_000,
  },
  credentials: { apiKey: 'SG_practice-segmind' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  let creditsMicros = kit.profile.creditsMicros
  const jobs = new SegmindJobs(kit, shelf, () => creditsMicros)

  shelf.serve(app)

  app.notFound((context) => context.json({ error: `No such path: ${context.req.path}` }, 404))

  app.get('/v1/get-user-credits', (context) => {
    const wrongKey = checkKey(context)
    return wrongKey ?? context.json({ credits: creditsMicros / 1_000_000, 'free-credits': 0 })
  })

  app.post('/v1/:slug', async (context) => {
    const taken = await take(context)
    if (taken instanceof Response) return taken
    const { slug, order, job, base64 } = taken
    const ending = await job.ended
    kit.answer(context, ending.entry, { carriesPicture: ending.pictures.length > 0 })
    const [picture] = ending.pictures
    const costMicros = bill(slug, ending)
    if (picture === undefined) return context.json({ error: 'Internal server error' }, 500)
    const headers = {
      'x-cost': usd(costMicros),
      'x-remaining-credits': usd(creditsMicros),
      'x-request-id': order.requestId ?? '',
      'x-generation-time': (ending.entry.serviceMs / 1000).toFixed(3),
      'x-seed-value': String(order.seed),
    }
    if (base64) return context.json({ image: picture.bytes.toString('base64') }, 200, headers)
    return context.body(picture.bytes, 200, { ...headers, 'content-type': `image/${order.format}` })
  })

  app.post('/v2/:slug', async (context) => {
    const taken = await take(context)
    if (taken instanceof Response) return taken
    const { slug, order, job } = taken
    const id = order.requestId ?? ''
    jobs.add(id, order, job, (ending) => bill(slug, ending))
    return context.json({
      request_id: id,
      status: 'QUEUED',
      poll_url: `${kit.baseUrl()}/v1/requests/${id}`,
      ...links(id),
    })
  })

  app.get('/v2/requests/:id/status', (context) => describeJob(context, jobs.describe(context.req.param('id'), 'state')))
  app.get('/v2/requests/:id', (context) => describeJob(context, jobs.describe(context.req.param('id'), 'result')))

  // Any other verb on a known path: the one reply of Segmind whose body is HTML.
  app.on(['GET', 'PUT', 'PATCH', 'DELETE'], ['/v1/:slug', '/v2/:slug'], (context) =>
    context.html('<!doctype html><title>405 Method Not Allowed</title><h1>Method Not Allowed</h1>', 405),
  )

  return app

  /** What both versions do with a call before it is drawn: the same checks, in the same words. */
  async function take(
    context: SimulatorContext,
  ): Promise<Response | { slug: Slug; order: Order; job: Job; base64: boolean }> {
    const name = context.req.param('slug') ?? ''
    const slug = SLUGS[name]
    const requestId = randomUUID()
    const { body, receivedMs } = await readJson(context, kit)
    const reject = (reply: Response): Response => {
      kit.reject({ receivedMs, requestId, modelId: slug === undefined ? null : name, prompt: null, costMicros: 0 })
      return reply
    }
    const wrongKey = checkKey(context)
    if (wrongKey !== null) return reject(wrongKey)
    if (slug === undefined) return reject(context.json({ error: `Model ${name} not found` }, 404))
    if (!/^application\/json\b/.test(context.req.header('content-type') ?? '')) {
      return reject(context.json({ error: 'Invalid content type: expected application/json' }, 406))
    }
    if (body === undefined) return reject(context.json({ error: 'The body is not valid JSON' }, 400))
    const parsed = slug.body.safeParse(body)
    if (!parsed.success) return reject(context.json({ error: `Invalid parameter: ${firstProblem(parsed.error)}` }, 406))
    if (creditsMicros < slug.averageMicros) {
      const error = `Insufficient credits: balance ${usd(creditsMicros)}, needed ${usd(slug.averageMicros)}`
      return reject(context.json({ error }, 406))
    }

    const { base64, size, picture, prompt, format, seed: asked } = parsed.data
    const input = picture === undefined ? null : await readInputPicture(picture.sent)
    if (picture !== undefined && input === null) {
      return reject(context.json({ error: 'Invalid parameter: image: it cannot be decoded' }, 400))
    }
    const { width, height } =
      'factor' in size ? { width: (input?.width ?? 0) * size.factor, height: (input?.height ?? 0) * size.factor } : size
    const order: Order = {
      requestId,
      receivedMs,
      modelId: name,
      style: slug.style,
      prompt,
      seed: asked === -1 ? kit.pickSeed(name, prompt, MAXIMUM_SEED) : asked,
      width,
      height,
      format,
      count: 1,
      ...(picture !== undefined && input !== null && { change: { task: picture.task, input: input.bytes } }),
    }
    const job = kit.take(order)
    return job.turnedAway === null ? { slug, order, job, base64 } : turnAway(context, job)
  }

  function describeJob(context: SimulatorContext, described: { status: 200 | 404 | 422; body: object }): Response {
    const wrongKey = checkKey(context)
    return wrongKey ?? context.json(described.body, described.status)
  }

  function checkKey(context: SimulatorContext): Response | null {
    const key = context.req.header('x-api-key')
    if (key === kit.credentials['apiKey']) return null
    return key === undefined && context.req.header('authorization') === undefined
      ? context.json({ error: 'Missing Authorization or x-api-key in header' }, 401)
      : context.json({ error: 'Unauthorized. API key is invalid or may have expired' }, 401)
  }

  function turnAway(context: SimulatorContext, { turnedAway, entry }: TurnedAway): Response {
    entry.costMicros = 0
    kit.answer(context, entry, { carriesPicture: false })
    if (turnedAway === 'refused') return context.json({ error: 'NSFW content detected in the prompt' }, 400)
    // Segmind has no Retry-After, but names the moment.
    const resetsAt = new Date(Math.ceil((kit.wallMs(kit.nowMs()) + RATE_LIMIT_WAIT_MS) / 1000) * 1000).toISOString()
    return context.json({ error: 'Rate limit exceeded' }, 429, { 'x-rate-limit-reset-at-utc': resetsAt })
  }

  /**
   * Billed by GPU time: the average for a call of the median length, by the law's time, so that the same run costs the same.
   * What gave no picture costs nothing.
   */
  function bill(slug: Slug, { entry, pictures }: Ending): number {
    const share = (entry.intendedServiceMs ?? entry.serviceMs) / kit.profile.serviceMedianMs
    const costMicros = pictures.length === 0 ? 0 : Math.round(slug.averageMicros * share)
    creditsMicros -= costMicros
    entry.costMicros = costMicros
    return costMicros
  }

  function links(id: string): object {
    return {
      status_url: `${kit.baseUrl()}/v2/requests/${id}/status`,
      response_url: `${kit.baseUrl()}/v2/requests/${id}`,
    }
  }
}

/** Dollars with six places: `0.007980`. */
function usd(micros: number): string {
  return (micros / 1_000_000).toFixed(6)
}
