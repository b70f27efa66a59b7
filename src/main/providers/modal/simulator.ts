import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type {
  Ending,
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  Style,
  TurnedAway,
} from '#main/simulators/simulator.ts'

const PATH = '/v1/images/generations'
const CALL_ID = '__modal_function_call_id'
const MAXIMUM_SEED = 4_294_967_295
/** Results of redirected calls that are kept to be read again; the oldest is forgotten first. */
const KEPT_CALLS = 64
/** The price of an A100 with 80 GB, $0.000694 a second, in micro-dollars for a million seconds. */
const A100_MICROS_PER_MEGASECOND = 694_000_000

/** Models of the simulated deployment. */
const STYLE_OF_MODEL: Readonly<Record<string, Style>> = { 'flux-1-schnell': 2, sdxl: 3 }

/** POST /v1/images/generations. `seed`, `num_inference_steps` and `guidance_scale` are this deployment's own. */
const GenerationBody = z.object({
  model: z.string().min(1),
  prompt: z.string().min(1).max(32_000),
  n: z.int().min(1).max(10).default(1),
  size: z
    .union([z.literal('auto'), z.string().regex(/^\d{2,4}x\d{2,4}$/, 'expected WIDTHxHEIGHT')])
    .default('auto')
    .transform((size) => (size === 'auto' ? [1024, 1024] : size.split('x').map(Number)))
    .pipe(z.tuple([z.int().min(64).max(2048), z.int().min(64).max(2048)])),
  response_format: z.enum(['b64_json', 'url']).default('b64_json'),
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  seed: z.int().min(0).max(MAXIMUM_SEED).optional(),
  num_inference_steps: z.int().min(1).max(200).optional(),
  guidance_scale: z.number().min(0).max(50).optional(),
})

/** Answers a caller with the result. */
type Respond = (context: SimulatorContext) => Response

/** A call that goes on after its caller was sent to ask elsewhere. */
interface LongCall {
  callId: string
  reply: Promise<Respond>
  hops: number
}

