import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { billFor, isTokenModel, type Bill } from '#main/simulators/openai-images/bill.ts'
import { modelIdOf, readBody, STYLE_OF_MODEL, type Asked } from '#main/simulators/openai-images/read-body.ts'
import { JUDGE_MODELS } from '#main/simulators/openai-images/judge.ts'
import { blocked, rateLimited, refuse } from '#main/simulators/openai-images/refusal.ts'
import { serveJudge } from '#main/simulators/openai-images/serve-judge.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readInputPicture, type InputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { readJson } from '#main/simulators/read-json.ts'
import type {
  Order,
  PictureChange,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
} from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 4_294_967_295
/** Requests a minute that the headers speak of. */
const REQUEST_LIMIT = 500

export const openaiImagesSimulator: ProviderSimulator = {
  providerId: 'openai-images',
  profile: {
    // High quality can pass a minute; a practice trial shows the shape of it and not the length.
    serviceMedianMs: 2600,
    serviceLogSd: 0.35,
    workers: 8,
    coldStartMs: 0,
    idleAfterMs: Infinity,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.005,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 3_600_000,
    creditsMicros: 50_000_000,
  },
  credentials: { apiKey: 'sk-practice-openai-images', organization: 'org-practice', project: 'proj-practice' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  // Base URLs of this contract end in /v1, and on some servers not: both work.
  const app = new Hono<{ Bindings: HttpBindings }>({
    getPath: (request) => new URL(request.url).pathname.replace(/^\/v1(?=\/)/, ''),
  })
  const shelf = new PictureShelf(kit)
  const requestIds = new WeakMap<SimulatorContext, string>()
  let creditMicros = kit.profile.creditsMicros

  // Legacy addresses are signed: they need no key.
  shelf.serve(app)
  app.use(async (context, next) => {
    const requestId = `req_${randomUUID().replaceAll('-', '')}`
    requestIds.set(context, requestId)
    setHeaders(context, requestId)
    const key = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (key === kit.credentials['apiKey']) return next()
    if (context.req.method === 'POST') reject(context, null)
    return refuse(context, {
      status: 401,
      message: 'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    })
  })
  app.notFound((context) =>
    refuse(context, {
      status: 404,
      message: `Invalid URL (${context.req.method} ${context.req.path})`,
      type: 'invalid_request_error',
      code: 'unknown_url',
    }),
  )

  app.get('/models', (context) =>
    context.json({ object: 'list', data: [...JUDGE_MODELS, ...Object.keys(STYLE_OF_MODEL)].map(describeModel) }),
  )
  serveJudge(app, kit, reject)
  app.post('/images/generations', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    return draw(context, body, receivedMs, null)
  })
  app.post('/images/edits', async (context) => {
    const form = await context.req.formData().catch(() => null)
    const receivedMs = kit.nowMs()
    const sent = [...(form?.getAll('image') ?? []), ...(form?.getAll('image[]') ?? [])]
    const fields = Object.fromEntries(
      [...(form ?? [])].filter(([name, value]) => typeof value === 'string' && !name.startsWith('image')),
    )
    const input = sent[0] instanceof File ? await readInputPicture(await sent[0].bytes()) : null
    if (input === null) {
      reject(context, receivedMs)
      const message = 'Invalid image file or mode for image 0, please check your image file.'
      return refuse(context, {
        status: 400,
        message,
        type: 'invalid_request_error',
        param: 'image',
        code: 'invalid_image_file',
      })
    }
    return draw(context, fields, receivedMs, input)
  })
  return app

  async function draw(
    context: SimulatorContext,
    body: unknown,
    receivedMs: number,
    input: InputPicture | null,
  ): Promise<Response> {
    const read = readBody(body, input !== null)
    if (!read.ok) {
      reject(context, receivedMs)
      return refuse(context, read.refusal)
    }
    const { asked } = read
    const { model, prompt } = asked
    const [width = 1024, height = 1024] = (asked.size ?? 'auto') === 'auto' ? [] : asked.size!.split('x').map(Number)
    const quality = asked.quality == null || asked.quality === 'auto' ? 'medium' : asked.quality
    const count = asked.n ?? 1
    const format = asked.output_format ?? 'png'
    const inputPixels = input === null ? 0 : input.width * input.height
    const bill = billFor({ model, quality, prompt, width, height, count, inputPixels })
    if ((bill?.costMicros ?? 0) > creditMicros) {
      reject(context, receivedMs)
      const message = 'You exceeded your current quota, please check your plan and billing details.'
      return refuse(context, { status: 429, message, type: 'insufficient_quota', code: 'insufficient_quota' })
    }
    const order: Order = {
      requestId: requestIds.get(context) ?? null,
      receivedMs,
      modelId: modelIdOf(asked, input !== null),
      style: STYLE_OF_MODEL[model] ?? 0,
      prompt,
      seed: kit.pickSeed(model, prompt, MAXIMUM_SEED),
      width,
      height,
      format,
      count,
    }
    const change = await changeFor(order, asked.background === 'transparent', input)
    const job = kit.take({ ...order, ...(change !== null && { change }) })
    if (job.turnedAway !== null) {
      kit.answer(context, job.entry, { carriesPicture: false })
      if (job.turnedAway === 'rate-limited') context.header('retry-after-ms', '1000')
      return refuse(
        context,
        job.turnedAway === 'rate-limited' ? rateLimited(kit.profile.workers) : blocked(order.requestId),
      )
    }
    const ending = await job.ended
    const { entry } = ending
    context.header('openai-processing-ms', String(Math.round(entry.readyMs - entry.receivedMs)))
    if (entry.outcome === 'server-error') {
      kit.answer(context, entry, { carriesPicture: false })
      const message = 'The server had an error while processing your request. Sorry about that!'
      return refuse(context, { status: 500, message, type: 'server_error', code: 'server_error' })
    }
    entry.costMicros = bill?.costMicros ?? null
    creditMicros -= entry.costMicros ?? 0
    const asUrl = !isTokenModel(model) && (asked.response_format ?? 'url') === 'url'
    if (!asUrl) kit.answer(context, entry, { carriesPicture: true })
    return context.json({
      created: Math.floor(kit.wallMs(entry.readyMs) / 1000),
      ...(bill !== null && echo(asked, quality, format, `${width}x${height}`, bill)),
      data: asUrl
        ? shelf.put(ending).map((url) => ({ url, ...(model === 'dall-e-3' && { revised_prompt: prompt }) }))
        : ending.pictures.map(({ bytes }) => ({ b64_json: bytes.toString('base64') })),
    })
  }

  /** A picture that came is blended with the drawing; a transparent background is cut out, of a fresh drawing as well. */
  async function changeFor(
    order: Order,
    transparent: boolean,
    input: InputPicture | null,
  ): Promise<PictureChange | null> {
    if (input === null && !transparent) return null
    if (input !== null && !transparent) return { task: 'image-to-image', input: input.bytes, strength: 0.55 }
    const { modelId, style, prompt, seed, width, height } = order
    const whole =
      input?.bytes ??
      (
        await kit.draw({
          providerId: 'openai-images',
          modelId,
          style,
          prompt,
          seed,
          width,
          height,
          format: 'png',
          flaw: 'none',
        })
      ).bytes
    return { task: 'remove-background', input: whole }
  }

  function reject(context: SimulatorContext, receivedMs: number | null): void {
    const requestId = requestIds.get(context) ?? null
    kit.reject({ receivedMs: receivedMs ?? kit.nowMs(), requestId, modelId: null, prompt: null, costMicros: null })
  }
}

function echo(asked: Asked, quality: string, format: string, size: string, bill: Bill): object {
  const background = asked.background === 'transparent' ? 'transparent' : 'opaque'
  return { background, output_format: format, quality, size, usage: bill.usage }
}

function setHeaders(context: SimulatorContext, requestId: string): void {
  context.header('x-request-id', requestId)
  context.header('openai-version', '2020-10-01')
  for (const [kind, limit] of [
    ['requests', REQUEST_LIMIT],
    ['tokens', 250_000],
  ] as const) {
    context.header(`x-ratelimit-limit-${kind}`, String(limit))
    context.header(`x-ratelimit-remaining-${kind}`, String(limit - 1))
    context.header(`x-ratelimit-reset-${kind}`, '120ms')
  }
}

function describeModel(id: string): object {
  return { id, object: 'model', created: 1_776_729_600, owned_by: 'system' }
}
