import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { z } from 'zod'
import { NovitaTasks, type TaskType } from '#main/simulators/novita/novita-tasks.ts'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import type {
  Order,
  PictureChange,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  Style,
  TurnedAway,
} from '#main/simulators/simulator.ts'
import {
  FluxBody,
  ImageToImageBody,
  MAXIMUM_SEED,
  QwenImageBody,
  RemoveBackgroundBody,
  TextToImageBody,
  UpscaleBody,
} from './simulated-bodies.ts'
import { fluxCostMicros, refuse } from './simulated-replies.ts'

/** Checkpoints that the simulator has, and the model that each is to Assay. */
const CHECKPOINTS: ReadonlyMap<string, { modelId: string; style: Style }> = new Map([
  ['sd_xl_base_1.0.safetensors', { modelId: 'sdxl', style: 1 }],
  ['realisticVisionV51_v51VAE_94301.safetensors', { modelId: 'realisticVisionV51_v51VAE_94301.safetensors', style: 2 }],
  ['dreamshaper_8_93211.safetensors', { modelId: 'dreamshaper_8_93211.safetensors', style: 3 }],
])

/** The longest side of an upscaled picture; the real bound is not documented. */
const LONGEST_SIDE = 8192

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
    const checkpoint = CHECKPOINTS.get(request.model_name)
    if (checkpoint === undefined) return rejectBody(context, receivedMs, null, `no model ${request.model_name} here`)
    const order = diffusionOrder(request, { ...checkpoint, receivedMs, format: extra.response_image_type })
    return submit(context, order, parsed.data, 'TXT_TO_IMG')
  })

  app.post('/v3/async/img2img', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = ImageToImageBody.safeParse(body)
    if (!parsed.success) return rejectBody(context, receivedMs, null, firstProblem(parsed.error))
    const { request, extra } = parsed.data
    if (!CHECKPOINTS.has(request.model_name)) {
      return rejectBody(context, receivedMs, null, `no model ${request.model_name} here`)
    }
    const input = await readInputPicture(request.image_base64)
    if (input === null) return rejectPicture(context, receivedMs)
    const about = { modelId: 'sdxl-image-to-image', style: 1, receivedMs, format: extra.response_image_type } as const
    const change: PictureChange = { task: 'image-to-image', input: input.bytes, strength: request.strength }
    return submit(context, { ...diffusionOrder(request, about), change }, parsed.data, 'IMG_TO_IMG')
  })

  app.post('/v3/async/qwen-image-txt2img', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = QwenImageBody.safeParse(body)
    if (!parsed.success) return rejectBody(context, receivedMs, 'qwen-image', firstProblem(parsed.error))
    const { prompt, size } = parsed.data
    const [width, height] = size
    const seed = kit.pickSeed('qwen-image', prompt, MAXIMUM_SEED)
    const about = { modelId: 'qwen-image', style: 3, receivedMs, format: 'png', count: 1 } as const
    return submit(context, { ...about, prompt, seed, width, height }, parsed.data, 'QWEN_IMAGE_TXT2IMG')
  })

  app.post('/v3/async/upscale', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = UpscaleBody.safeParse(body)
    if (!parsed.success) return rejectBody(context, receivedMs, 'upscale', firstProblem(parsed.error))
    const { request, extra } = parsed.data
    const input = await readInputPicture(request.image_base64)
    if (input === null) return rejectPicture(context, receivedMs)
    const width = Math.round(input.width * request.scale_factor)
    const height = Math.round(input.height * request.scale_factor)
    if (Math.max(width, height) > LONGEST_SIDE) {
      kit.reject({ receivedMs, requestId: null, modelId: 'upscale', prompt: null, costMicros: null })
      return refuse(context, 'IMAGE_EXCEEDS_MAX_RESOLUTION', `the result would be ${width} × ${height}`)
    }
    const about = { modelId: 'upscale', style: 0, receivedMs, format: extra.response_image_type } as const
    const change: PictureChange = { task: 'upscale', input: input.bytes }
    return submit(context, { ...about, prompt: '', seed: 0, width, height, count: 1, change }, parsed.data, 'UPSCALE')
  })

  app.post('/v3/remove-background', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = RemoveBackgroundBody.safeParse(body)
    if (!parsed.success) return rejectBody(context, receivedMs, 'remove-background', firstProblem(parsed.error))
    const input = await readInputPicture(parsed.data.image_file)
    if (input === null) return rejectPicture(context, receivedMs)
    const format = parsed.data.extra.response_image_type
    const job = kit.take({
      requestId: null,
      receivedMs,
      modelId: 'remove-background',
      style: 0,
      prompt: '',
      seed: 0,
      width: input.width,
      height: input.height,
      format,
      count: 1,
      change: { task: 'remove-background', input: input.bytes },
    })
    if (job.turnedAway !== null) return turnAway(context, job)
    const { entry, pictures } = await job.ended
    const [picture] = pictures
    kit.answer(context, entry, { carriesPicture: picture !== undefined })
    if (picture === undefined) return refuse(context, 'TASK_FAILED', 'the task failed')
    return context.json({ image_file: picture.bytes.toString('base64'), image_type: format })
  })

  app.get('/v3/async/task-result', (context) => {
    const result = tasks.describe(context.req.query('task_id') ?? '')
    return result === null ? refuse(context, 'TASK_NOT_FOUND', 'there is no such task') : context.json(result)
  })

  app.get('/v3/model', (context) => {
    // The documentation writes `filter.query`, the official client `filter[query]`: both work.
    const ask = (group: string, name: string): string | undefined =>
      context.req.query(`${group}.${name}`) ?? context.req.query(`${group}[${name}]`)
    const names = [...CHECKPOINTS.keys()].filter((name) => name.includes(ask('filter', 'query') ?? ''))
    // A cursor is the place of the next model, as text.
    const from = Number(ask('pagination', 'cursor')?.replace(/^c_/, '') ?? 0)
    const limit = Number(ask('pagination', 'limit') ?? 20)
    const models = names.slice(from, from + limit).map((name, index) => ({
      id: from + index + 1,
      name: name.replace(/\.safetensors$/, ''),
      sd_name: name,
      sd_name_in_api: name,
      type: { name: 'checkpoint', display_name: 'Checkpoint' },
      status: 1,
      base_model: CHECKPOINTS.get(name)?.modelId === 'sdxl' ? 'SDXL 1.0' : 'SD 1.5',
    }))
    const next = from + limit < names.length ? `c_${from + limit}` : ''
    return context.json({ models, pagination: { next_cursor: next } })
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

  function diffusionOrder(
    request: z.infer<typeof TextToImageBody>['request'],
    about: Pick<Order, 'modelId' | 'style' | 'receivedMs' | 'format'>,
  ): Omit<Order, 'requestId'> {
    const { prompt, width, height, image_num: count } = request
    const seed = request.seed === -1 ? kit.pickSeed(about.modelId, prompt, MAXIMUM_SEED) : request.seed
    return { ...about, prompt, seed, width, height, count }
  }

  function submit(
    context: SimulatorContext,
    call: Omit<Order, 'requestId'>,
    request: object,
    type: TaskType,
  ): Response {
    const taskId = randomUUID()
    const order: Order = { ...call, requestId: taskId }
    const job = kit.take(order)
    if (job.turnedAway !== null) return turnAway(context, job)
    tasks.add(taskId, order, job, request, type)
    return context.json({ task_id: taskId })
  }

  function rejectPicture(context: SimulatorContext, receivedMs: number): Response {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
    return refuse(context, 'INVALID_IMAGE_FORMAT', 'the picture cannot be decoded')
  }

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
