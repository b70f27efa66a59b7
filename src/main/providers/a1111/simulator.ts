import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { readJson } from '#main/simulators/read-json.ts'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type {
  Ending,
  Job,
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
} from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 4_294_967_295
/** Cents an hour of an A10 at Lambda. */
const A10_CENTS_PER_HOUR = 129

const CHECKPOINT = { name: 'sd_xl_base_1.0', hash: '31e35c80fc' }
const CHECKPOINT_TITLE = `${CHECKPOINT.name}.safetensors [${CHECKPOINT.hash}]`
const CHECKPOINT_NAMES = new Set([CHECKPOINT.name, `${CHECKPOINT.name}.safetensors`, CHECKPOINT_TITLE])
const SAMPLERS = ['DPM++ 2M', 'DPM++ SDE', 'Euler a', 'Euler', 'LMS', 'Heun', 'DPM2', 'DDIM', 'UniPC']
const FORMAT_OF_OPTION: Readonly<Record<string, Order['format']>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
}

const Options = z.object({ sd_model_checkpoint: z.string().optional(), samples_format: z.string().optional() })

/** POST /sdapi/v1/txt2img, with the web UI's defaults. */
const TextToImageBody = z.object({
  prompt: z.string().default(''),
  negative_prompt: z.string().default(''),
  seed: z.int().min(-1).max(MAXIMUM_SEED).default(-1),
  sampler_name: z.string().nullish(),
  batch_size: z.int().min(1).max(8).default(1),
  n_iter: z.int().min(1).max(8).default(1),
  steps: z.int().min(1).max(150).default(50),
  cfg_scale: z.number().default(7),
  width: z.int().min(64).max(2048).default(512),
  height: z.int().min(64).max(2048).default(512),
  override_settings: Options.nullish(),
  send_images: z.boolean().default(true),
})
type TextToImage = z.infer<typeof TextToImageBody>

