import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { deploymentsOf, type Deployment } from '#main/simulators/deployments/deployment.ts'
import { readInputs } from '#main/simulators/deployments/read-inputs.ts'
import { Runs, type Run } from '#main/simulators/deployments/runs.ts'
import { Uploads } from '#main/simulators/deployments/uploads.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readJson } from '#main/simulators/read-json.ts'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type { ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'
import { describeDeploymentRecord, describeRun, SIMULATED_GPU } from '#main/simulators/comfydeploy/run-records.ts'

export const comfydeployDeployments: readonly Deployment[] = deploymentsOf({
  names: { negativePrompt: 'negative_prompt', image: 'input_image' },
  outputId: 'picture',
  reference: (_name, index) => `5d3f1c70-0000-4000-8000-00000000000${index + 1}`,
})

const QueueBody = z.object({
  deployment_id: z.uuid(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  webhook: z.string().nullish(),
  gpu: z.string().nullish(),
})

export const comfydeploySimulator: ProviderSimulator = {
  providerId: 'comfydeploy',
  profile: {
    serviceMedianMs: 6200,
    serviceLogSd: 0.2,
    workers: 4,
    coldStartMs: 7800,
    idleAfterMs: 60_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    // Results lie at public addresses.
    urlLifeMs: Infinity,
    creditsMicros: 25_000_000,
  },
  credentials: { apiKey: 'practice-comfydeploy-token' },
  // Neither is documented.
  faultsWithoutAnswer: ['refusal', 'rate-limit'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const uploads = new Uploads()
  let creditsMicros = kit.profile.creditsMicros
  let runCount = 0
  const runs = new Runs<{ deployment: Deployment; number: number }>(kit, shelf, ({ serviceMs }) => {
    // The run reports its duration to the microsecond, and that is what is billed.
    const micros = roundHalfUp(Math.round(serviceMs * 1000) * SIMULATED_GPU.secondNanos, 1_000_000_000)
    creditsMicros -= micros
    return micros
  })

  shelf.serve(app)
  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.use(async (context, next) => {
    const token = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
    if (token === kit.credentials['apiKey']) return next()
    if (context.req.method === 'POST') reject(kit.nowMs(), null)
    const detail = token === undefined ? 'Invalid or missing token' : 'Invalid or expired token'
    return context.json({ detail }, 401)
  })

  routes.get('/deployments', (context) =>
    context.json(comfydeployDeployments.map((deployment) => describeDeploymentRecord(deployment))),
  )
  routes.post('/file/upload', async (context) => {
    const { file } = await context.req.parseBody()
    if (!(file instanceof File)) return invalid(context, ['body', 'file'], 'Field required')
    const id = randomUUID()
    const url = `${kit.baseUrl()}/files/${id}`
    uploads.put(url, new Uint8Array(await file.arrayBuffer()))
    return context.json({ message: 'File uploaded successfully', file_id: id, file_name: file.name, file_url: url })
  })
  routes.post('/run/deployment/queue', async (context) => {
    const run = await startRun(context)
    return run instanceof Response ? run : context.json({ run_id: run.id })
  })
  routes.post('/run/deployment/sync', async (context) => {
    const run = await startRun(context)
    if (run instanceof Response) return run
    await runs.ended(run.id)
    const { outputs } = recordOf(run.id)
    return context.json(outputs)
  })
  routes.post('/run/deployment/stream', async (context) => {
    const run = await startRun(context)
    if (run instanceof Response) return run
    return streamSSE(context, async (stream) => {
      await stream.writeSSE({ event: 'event_update', data: JSON.stringify({ event: 'queuing' }) })
      await runs.ended(run.id)
      const data = JSON.stringify({ event: 'run_update', data: recordOf(run.id) })
      await stream.writeSSE({ event: 'event_update', data })
    })
  })
  routes.get('/run/:id', (context) => {
    const id = context.req.param('id')
    return runs.find(id) === null ? context.json({ detail: 'Run not found' }, 404) : context.json(recordOf(id))
  })
  routes.post('/run/:id/cancel', (context) =>
    // Any failure is a 500 there, of an unknown run as well.
    runs.cancel(context.req.param('id')) === true
      ? context.json({ status: 'success', message: 'Function cancelled' })
      : context.json({ detail: 'Failed to cancel the run' }, 500),
  )
  app.route('/api', routes)
  // A base URL without the path is served as well.
  app.route('/', routes)
  return app

  async function startRun(
    context: SimulatorContext,
  ): Promise<Run<{ deployment: Deployment; number: number }> | Response> {
    const { body, receivedMs } = await readJson(context, kit)
    const parsed = QueueBody.safeParse(body)
    if (!parsed.success) {
      reject(receivedMs, null)
      const [issue] = parsed.error.issues
      return invalid(context, ['body', ...(issue?.path ?? []).map(String)], issue?.message ?? 'invalid')
    }
    const { deployment_id: deploymentId, inputs } = parsed.data
    const deployment = comfydeployDeployments.find(({ reference }) => reference === deploymentId)
    if (deployment === undefined) {
      reject(receivedMs, null)
      return context.json({ detail: 'Deployment not found' }, 404)
    }
    if (creditsMicros <= 0) {
      reject(receivedMs, deployment.modelId)
      return context.json({ detail: 'Insufficient your GPU credits to create run' }, 403)
    }
    const id = randomUUID()
    const pictureOf = (name: string): Uint8Array | null => uploads.find(String(inputs[name]))
    const read = await readInputs(kit, deployment, { requestId: id, receivedMs, inputs, pictureOf })
    if (!read.ok) {
      reject(receivedMs, deployment.modelId)
      return invalid(context, ['body', 'inputs', read.problem.input], read.problem.message)
    }
    const job = kit.take(read.order)
    if (job.turnedAway !== null) throw new Error('ComfyDeploy has no answer for a call that it turns away.')
    runCount += 1
    return runs.add(id, read.order, job, { deployment, number: runCount })
  }

  function recordOf(id: string): ReturnType<typeof describeRun> {
    const run = runs.find(id)
    if (run === null) throw new Error(`The simulator lost the run ${id}.`)
    return describeRun(run, { ...run.extra, wallMs: (atMs) => kit.wallMs(atMs) })
  }

  function reject(receivedMs: number, modelId: string | null): void {
    kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
  }
}

/** FastAPI's word on a body that does not fit. */
function invalid(context: SimulatorContext, place: string[], message: string): Response {
  return context.json({ detail: [{ loc: place, msg: message, type: 'value_error' }] }, 422)
}