export const modalSimulator: ProviderSimulator = {
  providerId: 'modal',
  profile: {
    serviceMedianMs: 800,
    serviceLogSd: 0.15,
    workers: 8,
    coldStartMs: 4000,
    idleAfterMs: 60_000,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: 150_000,
    urlLifeMs: 3_600_000,
    creditsMicros: Infinity,
  },
  credentials: { key: 'wk-practice-modal', secret: 'ws-practice-modal' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const { holdMs } = kit.profile
  const calls = new Map<string, LongCall>()

  // Storage apart from the app: its links need no proxy token.
  shelf.serve(app)
  app.use(async (context, next) => {
    const problem = checkToken(context)
    if (problem === null) return next()
    if (context.req.method === 'POST') rejectCall(kit.nowMs(), null)
    return platform(context, 401, `${problem} credentials for proxy authorization`)
  })
  app.notFound((context) => context.json({ detail: 'Not Found' }, 404))

  app.post(PATH, async (context) => {
    if (context.req.query(CALL_ID) !== undefined) return platform(context, 400, 'bad redirect method')
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = GenerationBody.safeParse(body)
    if (!parsed.success) {
      rejectCall(receivedMs, null)
      return envelope(context, 400, firstProblem(parsed.error), 'invalid_request_error', 'invalid_value')
    }
    const { model, prompt, n: count, output_format: format } = parsed.data
    const style = STYLE_OF_MODEL[model]
    if (style === undefined) {
      rejectCall(receivedMs, null)
      const message = `The model \`${model}\` does not exist`
      return envelope(context, 404, message, 'invalid_request_error', 'model_not_found')
    }
    const [width, height] = parsed.data.size
    const seed = parsed.data.seed ?? kit.pickSeed(model, prompt, MAXIMUM_SEED)
    const requestId = randomUUID()
    const order: Order = { requestId, receivedMs, modelId: model, style, prompt, seed, width, height, format, count }
    const job = kit.take(order)
    if (job.turnedAway !== null) return turnAway(context, job, requestId)

    const reply = job.ended.then((ending) => prepare(order, ending, parsed.data.response_format))
    const respond = await kit.within(holdMs, reply)
    if (respond !== null) return respond(context)
    const call: LongCall = { callId: `fc-${randomUUID()}`, reply, hops: 0 }
    remember(call)
    return redirect(context, call)
  })

  app.get(PATH, async (context) => {
    const callId = context.req.query(CALL_ID)
    if (callId === undefined) return context.json({ detail: 'Method Not Allowed' }, 405)
    const call = calls.get(callId)
    if (call === undefined) return platform(context, 404, 'invalid function call')
    const respond = await kit.within(holdMs, call.reply)
    return respond === null ? redirect(context, call) : respond(context)
  })

  app.get('/v1/models', (context) => {
    const data = Object.keys(STYLE_OF_MODEL).map((id) => ({ id, object: 'model', created: 0, owned_by: 'assay' }))
    return context.json({ object: 'list', data })
  })

  return app

  function checkToken(context: SimulatorContext): 'missing' | 'invalid' | null {
    const key = context.req.header('modal-key')
    const secret = context.req.header('modal-secret')
    if (key === undefined || secret === undefined) return 'missing'
    return key === kit.credentials['key'] && secret === kit.credentials['secret'] ? null : 'invalid'
  }

  function rejectCall(receivedMs: number, modelId: string | null): void {
    kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
  }

  function turnAway(context: SimulatorContext, { turnedAway, entry }: TurnedAway, requestId: string): Response {
    kit.answer(context, entry, { carriesPicture: false })
    context.header('x-request-id', requestId)
    if (turnedAway === 'refused') {
      const message = 'Your request was rejected by the safety system.'
      return envelope(context, 400, message, 'image_generation_user_error', 'moderation_blocked')
    }
    context.header('retry-after-ms', '1000')
    return envelope(context, 429, 'Rate limit exceeded', 'requests', 'rate_limit_exceeded')
  }

  function remember(call: LongCall): void {
    // A drawing that fails is heard of by whoever asks for it.
    call.reply.catch(() => undefined)
    calls.set(call.callId, call)
    for (const oldest of calls.keys()) {
      if (calls.size <= KEPT_CALLS) return
      calls.delete(oldest)
    }
  }

  /** The Location is absolute on even hops and relative on odd ones: callers have to take both. */
  function redirect(context: SimulatorContext, call: LongCall): Response {
    const relative = `${PATH}?${CALL_ID}=${call.callId}`
    const location = call.hops % 2 === 0 ? `${kit.baseUrl()}${relative}` : relative
    call.hops += 1
    return context.redirect(location, 303)
  }

  /** Builds the reply once; it may be read more than once. */
  function prepare(order: Order, ending: Ending, as: 'b64_json' | 'url'): Respond {
    const { entry, pictures } = ending
    const executionMs = entry.serviceMs.toFixed(3)
    entry.costMicros = meterMicros(executionMs)
    if (entry.outcome === 'server-error') {
      return (context) => {
        kit.answer(context, entry, { carriesPicture: false })
        return platform(context, 500, 'internal error: function was terminated by signal')
      }
    }
    const data =
      as === 'url'
        ? shelf.put(ending).map((url) => ({ url }))
        : pictures.map(({ bytes }) => ({ b64_json: bytes.toString('base64') }))
    const body = JSON.stringify({
      created: Math.floor(kit.wallMs(entry.readyMs) / 1000),
      data,
      output_format: order.format,
      size: `${order.width}x${order.height}`,
    })
    const headers = {
      'content-type': 'application/json',
      'x-exec-ms': String(Number(executionMs)),
      'x-cold': entry.coldStartMs > 0 ? '1' : '0',
      'x-request-id': order.requestId ?? '',
    }
    return (context) => {
      if (as === 'b64_json') kit.answer(context, entry, { carriesPicture: true })
      return context.body(body, 200, headers)
    }
  }
}

/** Modal itself speaking: plain text that begins with its name. */
function platform(context: SimulatorContext, status: ContentfulStatusCode, text: string): Response {
  return context.text(`modal-http: ${text}`, status)
}

/** The deployment speaking: the error envelope of OpenAI. */
function envelope(
  context: SimulatorContext,
  status: ContentfulStatusCode,
  message: string,
  type: string,
  code: string,
): Response {
  return context.json({ error: { message, type, param: null, code } }, status)
}

/** Milliseconds with three decimals, as they are sent, at the price of a second; rounded half up to the micro-dollar. */
function meterMicros(executionMs: string): number {
  const microseconds = Math.round(Number(executionMs) * 1000)
  return roundHalfUp(microseconds * (A100_MICROS_PER_MEGASECOND / 1_000_000), 1_000_000)
}