export const a1111Simulator: ProviderSimulator = {
  providerId: 'a1111',
  profile: {
    serviceMedianMs: 750,
    serviceLogSd: 0.2,
    // The lock: one drawing at a time, whoever asks.
    workers: 1,
    coldStartMs: 600,
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
  credentials: { username: 'practice', password: 'practice-a1111' },
  faultsWithoutAnswer: ['refusal', 'rate-limit'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const options = { sd_model_checkpoint: CHECKPOINT_TITLE, samples_format: 'png', return_grid: false }
  /** All that came and has not ended; the lock lets the first of them draw. */
  const jobs = new Set<{ job: Job; steps: number }>()
  /** Calls whose reply says already how long it took. */
  const timed = new WeakSet<SimulatorContext>()

  app.notFound((context) => failure(context, 404, 'HTTPException', 'Not Found', 'Not Found'))

  // Outermost: every reply says how long it took, the wait for the lock included.
  app.use(async (context, next) => {
    const receivedMs = kit.nowMs()
    await next()
    if (!timed.has(context)) context.header('x-process-time', formatSeconds(kit.nowMs() - receivedMs))
  })
  app.use('/sdapi/*', async (context, next) => {
    const problem = checkPassword(context)
    if (problem === null) return next()
    if (context.req.method === 'POST') reject(kit.nowMs())
    context.header('www-authenticate', 'Basic')
    return failure(context, 401, 'HTTPException', problem, `401: ${problem}`)
  })

  app.post('/sdapi/v1/txt2img', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = TextToImageBody.safeParse(body)
    if (!parsed.success) {
      reject(receivedMs)
      return validationError(context, parsed.error)
    }
    const asked = parsed.data
    const checkpoint = asked.override_settings?.sd_model_checkpoint ?? options.sd_model_checkpoint
    const format = FORMAT_OF_OPTION[asked.override_settings?.samples_format ?? options.samples_format]
    if (!CHECKPOINT_NAMES.has(checkpoint) || format === undefined) {
      reject(receivedMs)
      return failure(context, 500, 'RuntimeError', '', `Unknown checkpoint or format: ${checkpoint}`)
    }
    if (asked.sampler_name != null && !SAMPLERS.includes(asked.sampler_name)) {
      reject(receivedMs)
      return failure(context, 400, 'HTTPException', 'invalid sampler name', '400: invalid sampler name')
    }

    const { prompt, width, height } = asked
    const order: Order = {
      requestId: null,
      receivedMs,
      modelId: CHECKPOINT.name,
      style: 3,
      prompt,
      seed: asked.seed === -1 ? kit.pickSeed(CHECKPOINT.name, prompt, MAXIMUM_SEED) : asked.seed,
      width,
      height,
      format,
      count: asked.batch_size * asked.n_iter,
    }
    const job = kit.take(order)
    // The contract has no refusal and no rate limit; a profile that asks for one is not started.
    if (job.turnedAway !== null) throw new Error(`a1111 can't answer a ${job.turnedAway} call`)
    const current = { job, steps: asked.steps }
    jobs.add(current)
    const ending = await job.ended.finally(() => jobs.delete(current))
    kit.answer(context, ending.entry, { carriesPicture: ending.pictures.length > 0 && asked.send_images })
    const { status, body: reply } = describeEnding(asked, order, ending)
    const text = JSON.stringify(reply)
    const seconds = formatSeconds(kit.nowMs() - receivedMs)
    ending.entry.costMicros = meterMicros(seconds)
    timed.add(context)
    return context.body(text, status, { 'content-type': 'application/json', 'x-process-time': seconds })
  })

  app.get('/sdapi/v1/options', (context) => context.json(options))
  app.post('/sdapi/v1/options', async (context) => {
    const { body } = await readJson(context, kit)
    const parsed = Options.safeParse(body)
    if (!parsed.success) return validationError(context, parsed.error)
    const { sd_model_checkpoint: checkpoint, samples_format: format } = parsed.data
    if (checkpoint !== undefined && !CHECKPOINT_NAMES.has(checkpoint)) {
      return failure(context, 500, 'RuntimeError', '', `Unknown checkpoint: ${checkpoint}`)
    }
    if (checkpoint !== undefined) options.sd_model_checkpoint = CHECKPOINT_TITLE
    if (format !== undefined) options.samples_format = format
    return context.json(null)
  })
  app.get('/sdapi/v1/sd-models', (context) =>
    context.json([
      {
        title: CHECKPOINT_TITLE,
        model_name: CHECKPOINT.name,
        hash: CHECKPOINT.hash,
        sha256: null,
        filename: `models/Stable-diffusion/${CHECKPOINT.name}.safetensors`,
        config: null,
      },
    ]),
  )
  app.get('/sdapi/v1/samplers', (context) =>
    context.json(SAMPLERS.map((name) => ({ name, aliases: [`k_${name.toLowerCase()}`], options: {} }))),
  )
  app.get('/sdapi/v1/progress', (context) => context.json(describeProgress()))
  app.post('/sdapi/v1/interrupt', (context) => {
    // Ends what is being drawn; its caller gets 200 and an unfinished picture. Those in line are not touched.
    for (const { job } of jobs) job.interrupt()
    return context.json({})
  })
  return app

  /** Basic authentication as FastAPI words it. Null where it passes. */
  function checkPassword(context: SimulatorContext): string | null {
    const [scheme, encoded] = (context.req.header('authorization') ?? '').split(' ')
    if (scheme?.toLowerCase() !== 'basic' || encoded === undefined) return 'Not authenticated'
    const expected = `${kit.credentials['username']}:${kit.credentials['password']}`
    return Buffer.from(encoded, 'base64').toString('utf8') === expected ? null : 'Incorrect username or password'
  }

  function reject(receivedMs: number): void {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
  }

  /** Global, not per call: the job that holds the lock. */
  function describeProgress(): object {
    const drawing = [...jobs].flatMap(({ job, steps }) => {
      const stage = job.stage()
      return stage.name === 'drawing' ? [{ stage, steps }] : []
    })[0]
    const steps = drawing?.steps ?? 0
    const progress = drawing === undefined ? 0 : Math.max(0.01, drawing.stage.progress)
    return {
      progress,
      eta_relative: (drawing?.stage.toGoMs ?? 0) / 1000,
      state: {
        skipped: false,
        interrupted: false,
        stopping_generation: false,
        job: drawing === undefined ? '' : 'scripts_txt2img',
        job_count: drawing === undefined ? 0 : 1,
        job_timestamp: '0',
        job_no: 0,
        sampling_step: Math.floor(progress * steps),
        sampling_steps: steps,
      },
      current_image: null,
      textinfo: null,
    }
  }
}

function describeEnding(asked: TextToImage, order: Order, ending: Ending): { status: 200 | 500; body: object } {
  const { entry, pictures } = ending
  if (entry.outcome === 'server-error') {
    const errors = 'A tensor with all NaNs was produced in Unet.'
    return { status: 500, body: { error: 'NansException', detail: '', body: '', errors } }
  }
  const seeds = pictures.map((_, index) => order.seed + index)
  const info = {
    prompt: asked.prompt,
    all_prompts: pictures.map(() => asked.prompt),
    negative_prompt: asked.negative_prompt,
    seed: order.seed,
    all_seeds: seeds,
    width: asked.width,
    height: asked.height,
    sampler_name: asked.sampler_name ?? 'Euler',
    cfg_scale: asked.cfg_scale,
    steps: asked.steps,
    batch_size: asked.batch_size,
    sd_model_name: CHECKPOINT.name,
    sd_model_hash: CHECKPOINT.hash,
    index_of_first_image: 0,
    infotexts: seeds.map((seed) => `${asked.prompt}\nSteps: ${asked.steps}, Seed: ${seed}, Model: ${CHECKPOINT.name}`),
    version: 'v1.10.1',
  }
  const images = asked.send_images ? pictures.map(({ bytes }) => bytes.toString('base64')) : []
  return { status: 200, body: { images, parameters: { ...asked, images: null }, info: JSON.stringify(info) } }
}

/** The middleware's shape for whatever went wrong inside the web UI. */
function failure(
  context: SimulatorContext,
  status: ContentfulStatusCode,
  error: string,
  detail: string,
  errors: string,
): Response {
  return context.json({ error, detail, body: '', errors }, status)
}

/** FastAPI's own shape, which the middleware leaves alone. */
function validationError(context: SimulatorContext, { issues }: z.ZodError): Response {
  const detail = issues.map(({ path, message, code }) => ({ loc: ['body', ...path], msg: message, type: code }))
  return context.json({ detail }, 422)
}

/** Seconds with four decimals, as the middleware rounds them. */
function formatSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(4)
}

/** The seconds as they are sent at the hourly price, rounded half up to the micro-dollar. */
function meterMicros(seconds: string): number {
  const tenthsOfMilliseconds = Math.round(Number(seconds) * 10_000)
  // 1 cent an hour is 10,000 micro-dollars in 36,000,000 tenths of a millisecond.
  return roundHalfUp(tenthsOfMilliseconds * A10_CENTS_PER_HOUR, 3600)
}
