import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { readJson } from '#main/simulators/read-json.ts'
import type {
  Ending,
  Job,
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
} from '#main/simulators/simulator.ts'
import {
  CHECKPOINTS,
  describeDrawing,
  failure,
  findCheckpoint,
  formatSeconds,
  meterMicros,
  SDXL,
  titleOf,
  validationError,
} from './simulated-replies.ts'
import { DrawingBody, MAXIMUM_SEED, Options, UpscaleBody } from './simulated-bodies.ts'

const SAMPLERS = ['DPM++ 2M', 'DPM++ SDE', 'Euler a', 'Euler', 'LMS', 'Heun', 'DPM2', 'DDIM', 'UniPC']
const UPSCALERS = ['None', 'Lanczos', 'Nearest', 'ESRGAN_4x', 'R-ESRGAN 4x+', 'R-ESRGAN 4x+ Anime6B', 'SwinIR 4x']
const FORMAT_OF_OPTION: Readonly<Record<string, Order['format']>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
}

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
  const options = { sd_model_checkpoint: titleOf(SDXL), samples_format: 'png', return_grid: false }
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

  app.post('/sdapi/v1/txt2img', (context) => draw(context, false))
  app.post('/sdapi/v1/img2img', (context) => draw(context, true))

  app.post('/sdapi/v1/extra-single-image', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = UpscaleBody.safeParse(body)
    if (!parsed.success) {
      reject(receivedMs)
      return validationError(context, parsed.error)
    }
    const { image, upscaling_resize: scale, upscaler_1: upscaler } = parsed.data
    const input = await readInputPicture(image)
    const problem = UPSCALERS.includes(upscaler) ? 'Invalid encoded image' : `could not find upscaler named ${upscaler}`
    if (input === null || !UPSCALERS.includes(upscaler)) {
      reject(receivedMs)
      return failure(context, 500, 'HTTPException', problem, `500: ${problem}`)
    }
    const order: Order = {
      requestId: null,
      receivedMs,
      modelId: upscaler,
      style: 0,
      prompt: '',
      seed: 0,
      width: Math.trunc(input.width * scale),
      height: Math.trunc(input.height * scale),
      format: FORMAT_OF_OPTION[options.samples_format] ?? 'png',
      count: 1,
      change: { task: 'upscale', input: input.bytes },
    }
    const ending = await run(order, 0)
    return answer(context, receivedMs, ending, ({ pictures: [picture] }) => ({
      image: picture?.bytes.toString('base64') ?? '',
      html_info: '<div class="extras-info"></div>',
    }))
  })

  app.get('/sdapi/v1/options', (context) => context.json(options))
  app.post('/sdapi/v1/options', async (context) => {
    const { body } = await readJson(context, kit)
    const parsed = Options.safeParse(body)
    if (!parsed.success) return validationError(context, parsed.error)
    const { sd_model_checkpoint: checkpoint, samples_format: format } = parsed.data
    const known = checkpoint === undefined ? null : findCheckpoint(checkpoint)
    if (known === undefined) return failure(context, 500, 'RuntimeError', '', `Unknown checkpoint: ${checkpoint}`)
    if (known !== null) options.sd_model_checkpoint = titleOf(known)
    if (format !== undefined) options.samples_format = format
    return context.json(null)
  })
  app.get('/sdapi/v1/sd-models', (context) =>
    context.json(
      CHECKPOINTS.map((checkpoint) => ({
        title: titleOf(checkpoint),
        model_name: checkpoint.name,
        hash: checkpoint.hash,
        sha256: null,
        filename: `models/Stable-diffusion/${checkpoint.name}.safetensors`,
        config: null,
      })),
    ),
  )
  app.get('/sdapi/v1/upscalers', (context) =>
    context.json(UPSCALERS.map((name) => ({ name, model_name: null, model_path: null, model_url: null, scale: 4 }))),
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

  async function draw(context: SimulatorContext, withPicture: boolean): Promise<Response> {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = DrawingBody.safeParse(body)
    if (!parsed.success) {
      reject(receivedMs)
      return validationError(context, parsed.error)
    }
    const asked = parsed.data
    const checkpoint = findCheckpoint(asked.override_settings?.sd_model_checkpoint ?? options.sd_model_checkpoint)
    const format = FORMAT_OF_OPTION[asked.override_settings?.samples_format ?? options.samples_format]
    if (checkpoint === undefined || format === undefined) {
      reject(receivedMs)
      return failure(
        context,
        500,
        'RuntimeError',
        '',
        `Unknown checkpoint or format: ${asked.override_settings?.sd_model_checkpoint}`,
      )
    }
    if (asked.sampler_name != null && !SAMPLERS.includes(asked.sampler_name)) {
      reject(receivedMs)
      return failure(context, 400, 'HTTPException', 'invalid sampler name', '400: invalid sampler name')
    }
    const [sent] = asked.init_images ?? []
    if (withPicture && sent === undefined) {
      reject(receivedMs)
      return failure(context, 404, 'HTTPException', 'Init image not found', '404: Init image not found')
    }
    const input = withPicture && sent !== undefined ? await readInputPicture(sent) : null
    if (withPicture && input === null) {
      reject(receivedMs)
      return failure(context, 500, 'HTTPException', 'Invalid encoded image', '500: Invalid encoded image')
    }

    const { prompt, width, height } = asked
    const modelId = withPicture ? `${checkpoint.name}/image-to-image` : checkpoint.name
    const order: Order = {
      requestId: null,
      receivedMs,
      modelId,
      style: checkpoint.style,
      prompt,
      seed: asked.seed === -1 ? kit.pickSeed(modelId, prompt, MAXIMUM_SEED) : asked.seed,
      width,
      height,
      format,
      count: asked.batch_size * asked.n_iter,
      ...(input !== null && {
        change: { task: 'image-to-image', input: input.bytes, strength: asked.denoising_strength },
      }),
    }
    const ending = await run(order, asked.steps)
    return answer(context, receivedMs, ending, () => describeDrawing(asked, order, checkpoint, ending))
  }

  async function run(order: Order, steps: number): Promise<Ending> {
    const job = kit.take(order)
    // The contract has no refusal and no rate limit; a profile that asks for one is not started.
    if (job.turnedAway !== null) throw new Error(`a1111 can't answer a ${job.turnedAway} call`)
    const current = { job, steps }
    jobs.add(current)
    return job.ended.finally(() => jobs.delete(current))
  }

  /** Every reply of the worker's GPU says how long it took, and is costed by just that. */
  function answer(
    context: SimulatorContext,
    receivedMs: number,
    ending: Ending,
    describe: (ending: Ending) => object,
  ): Response {
    const failed = ending.entry.outcome === 'server-error'
    kit.answer(context, ending.entry, { carriesPicture: !failed })
    const errors = 'A tensor with all NaNs was produced in Unet.'
    const text = JSON.stringify(failed ? { error: 'NansException', detail: '', body: '', errors } : describe(ending))
    const seconds = formatSeconds(kit.nowMs() - receivedMs)
    ending.entry.costMicros = meterMicros(seconds)
    timed.add(context)
    return context.body(text, failed ? 500 : 200, { 'content-type': 'application/json', 'x-process-time': seconds })
  }

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
