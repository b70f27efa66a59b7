import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import type {
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  Style,
  TurnedAway,
} from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 2_147_483_647

/** The models that are served, how each draws, and what it takes. `edits`: it changes the picture that `image_url` names. */
const MODELS: Readonly<Record<string, { style: Style; maximumSteps: number; edits: boolean; name: string }>> = {
  'black-forest-labs/FLUX.1-schnell': { style: 0, maximumSteps: 12, edits: false, name: 'FLUX.1 [schnell]' },
  'black-forest-labs/FLUX.1.1-pro': { style: 2, maximumSteps: 50, edits: false, name: 'FLUX1.1 [pro]' },
  'black-forest-labs/FLUX.1-dev': { style: 2, maximumSteps: 50, edits: false, name: 'FLUX.1 [dev]' },
  'black-forest-labs/FLUX.1-dev-lora': { style: 2, maximumSteps: 50, edits: false, name: 'FLUX.1 [dev] LoRA' },
  'black-forest-labs/FLUX.2-dev': { style: 3, maximumSteps: 50, edits: false, name: 'FLUX.2 [dev]' },
  'black-forest-labs/FLUX.2-pro': { style: 3, maximumSteps: 50, edits: false, name: 'FLUX.2 [pro]' },
  'black-forest-labs/FLUX.1-kontext-pro': { style: 2, maximumSteps: 50, edits: true, name: 'FLUX.1 Kontext [pro]' },
  'black-forest-labs/FLUX.1-kontext-max': { style: 2, maximumSteps: 50, edits: true, name: 'FLUX.1 Kontext [max]' },
  'stabilityai/stable-diffusion-xl-base-1.0': { style: 1, maximumSteps: 50, edits: false, name: 'SDXL 1.0 base' },
}

/** POST /v1/images/generations. Unknown keys, such as OpenAI's `size`, are ignored without a word, as the real API does. */
const GenerationBody = z.object({
  model: z.string().min(1),
  prompt: z.string().min(1),
  steps: z.int().min(1).optional(),
  width: z.int().min(64).max(4096).multipleOf(8).default(1024),
  height: z.int().min(64).max(4096).multipleOf(8).default(1024),
  seed: z.int().min(0).max(MAXIMUM_SEED).optional(),
  n: z.int().min(1).max(4).default(1),
  guidance_scale: z.number().default(3.5),
  negative_prompt: z.string().optional(),
  // Not `b64_json`, although that is what the reply calls it.
  response_format: z.enum(['url', 'base64']).default('url'),
  output_format: z.enum(['jpeg', 'png']).default('jpeg'),
  image_url: z.string().optional(),
  image_loras: z.array(z.object({ path: z.string().min(1), scale: z.number() })).optional(),
})
type GenerationBody = z.infer<typeof GenerationBody>

