import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { NovitaTasks } from '#main/simulators/novita/novita-tasks.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type {
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  TurnedAway,
} from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 4_294_967_295
const ImageType = z.enum(['png', 'webp', 'jpeg'])
const PromptText = z.string().min(1).max(1024)

/** POST /v3beta/flux-1-schnell. Two pages of the documentation name the picture format differently: both names work. */
const FluxBody = z.object({
  prompt: PromptText,
  width: z.int().min(64).max(2048),
  height: z.int().min(64).max(2048),
  steps: z.int().min(1).max(100),
  image_num: z.int().min(1).max(8),
  seed: z.int().min(0).max(MAXIMUM_SEED).optional(),
  response_image_type: ImageType.optional(),
  response_image_format: ImageType.optional(),
})

/** POST /v3/async/txt2img. Defaults are those of the official Python client. */
const TextToImageBody = z.object({
  extra: z.object({ response_image_type: ImageType.default('png') }).prefault({}),
  request: z.object({
    model_name: z.string().min(1),
    prompt: PromptText,
    negative_prompt: z.string().max(1024).optional(),
    width: z.int().min(128).max(2048).default(512),
    height: z.int().min(128).max(2048).default(512),
    image_num: z.int().min(1).max(8).default(1),
    steps: z.int().min(1).max(100).default(20),
    seed: z.int().min(-1).max(MAXIMUM_SEED).default(-1),
    guidance_scale: z.number().min(1).max(30).default(7.5),
    sampler_name: z.string().optional(),
    loras: z
      .array(z.object({ model_name: z.string(), strength: z.number().min(0).max(1) }))
      .max(5)
      .optional(),
  }),
})

/** Checkpoints that the simulator has, and the model that each is to Assay. */
const CHECKPOINTS: Readonly<Record<string, string>> = { 'sd_xl_base_1.0.safetensors': 'sdxl' }

/** Statuses of the error table for images. */
const STATUS_OF_REASON = {
  INVALID_REQUEST_BODY: 400,
  ILLEGAL_PROMPT: 400,
  BILLING_BALANCE_NOT_ENOUGH: 400,
  MISSING_API_KEY: 400,
  INVALID_API_KEY: 403,
  API_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  RATE_LIMIT_EXCEEDED: 429,
  TASK_FAILED: 500,
} as const
type Reason = keyof typeof STATUS_OF_REASON

