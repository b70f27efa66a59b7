import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { deploymentsOf, type Deployment } from '#main/simulators/deployments/deployment.ts'
import { readInputs } from '#main/simulators/deployments/read-inputs.ts'
import { Runs, type Run } from '#main/simulators/deployments/runs.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readJson } from '#main/simulators/read-json.ts'
import type { ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'

/** Inputs are named by node and field. */
export const viewcomfyDeployments: readonly Deployment[] = deploymentsOf({
  names: {
    prompt: '6-inputs-text',
    negativePrompt: '7-inputs-text',
    seed: '3-inputs-seed',
    steps: '3-inputs-steps',
    guidance: '3-inputs-cfg',
    strength: '3-inputs-denoise',
    width: '5-inputs-width',
    height: '5-inputs-height',
    scale: '20-inputs-scale_by',
    image: '52-inputs-image',
  },
  outputId: 'picture',
  reference: (name) => `https://practice--${name}-comfyui-infer.modal.run`,
})

const PromptId = z.uuid()
/** The two official examples name the fields differently: either is taken. */
const CancelBody = z.union([
  z.object({ prompt_id: PromptId, view_comfy_api_url: z.url() }).transform(({ prompt_id: id }) => id),
  z.object({ promptId: PromptId, viewComfyApiUrl: z.url() }).transform(({ promptId: id }) => id),
])

export const viewcomfySimulator: ProviderSimulator = {
  providerId: 'viewcomfy',
  profile: {
    serviceMedianMs: 6500,
    serviceLogSd: 0.25,
    workers: 4,
    coldStartMs: 15_000,
    idleAfterMs: 60_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: 3_600_000,
    creditsMicros: Infinity,
  },
  credentials: { clientId: 'practice-client', clientSecret: 'practice-viewcomfy-secret' },
  // Neither is documented.
  faultsWithoutAnswer: ['refusal', 'rate-limit'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const runs = new Runs<Deployment>(kit, shelf)

  shelf.serve(app)
  app.use(async (context, next) => {
    const { clientId, clientSecret } = kit.credentials
    const known = context.req.header('client_id') === clientId && context.req.header('client_secret') === clientSecret
    if (known) return next()
    // What a wrong pair is answered with is not documented.
    if (context.req.method === 'POST') reject(kit.nowMs(), null)
    return context.json({ detail: 'Unauthorized' }, 401)
  })

  app.post('/api/workflow/infer', async (context) => {
    const form = await context.req.parseBody()
    const receivedMs = kit.nowMs()
    const deployment = viewcomfyDeployments.find(({ reference }) => reference === form['view_comfy_api_url'])
    const turnDown = (message: string, status: 400 | 404): Response => {
      reject(receivedMs, deployment?.modelId ?? null)
      return context.json({ detail: message }, status)
    }
    if (deployment === undefined) return turnDown('There is no deployment at this view_comfy_api_url.', 404)
    const promptId = PromptId.safeParse(form['prompt_id'])
    if (!promptId.success) return turnDown('prompt_id must be a UUID.', 400)
    if (runs.find(promptId.data) !== null) return turnDown('This prompt_id was used before.', 400)
    const inputs = readParams(form['params'])
    const pictures = new Map<string, Uint8Array>()
    for (const [name, value] of Object.entries(form)) {
      if (value instanceof File) pictures.set(name, new Uint8Array(await value.arrayBuffer()))
    }
    if (inputs === null) return turnDown('params must be a JSON object.', 400)
    if (Object.keys(inputs).length + pictures.size === 0) return turnDown('params must not be empty.', 400)

    const pictureOf = (name: string): Uint8Array | null => pictures.get(name) ?? null
    const read = await readInputs(kit, deployment, { requestId: promptId.data, receivedMs, inputs, pictureOf })
    if (!read.ok) return turnDown(`${read.problem.input}: ${read.problem.message}`, 400)
    const job = kit.take(read.order)
    if (job.turnedAway !== null) throw new Error('ViewComfy has no answer for a call that it turns away.')
    runs.add(promptId.data, read.order, job, deployment)
    const workflow = { id: 1, name: deployment.name, createdAt: '2026-01-01T00:00:00.000Z' }
    return context.json({ data: { prompt_id: promptId.data, message: 'Workflow started', workflow } }, 201)
  })

  app.get('/api/workflow/infer/', (context) => listResults(context))
  app.get('/api/workflow/infer', (context) => listResults(context))

  app.post('/api/workflow/infer/cancel', async (context) => {
    const { body } = await readJson(context, kit)
    const parsed = CancelBody.safeParse(body)
    if (!parsed.success) return context.json({ detail: 'prompt_id and view_comfy_api_url are needed.' }, 400)
    if (runs.cancel(parsed.data) === null) return context.json({ detail: 'There is no such prompt.' }, 404)
    return context.json({ data: { prompt_id: parsed.data, message: 'Cancel requested' } }, 201)
  })
  return app

  /** Those of the asked runs that have ended. */
  function listResults(context: SimulatorContext): Response {
    const ids = context.req.queries('prompt_ids') ?? []
    return context.json(ids.flatMap((id) => describe(runs.find(id)) ?? []))
  }

  function reject(receivedMs: number, modelId: string | null): void {
    kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
  }
}

function readParams(text: unknown): Record<string, unknown> | null {
  if (typeof text !== 'string') return null
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** null for a run that still goes on; the documentation has no word for one that was cancelled but `error`. */
function describe(run: Run<Deployment> | null): object | null {
  if (run === null || !('endedMs' in run.stage)) return null
  const { id, stage, extra } = run
  const succeeded = stage.name === 'succeeded'
  const startedMs = stage.startedMs ?? stage.endedMs
  return {
    prompt_id: id,
    status: succeeded ? 'success' : 'error',
    completed: succeeded,
    execution_time_seconds: Math.round(stage.endedMs - startedMs) / 1000,
    prompt: {},
    outputs: succeeded
      ? stage.urls.map((url, index) => ({
          filename: `${extra.outputId}_${index + 1}.png`,
          content_type: 'image/png',
          filepath: url,
          size: stage.sizesBytes[index],
        }))
      : [],
  }
}