export const togetherSimulator: ProviderSimulator = {
  providerId: 'together',
  profile: {
    serviceMedianMs: 850,
    serviceLogSd: 0.3,
    workers: 16,
    // Serverless models are shared and warm: no cold start is documented.
    coldStartMs: 0,
    idleAfterMs: 60_000,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 3_600_000,
    creditsMicros: 25_000_000,
  },
  credentials: { apiKey: 'practice-together' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  let creditsMicros = kit.profile.creditsMicros

  app.use('/pictures/*', async (context, next) =>
    (context.req.header('user-agent') ?? '') === '' ? context.text('Forbidden', 403) : next(),
  )
  shelf.serve(app)
  app.use('/v1/*', async (context, next) => {
    if (context.req.header('authorization') === `Bearer ${kit.credentials['apiKey']}`) return next()
    if (context.req.method === 'POST') reject(kit.nowMs())
    // Recorded replies: the list of models answers in plain text.
    if (context.req.path === '/v1/models') return context.text('Unauthorized', 401)
    const message = 'Invalid API key provided. You can find your API key at https://api.together.ai/settings/api-keys.'
    return refuse(context, 401, message, 'invalid_request_error', 'invalid_api_key')
  })
  app.notFound((context) => refuse(context, 404, 'Not found', 'invalid_request_error', null))

  app.get('/v1/models', (context) =>
    context.json([
      ...Object.entries(MODELS).map(([id, { name }]) => describe(id, 'image', name)),
      describe('meta-llama/Llama-3.3-70B-Instruct-Turbo', 'chat', 'Llama 3.3 70B Instruct Turbo'),
    ]),
  )

  app.post('/v1/images/generations', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = GenerationBody.safeParse(body)
    if (!parsed.success) return refuseBody(context, receivedMs, firstProblem(parsed.error))
    const asked = parsed.data
    const model = MODELS[asked.model]
    if (model === undefined) {
      reject(receivedMs)
      const message = `Unable to access model ${asked.model}. Please visit https://api.together.ai/models to view the list of supported models.`
      return refuse(context, 404, message, 'invalid_request_error', 'model_not_available')
    }
    if (asked.steps !== undefined && asked.steps > model.maximumSteps) {
      return refuseBody(context, receivedMs, `steps must be between 1 and ${model.maximumSteps}`)
    }
    const input = asked.image_url === undefined ? null : await readInputPicture(dataUri(asked.image_url))
    if (model.edits && input === null) return refuseBody(context, receivedMs, 'image_url: no picture could be read')
    const costMicros = priceOf(asked)
    if (creditsMicros < (costMicros ?? 0) || creditsMicros <= 0) {
      reject(receivedMs)
      return refuse(context, 402, 'Credit limit exceeded, please add credits.', 'credit_limit', null)
    }

    const requestId = `o${randomUUID().replaceAll('-', '').slice(0, 7)}-${randomUUID().slice(0, 8)}`
    const order: Order = {
      requestId,
      receivedMs,
      modelId: asked.model,
      style: model.style,
      prompt: asked.prompt,
      seed: asked.seed ?? kit.pickSeed(asked.model, asked.prompt, MAXIMUM_SEED),
      width: model.edits && input !== null ? input.width : asked.width,
      height: model.edits && input !== null ? input.height : asked.height,
      format: asked.output_format,
      count: asked.n,
      ...(model.edits && input !== null && { change: { task: 'image-to-image', input: input.bytes } }),
    }
    const job = kit.take(order)
    if (job.turnedAway !== null) return turnAway(context, job)
    const ending = await job.ended
    const { entry, pictures } = ending
    const inReply = asked.response_format === 'base64' && pictures.length > 0
    if (entry.outcome === 'server-error') {
      kit.answer(context, entry, { carriesPicture: false })
      return refuse(context, 503, 'The server is overloaded or not ready yet.', 'service_unavailable', null)
    }
    entry.costMicros = costMicros
    creditsMicros -= costMicros ?? 0
    if (inReply) kit.answer(context, entry, { carriesPicture: true })
    const data = inReply
      ? pictures.map(({ bytes }, index) => ({ index, type: 'b64_json', b64_json: bytes.toString('base64') }))
      : shelf.put(ending).map((url, index) => ({ index, type: 'url', url }))
    return context.json({ id: requestId, model: asked.model, object: 'list', data })
  })

  return app

  function reject(receivedMs: number): void {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
  }

  function refuseBody(context: SimulatorContext, receivedMs: number, problem: string): Response {
    reject(receivedMs)
    return refuse(context, 422, `Validation error: ${problem}`, 'invalid_request_error', null)
  }

  function turnAway(context: SimulatorContext, { turnedAway, entry }: TurnedAway): Response {
    kit.answer(context, entry, { carriesPicture: false })
    if (turnedAway === 'refused') {
      const message = 'The safety checker was triggered: NSFW content detected in the image.'
      return refuse(context, 422, message, 'invalid_request_error', null)
    }
    context.header('retry-after', '1')
    // Values are of one second, not of one minute.
    context.header('x-ratelimit-limit', '10')
    context.header('x-ratelimit-remaining', '0')
    context.header('x-ratelimit-reset', '1')
    return refuse(context, 429, 'You have reached the rate limit of this model.', 'dynamic_request_limited', null)
  }
}

/** Addresses elsewhere are not followed: a simulator asks nothing of any network. */
function dataUri(text: string): string {
  return text.startsWith('data:') ? text : ''
}

/**
 * What is billed, in micro-dollars for the call: $0.0027 and $0.0154 a picture of 1024 × 1024 as the price list states them;
 * how they go with size and steps is not known, so neither is the cost of anything else.
 */
function priceOf({ model, width, height, steps, n }: GenerationBody): number | null {
  if (width !== 1024 || height !== 1024) return null
  if (model === 'black-forest-labs/FLUX.1-schnell') return (steps ?? 4) === 4 ? 2700 * n : null
  if (model === 'black-forest-labs/FLUX.1-dev') return steps === undefined ? 15_400 * n : null
  return null
}

/** An entry of the list of models, as the OpenAPI description has it. */
function describe(id: string, type: string, displayName: string): object {
  const pricing = { hourly: 0, input: 0, output: 0, base: 0, finetune: 0 }
  return { id, object: 'model', created: 0, type, display_name: displayName, organization: id.split('/')[0], pricing }
}

/** The error body of the API, with an id of the call beside it. */
function refuse(
  context: SimulatorContext,
  status: ContentfulStatusCode,
  message: string,
  type: string,
  code: string | null,
): Response {
  return context.json({ id: randomUUID(), error: { message, type, param: null, code } }, status)
}
