import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { deploymentsOf, type Deployment } from '#main/simulators/deployments/deployment.ts'
import { readInputs } from '#main/simulators/deployments/read-inputs.ts'
import { Runs, type Run } from '#main/simulators/deployments/runs.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type { ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'
import { timeOrderedUuid } from '#main/simulators/deployments/time-ordered-uuid.ts'

/** Deployed workflows, with the names that Runflow's input nodes usually get. */
export const runflowDeployments: readonly Deployment[] = deploymentsOf({
  names: { negativePrompt: 'negative_prompt' },
  outputId: 'image_output',
  reference: (name) => `practice/${name}`,
})

/** An administrator's key: it marks runs as cancelled, and can do no more about them. */
const ADMIN_KEY = 'rf_svc_practice'
const ORGANIZATION = 'org_practice'

/** The price of a second on an L40S, in micro-dollars. */
const SECOND_MICROS = 444

const RunBody = z.object({
  input: z.record(z.string(), z.unknown()),
  callback_url: z.url().optional(),
  metadata: z.unknown().optional(),
})
const CancellationBody = z.object({ reason: z.string().min(3).max(500) })

const STATUS_OF_CODE = {
  VALIDATION_ERROR: 422,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  INSUFFICIENT_CREDIT: 402,
  PERMISSION_DENIED: 403,
  ORGANIZATION_MEMBERSHIP_REQUIRED: 403,
  RUN_NOT_FOUND: 404,
  WORKFLOW_NOT_FOUND: 404,
  MODEL_NOT_FOUND: 404,
  NOT_FOUND: 404,
  RATE_LIMIT_EXCEEDED: 429,
} as const
type Code = keyof typeof STATUS_OF_CODE

/** Numbers of the limit are not published: these are made up, and only the share of calls that the profile says is refused. */
const LIMIT_HEADERS = { 'x-ratelimit-limit': '600', 'x-ratelimit-remaining': '599', 'x-ratelimit-reset': '60' }

