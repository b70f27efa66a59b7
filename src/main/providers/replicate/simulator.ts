import { createHash, randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readJson } from '#main/simulators/read-json.ts'
import { replicateModels, understandInput, type InvalidField } from '#main/simulators/replicate/replicate-models.ts'
import { ReplicatePredictions, type StoredPrediction } from '#main/simulators/replicate/replicate-predictions.ts'
import type { ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 2_147_483_647
/** The longest that `Prefer: wait` holds a call. */
const LONGEST_HOLD_SECONDS = 60

const CreateBody = z.object({
  version: z.string().min(1).optional(),
  input: z.record(z.string(), z.unknown()).default({}),
})

export const replicateSimulator: ProviderSimulator = {
  providerId: 'replicate',
  profile: {
    serviceMedianMs: 800,
    serviceLogSd: 0.25,
    workers: 8,
    coldStartMs: 6000,
    idleAfterMs: 180_000,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: LONGEST_HOLD_SECONDS * 1000,
    urlLifeMs: 3_600_000,
    creditsMicros: 20_000_000,
  },
  credentials: { apiToken: 'r8_practice-replicate' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const predictions = new ReplicatePredictions(kit, shelf)
  const files = new Map<string, { bytes: Uint8Array; type: string }>()
  let creditsMicros = kit.profile.creditsMicros

  shelf.serve(app)
  app.use(async (context, next) => {
    // `Token` is how it was spelt in older days.
    const token = /^(?:Bearer|Token) (.+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (token === kit.credentials['apiToken']) return next()
    if (context.req.method === 'POST') reject(kit.nowMs(), null)
    return problem(context, 401, 'Unauthenticated', 'You did not pass a valid authentication token')
  })
  app.notFound(notFound)

  app.get('/v1/account', (context) =>
    context.json({ type: 'organization', username: 'practice', name: 'Practice', github_url: '' }),
  )
  app.get('/v1/hardware', (context) => context.json([{ sku: 'gpu-t4', name: 'Nvidia T4 GPU' }]))
  app.get('/v1/webhooks/default/secret', (context) =>
    context.json({ key: `whsec_${Buffer.from('practice').toString('base64')}` }),
  )
  app.get('/v1/models/:owner/:name', (context) => {
    const { owner, name } = context.req.param()
    const model = modelOf(`${owner}/${name}`)
    if (model === null) return notFound(context)
    const url = `https://replicate.com/${owner}/${name}`
    return context.json({
      owner,
      name,
      url,
      visibility: 'public',
      latest_version: model.version && { id: model.version },
    })
  })

  app.post('/v1/files', async (context) => {
    const { content } = await context.req.parseBody()
    if (!(content instanceof File)) return problem(context, 400, 'Bad request', 'Missing content')
    const id = randomUUID()
    const bytes = new Uint8Array(await content.arrayBuffer())
    files.set(`${kit.baseUrl()}/v1/files/${id}`, { bytes, type: content.type })
    return context.json(describeFile(id), 201)
  })
  app.get('/v1/files/:id', (context) => {
    const id = context.req.param('id')
    return files.has(`${kit.baseUrl()}/v1/files/${id}`) ? context.json(describeFile(id)) : notFound(context)
  })

  app.post('/v1/models/:owner/:name/predictions', async (context) => {
    const { owner, name } = context.req.param()
    const { body, receivedMs } = await readJson(context, kit)
    const model = modelOf(`${owner}/${name}`)
    // Models of the community run as a version only.
    if (model === null || model.version !== null) {
      reject(receivedMs, null)
      return notFound(context)
    }
    return create(context, body, `${owner}/${name}`, receivedMs)
  })
  app.post('/v1/predictions', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = CreateBody.safeParse(body)
    const version = parsed.data?.version?.split(':').at(-1)
    const modelId = Object.keys(replicateModels).find(
      (id) => id === version || replicateModels[id]?.version === version,
    )
    if (version === undefined || modelId === undefined) {
      reject(receivedMs, null)
      const detail = "The specified version does not exist (or perhaps you don't have permission to use it?)"
      return problem(context, 422, 'Invalid version or not permitted', detail)
    }
    return create(context, body, modelId, receivedMs)
  })
  app.get('/v1/predictions', (context) =>
    context.json({ next: null, previous: null, results: predictions.list().map((each) => predictions.describe(each)) }),
  )
  app.get('/v1/predictions/:id', (context) => {
    const prediction = predictions.find(context.req.param('id'))
    return prediction === null ? notFound(context) : answer(context, prediction, 200)
  })
  app.post('/v1/predictions/:id/cancel', async (context) => {
    const prediction = predictions.find(context.req.param('id'))
    if (prediction === null) return notFound(context)
    predictions.cancel(prediction)
    if (prediction.work.state === 'running') await prediction.ended
    return answer(context, prediction, 200)
  })
  return app

  async function create(
    context: SimulatorContext,
    body: unknown,
    modelId: string,
    receivedMs: number,
  ): Promise<Response> {
    const model = modelOf(modelId)
    const parsed = CreateBody.safeParse(body)
    if (model === null || !parsed.success) {
      reject(receivedMs, modelId)
      return problem(context, 422, 'Input validation failed', '- input is required\n')
    }
    const understood = await understandInput(model, parsed.data.input, (url) => files.get(url)?.bytes ?? null)
    if (!understood.ok) return refuseInput(context, receivedMs, modelId, understood.fields)
    if (creditsMicros <= 0) {
      reject(receivedMs, modelId)
      const detail =
        'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.'
      return problem(context, 402, 'Insufficient credit', detail)
    }
    const { seed: asked, ...rest } = understood.order
    const seed = asked ?? kit.pickSeed(modelId, rest.prompt, MAXIMUM_SEED)
    const id = createHash('sha256').update(randomUUID()).digest('hex').slice(0, 26)
    const alwaysOn = model.version === null
    const job = kit.take({ ...rest, modelId, seed, requestId: id, receivedMs, alwaysOn })
    if (job.turnedAway === 'rate-limited') {
      kit.answer(context, job.entry, { carriesPicture: false })
      return context.json({ detail: 'Request was throttled. Expected available in 1 second.' }, 429)
    }
    const facts = {
      id,
      model: modelId,
      version: model.version ?? 'hidden',
      input: withoutPictures(parsed.data.input),
      receivedMs,
      seed,
      single: model.single,
    }
    const prediction =
      job.turnedAway === null
        ? predictions.add(facts, job, (entry) => {
            entry.costMicros = model.pricePerImageMicros === null ? null : model.pricePerImageMicros * rest.count
            creditsMicros -= entry.costMicros ?? 0
          })
        : predictions.addRefused(facts, job.entry)
    await kit.within(
      holdMs(context.req.header('prefer')),
      prediction.ended.then(() => prediction),
    )
    // 201 in any case: what it is worth is in its state alone.
    return answer(context, prediction, 201)
  }

  function answer(context: SimulatorContext, prediction: StoredPrediction, status: 200 | 201): Response {
    const entry = predictions.overEntry(prediction)
    if (entry !== null) kit.answer(context, entry, { carriesPicture: false })
    return context.json(predictions.describe(prediction), status)
  }

  /** How long the call is held: not at all without `Prefer: wait`. */
  function holdMs(prefer: string | undefined): number {
    const match = /^wait(?:=([1-9]|[1-5][0-9]|60))?$/.exec(prefer ?? '')
    return match === null ? 0 : Math.min(Number(match[1] ?? LONGEST_HOLD_SECONDS) * 1000, kit.profile.holdMs)
  }

  function reject(receivedMs: number, modelId: string | null): void {
    kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
  }

  function refuseInput(
    context: SimulatorContext,
    receivedMs: number,
    modelId: string,
    fields: InvalidField[],
  ): Response {
    reject(receivedMs, modelId)
    const detail = fields.map(({ field, description }) => `- ${field}: ${description}\n`).join('')
    return context.json({ title: 'Input validation failed', detail, status: 422, invalid_fields: fields }, 422)
  }

  function describeFile(id: string): object {
    const address = `${kit.baseUrl()}/v1/files/${id}`
    const { bytes, type } = files.get(address) ?? { bytes: new Uint8Array(), type: '' }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const dates = { created_at: new Date(kit.wallMs(kit.nowMs())).toISOString(), expires_at: null }
    return {
      id,
      content_type: type,
      size: bytes.byteLength,
      checksums: { sha256 },
      metadata: {},
      ...dates,
      urls: { get: address },
    }
  }
}

function modelOf(modelId: string): (typeof replicateModels)[string] | null {
  return Object.hasOwn(replicateModels, modelId) ? (replicateModels[modelId] ?? null) : null
}

function isDataUri(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('data:')
}

function withoutPictures(input: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, isDataUri(value) ? 'data:…' : value]))
}

function notFound(context: SimulatorContext): Response {
  return problem(context, 404, 'Not found', 'The requested resource could not be found.')
}

/** The error body that is the same everywhere. */
function problem(
  context: SimulatorContext,
  status: 400 | 401 | 402 | 404 | 422,
  title: string,
  detail: string,
): Response {
  return context.json({ title, detail, status }, status)
}