export const novitaSimulator: ProviderSimulator = {
  providerId: 'novita',
  profile: {
    serviceMedianMs: 1100,
    serviceLogSd: 0.25,
    workers: 8,
    coldStartMs: 0,
    idleAfterMs: 60_000,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 3_600_000,
    creditsMicros: 50_000_000,
  },
  credentials: { apiKey: 'sk_practice-novita' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const tasks = new NovitaTasks(kit, shelf)
  let balanceMicros = kit.profile.creditsMicros

  shelf.serve(app)
  app.use(async (context, next) => {
    // The documentation has `Bearer <key>`; the official JavaScript client sends the raw key. Both work.
    const key = (context.req.header('authorization') ?? '').replace(/^Bearer /, '')
    if (key === kit.credentials['apiKey']) return next()
    if (context.req.method === 'POST') {
      kit.reject({ receivedMs: kit.nowMs(), requestId: null, modelId: null, prompt: null, costMicros: null })
    }
    return key === ''
      ? refuse(context, 'MISSING_API_KEY', 'the Authorization header is missing')
      : refuse(context, 'INVALID_API_KEY', 'the API key is not valid')
  })
  app.notFound((context) => refuse(context, 'API_NOT_FOUND', `no API at ${context.req.path}`))

  app.post('/v3beta/flux-1-schnell', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = FluxBody.safeParse(body)
    if (!parsed.success) return rejectBody(context, receivedMs, 'flux-1-schnell', firstProblem(parsed.error))
    const { prompt, width, height, steps, image_num: count, seed } = parsed.data
    const format = parsed.data.response_image_type ?? parsed.data.response_image_format ?? 'png'
    const costMicros = fluxCostMicros(width, height, steps, count)
    if (costMicros > balanceMicros) {
      kit.reject({ receivedMs, requestId: null, modelId: 'flux-1-schnell', prompt, costMicros: null })
      return refuse(context, 'BILLING_BALANCE_NOT_ENOUGH', 'the balance does not suffice for this call')
    }
    const taskId = randomUUID()
    const job = kit.take({
      requestId: taskId,
      receivedMs,
      modelId: 'flux-1-schnell',
      style: 0,
      prompt,
      seed: seed ?? kit.pickSeed('flux-1-schnell', prompt, MAXIMUM_SEED),
      width,
      height,
      format,
      count,
    })
    if (job.turnedAway !== null) return turnAway(context, job)
    const ending = await job.ended
    if (ending.entry.outcome === 'server-error') {
      kit.answer(context, ending.entry, { carriesPicture: false })
      return refuse(context, 'TASK_FAILED', 'the task failed')
    }
    ending.entry.costMicros = costMicros
    balanceMicros -= costMicros
    const images = shelf
      .put(ending)
      .map((url) => ({ image_url: url, image_url_ttl: shelf.lifeSeconds, image_type: format }))
    return context.json({ task: { task_id: taskId }, images })
  })

  app.post('/v3/async/txt2img', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = TextToImageBody.safeParse(body)
    if (!parsed.success) return rejectBody(context, receivedMs, null, firstProblem(parsed.error))
    const { request, extra } = parsed.data
    const modelId = CHECKPOINTS[request.model_name]
    if (modelId === undefined) return rejectBody(context, receivedMs, null, `model_name: no ${request.model_name} here`)
    const taskId = randomUUID()
    const order: Order = {
      requestId: taskId,
      receivedMs,
      modelId,
      style: 1,
      prompt: request.prompt,
      seed: request.seed === -1 ? kit.pickSeed(modelId, request.prompt, MAXIMUM_SEED) : request.seed,
      width: request.width,
      height: request.height,
      format: extra.response_image_type,
      count: request.image_num,
    }
    const job = kit.take(order)
    if (job.turnedAway !== null) return turnAway(context, job)
    tasks.add(taskId, order, job, parsed.data)
    return context.json({ task_id: taskId })
  })

  app.get('/v3/async/task-result', (context) => {
    const result = tasks.describe(context.req.query('task_id') ?? '')
    return result === null ? refuse(context, 'TASK_NOT_FOUND', 'there is no such task') : context.json(result)
  })

  app.get('/v3/model', (context) => {
    const query = context.req.query('filter.query') ?? ''
    const models = Object.keys(CHECKPOINTS)
      .filter((name) => name.includes(query))
      .map((name, index) => ({
        id: index + 1,
        name,
        sd_name: name,
        sd_name_in_api: name,
        type: { name: 'checkpoint', display_name: 'Checkpoint' },
        status: 1,
        base_model: 'SDXL 1.0',
      }))
    return context.json({ models, pagination: { next_cursor: '' } })
  })

  app.get('/openapi/v1/billing/balance/detail', (context) => {
    // In ten-thousandths of a dollar, as text.
    const balance = String(Math.floor(balanceMicros / 100))
    return context.json({
      availableBalance: balance,
      cashBalance: balance,
      creditLimit: '0',
      pendingCharges: '0',
      outstandingInvoices: '0',
    })
  })

  return app

  function rejectBody(
    context: SimulatorContext,
    receivedMs: number,
    modelId: string | null,
    problem: string,
  ): Response {
    kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
    return refuse(context, 'INVALID_REQUEST_BODY', problem)
  }

  function turnAway(context: SimulatorContext, { turnedAway, entry }: TurnedAway): Response {
    kit.answer(context, entry, { carriesPicture: false })
    // Novita documents neither a rate-limit header nor Retry-After.
    return turnedAway === 'rate-limited'
      ? refuse(context, 'RATE_LIMIT_EXCEEDED', 'too many requests')
      : refuse(context, 'ILLEGAL_PROMPT', 'the prompt contains illegal content')
  }
}

/** The error body that the official client reads. */
function refuse(context: SimulatorContext, reason: Reason, message: string): Response {
  const code = STATUS_OF_REASON[reason]
  return context.json({ code, reason, message, metadata: {} }, code)
}

/** The price page's formula: $0.003 × width × height × steps ÷ (1024 × 1024 × 4) a picture; rounded once, for the call. */
function fluxCostMicros(width: number, height: number, steps: number, count: number): number {
  return roundHalfUp(3000 * width * height * steps * count, 1024 * 1024 * 4)
}