export const runflowSimulator: ProviderSimulator = {
  providerId: 'runflow',
  profile: {
    serviceMedianMs: 7000,
    serviceLogSd: 0.2,
    workers: 4,
    coldStartMs: 14_000,
    idleAfterMs: 60_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 600_000,
    creditsMicros: 25_000_000,
  },
  credentials: { apiKey: 'rf_live_practice', organizationId: ORGANIZATION },
  faultsWithoutAnswer: ['refusal'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  let balanceMicros = kit.profile.creditsMicros
  const runs = new Runs<Deployment>(kit, shelf, ({ serviceMs }) => {
    const micros = roundHalfUp(Math.round(serviceMs) * SECOND_MICROS, 1000)
    balanceMicros -= micros
    return micros
  })
  /** Runs that an administrator marked, with the time. Their GPU work goes on. */
  const marked = new Map<string, number>()

  shelf.serve(app)
  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(LIMIT_HEADERS)) context.header(name, value)
    if (context.req.path === '/v1/health') return next()
    const key = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (key !== kit.credentials['apiKey'] && key !== ADMIN_KEY) {
      rejectSubmission(context)
      return refuse(context, 'UNAUTHORIZED', 'The API key is missing, invalid or revoked.')
    }
    const organization = context.req.header('x-organization-id')
    if (organization !== undefined && organization !== ORGANIZATION) {
      rejectSubmission(context)
      return refuse(context, 'ORGANIZATION_MEMBERSHIP_REQUIRED', 'The key belongs to no member of this organization.')
    }
    return next()
  })
  app.notFound((context) => refuse(context, 'NOT_FOUND', 'No such resource.'))

  app.get('/v1/health', (context) => context.json({ status: 'ok' }))
  app.get('/v1/auth/me', (context) =>
    context.json({ id: 'user_practice', email: 'practice@example.com', organization_id: ORGANIZATION }),
  )
  app.get('/v1/billing/balance', (context) =>
    context.json({ balance: usd(balanceMicros), low_balance_threshold: '1.00' }),
  )
  app.get('/v1/comfyui-workflows', (context) =>
    context.json({
      items: runflowDeployments.map(({ reference, name }) => ({ id: reference, name, status: 'active' })),
    }),
  )
  app.get('/v1/models', (context) =>
    context.json({ items: runflowDeployments.map(({ reference, name }) => ({ id: reference, name })) }),
  )

  app.post('/v1/comfyui-workflows/:owner/:slug/runs', (context) => {
    const { owner, slug } = context.req.param()
    return startRun(context, `${owner}/${slug}`, 'WORKFLOW_NOT_FOUND')
  })
  app.post('/v1/models/:name{.+}/runs', (context) => startRun(context, context.req.param('name'), 'MODEL_NOT_FOUND'))

  app.get('/v1/runs/statuses', (context) =>
    context.json(['queued', 'dispatching', 'running', 'succeeded', 'partial_succeeded', 'failed', 'cancelled']),
  )
  app.get('/v1/runs/:id', (context) => {
    const run = runs.find(context.req.param('id'))
    return run === null ? refuse(context, 'RUN_NOT_FOUND', 'No such run.') : context.json(describe(run))
  })
  app.post('/v1/admin/runs/:id/cancellation', async (context) => {
    if (context.req.header('authorization') !== `Bearer ${ADMIN_KEY}`) {
      return refuse(context, 'PERMISSION_DENIED', 'Only an administrator’s key may cancel runs.')
    }
    const { body } = await readJson(context, kit)
    const parsed = CancellationBody.safeParse(body)
    if (!parsed.success) return refuse(context, 'VALIDATION_ERROR', firstProblem(parsed.error))
    const run = runs.find(context.req.param('id'))
    if (run === null) return refuse(context, 'RUN_NOT_FOUND', 'No such run.')
    if (marked.has(run.id) || isOver(run)) return context.json(describe(run), 200)
    marked.set(run.id, kit.nowMs())
    return context.json(describe(run), 201)
  })

  return app

  async function startRun(context: SimulatorContext, reference: string, missing: Code): Promise<Response> {
    const { body, receivedMs } = await readJson(context, kit)
    const deployment = runflowDeployments.find((candidate) => candidate.reference === reference)
    const reject = (code: Code, message: string, errors?: object): Response => {
      const modelId = deployment?.modelId ?? null
      kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
      return refuse(context, code, message, errors)
    }
    if (deployment === undefined) return reject(missing, 'No such workflow.')
    const parsed = RunBody.safeParse(body)
    if (!parsed.success) return reject('BAD_REQUEST', firstProblem(parsed.error))
    if (balanceMicros <= 0) return reject('INSUFFICIENT_CREDIT', 'The balance does not suffice for a run.')

    const { input } = parsed.data
    const id = timeOrderedUuid(kit.wallMs(receivedMs))
    const pictureOf = (name: string): string | null => {
      const sent = input[name]
      return typeof sent === 'string' && sent.startsWith('data:') ? sent : null
    }
    const read = await readInputs(kit, deployment, { requestId: id, receivedMs, inputs: input, pictureOf })
    if (!read.ok) {
      const { input: name, message } = read.problem
      return reject('VALIDATION_ERROR', 'The input does not fit the workflow.', [{ path: ['input', name], message }])
    }
    const job = kit.take(read.order)
    if (job.turnedAway !== null) {
      kit.answer(context, job.entry, { carriesPicture: false })
      context.header('retry-after', '1')
      return refuse(context, 'RATE_LIMIT_EXCEEDED', 'Too many requests.')
    }
    return context.json(describe(runs.add(id, read.order, job, deployment), 'queued'), 201)
  }

  function describe(run: Run<Deployment>, waiting = 'dispatching'): object {
    const { id, order, extra, stage, cold } = run
    const ended = stage.name === 'succeeded' || stage.name === 'failed' ? stage : null
    const startedMs = 'startedMs' in stage ? stage.startedMs : null
    const markedMs = marked.get(id)
    const durationMs = ended === null ? null : Math.round(ended.endedMs - ended.startedMs)
    return {
      id,
      model: extra.reference,
      status_code: markedMs === undefined ? stateOf(stage.name, waiting) : 'cancelled',
      created_at: instant(order.receivedMs),
      started_at: startedMs === null ? null : instant(startedMs),
      finished_at: ended === null ? null : instant(markedMs ?? ended.endedMs),
      output: stage.name === 'succeeded' && markedMs === undefined ? { [extra.outputId]: stage.urls } : null,
      ...(ended !== null && {
        cost: run.costMicros === null ? null : usd(run.costMicros),
        duration_ms: durationMs,
        total_ms: Math.round(ended.endedMs - order.receivedMs),
        start_type: cold === true ? 'cold' : 'warm',
      }),
      ...(stage.name === 'failed' && {
        failure_code: 'EXECUTION_FAILED',
        failure_stage: 'execution',
        failure_message: 'The workflow failed.',
      }),
    }
  }

  function instant(atMs: number): string {
    return new Date(kit.wallMs(atMs)).toISOString()
  }

  function rejectSubmission(context: SimulatorContext): void {
    if (context.req.method !== 'POST') return
    kit.reject({ receivedMs: kit.nowMs(), requestId: null, modelId: null, prompt: null, costMicros: null })
  }
}

/** A queue and a cold start show alike, as `dispatching`; only the reply to the call itself says `queued`. */
function stateOf(stage: Run<Deployment>['stage']['name'], waiting: string): string {
  return stage === 'queued' ? waiting : stage === 'drawing' ? 'running' : stage
}

function isOver({ stage }: Run<Deployment>): boolean {
  return stage.name === 'succeeded' || stage.name === 'failed'
}

/** The error envelope. */
function refuse(context: SimulatorContext, code: Code, message: string, errors: object | null = null): Response {
  return context.json({ code, message, errors }, STATUS_OF_CODE[code])
}

/** A decimal in dollars, as text. */
function usd(micros: number): string {
  return (micros / 1_000_000).toFixed(6)
}
