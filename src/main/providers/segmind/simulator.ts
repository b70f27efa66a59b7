import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import type {
  Ending,
  Order,
  ProviderSimulator,
  SimulatorContext,
  SimulatorKit,
  Style,
  TurnedAway,
} from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 2_147_483_647
const common = {
  prompt: z.string().min(1),
  seed: z.int().min(-1).default(-1),
  base64: z.boolean().default(false),
  // The reply of version 1 is one picture's bytes; what more of them would look like is not documented.
  samples: z.literal(1, 'this simulator draws one picture a call').default(1),
}
const side = z.int().min(512).max(2048).default(1024)
const sideInSteps = z.int().min(512).max(2048).multipleOf(8).default(1024)

/** What the fast models make of an aspect ratio: about a megapixel, in steps of 64. */
const SIZE_OF_RATIO = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '21:9': [1536, 640],
  '2:3': [832, 1216],
  '3:2': [1216, 832],
  '4:5': [896, 1088],
  '5:4': [1088, 896],
  '9:16': [768, 1344],
  '9:21': [640, 1536],
} as const
const ratio = z.enum(Object.keys(SIZE_OF_RATIO) as (keyof typeof SIZE_OF_RATIO)[]).default('1:1')
const sized = (aspect: keyof typeof SIZE_OF_RATIO): { width: number; height: number } => {
  const [width, height] = SIZE_OF_RATIO[aspect]
  return { width, height }
}

type Asked = Pick<Order, 'prompt' | 'seed' | 'width' | 'height' | 'format'> & { base64: boolean }
interface Slug {
  style: Style
  /** What a call costs on average, in micro-dollars: Segmind's model directory of 2026-08-19. */
  averageMicros: number
  body: z.ZodType<Asked>
}

/** Each model names its size in its own way. */
const SLUGS: Readonly<Record<string, Slug>> = {
  'sdxl1.0-txt2img': {
    style: 1,
    averageMicros: 7980,
    body: z
      .object({
        ...common,
        negative_prompt: z.string().optional(),
        num_inference_steps: z.int().min(1).max(100).default(20),
        guidance_scale: z.number().min(1).max(25).default(7.5),
        img_width: side,
        img_height: side,
      })
      .transform(({ img_width: width, img_height: height, ...rest }) => ({ ...rest, width, height, format: 'jpeg' })),
  },
  'flux-schnell': {
    style: 2,
    averageMicros: 7850,
    body: z
      .object({ ...common, steps: z.int().min(1).max(8).default(4), width: sideInSteps, height: sideInSteps })
      .transform((asked) => ({ ...asked, format: 'jpeg' })),
  },
  'fast-flux-schnell': {
    style: 3,
    averageMicros: 5470,
    body: z
      .object({ ...common, steps: z.int().min(1).default(4), aspect_ratio: ratio })
      .transform(({ aspect_ratio: aspect, ...rest }) => ({ ...rest, ...sized(aspect), format: 'jpeg' })),
  },
  'flux-dev': {
    style: 0,
    averageMicros: 19_600,
    body: z
      .object({
        ...common,
        steps: z.int().min(1).default(25),
        guidance: z.number().min(0).max(10).default(3.5),
        aspect_ratio: ratio,
        output_format: z.enum(['webp', 'jpg', 'png']).default('webp'),
      })
      .transform(({ aspect_ratio: aspect, output_format: format, ...rest }) => ({
        ...rest,
        ...sized(aspect),
        format: format === 'jpg' ? 'jpeg' : format,
      })),
  },
}

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
    urlLifeMs: Infinity,
    creditsMicros: 50_000_000,
  },
  credentials: { apiKey: 'SG_practice-segmind' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  let creditsMicros = kit.profile.creditsMicros

  app.notFound((context) => context.json({ error: `No such path: ${context.req.path}` }, 404))

  app.get('/v1/get-user-credits', (context) => {
    const wrongKey = checkKey(context)
    return wrongKey ?? context.json({ credits: creditsMicros / 1_000_000, 'free-credits': 0 })
  })

  app.post('/v1/:slug', async (context) => {
    const name = context.req.param('slug')
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

    const { base64, ...asked } = parsed.data
    const seed = asked.seed === -1 ? kit.pickSeed(name, asked.prompt, MAXIMUM_SEED) : asked.seed
    const job = kit.take({ ...asked, seed, requestId, receivedMs, modelId: name, style: slug.style, count: 1 })
    if (job.turnedAway !== null) return turnAway(context, job)
    const ending = await job.ended
    kit.answer(context, ending.entry, { carriesPicture: ending.pictures.length > 0 })
    const [picture] = ending.pictures
    if (picture === undefined) {
      // Only status 200 is billed.
      ending.entry.costMicros = 0
      return context.json({ error: 'Internal server error' }, 500)
    }

    const costMicros = bill(slug, ending)
    creditsMicros -= costMicros
    ending.entry.costMicros = costMicros
    const headers = {
      'x-cost': usd(costMicros),
      'x-remaining-credits': usd(creditsMicros),
      'x-request-id': requestId,
      'x-generation-time': (ending.entry.serviceMs / 1000).toFixed(3),
      'x-seed-value': String(seed),
    }
    if (base64) return context.json({ image: picture.bytes.toString('base64') }, 200, headers)
    return context.body(picture.bytes, 200, { ...headers, 'content-type': `image/${asked.format}` })
  })

  // Any other verb on a known path: the one reply of Segmind whose body is HTML.
  app.all('/v1/:slug', (context) =>
    context.html('<!doctype html><title>405 Method Not Allowed</title><h1>Method Not Allowed</h1>', 405),
  )

  return app

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

  /** Billed by GPU time: the average for a call of the median length. By the law's time, so that the same run costs the same. */
  function bill(slug: Slug, { entry }: Ending): number {
    const share = (entry.intendedServiceMs ?? entry.serviceMs) / kit.profile.serviceMedianMs
    return Math.round(slug.averageMicros * share)
  }
}

/** Dollars with six places: `0.007980`. */
function usd(micros: number): string {
  return (micros / 1_000_000).toFixed(6)
}
