import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { CloudJob, type JobOutput } from '#main/simulators/comfy-cloud/cloud-job.ts'
import { describeJob, describeOutput, describeProgress } from '#main/simulators/comfy-cloud/describe-job.ts'
import { JobQueue } from '#main/simulators/comfy-cloud/job-queue.ts'
import { readWorkflow } from '#main/simulators/comfy-cloud/read-workflow.ts'
import { StoredFiles } from '#main/simulators/comfyui/stored-files.ts'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { firstProblem, readJson } from '#main/simulators/read-json.ts'
import type { ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'

/** POST /api/v2/jobs. `webhook_url` and `inputs` are reserved, and rejected like anything unknown. */
const JobBody = z.strictObject({
  workflow: z.record(z.string(), z.unknown()),
  extra_data: z.strictObject({ api_key_comfy_org: z.string().optional() }).optional(),
})

const STATUS_OF_CODE = {
  unauthorized: 401,
  not_found: 404,
  blob_not_found: 404,
  invalid_request: 422,
  invalid_workflow: 422,
  workflow_format_ui: 422,
  missing_asset: 422,
  idempotency_key_reuse: 422,
  queue_full: 429,
} as const
type Code = keyof typeof STATUS_OF_CODE

/** Jobs that may wait; one more is told to come back. */
const QUEUE_LENGTH = 100

export const comfyCloudSimulator: ProviderSimulator = {
  providerId: 'comfy-cloud',
  profile: {
    serviceMedianMs: 3600,
    serviceLogSd: 0.2,
    // The Creator plan.
    workers: 3,
    coldStartMs: 0,
    idleAfterMs: 60_000,
    refusalRate: 0,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    urlLifeMs: Infinity,
    creditsMicros: Infinity,
  },
  credentials: { apiKey: 'comfyui-practice' },
  // A queue that is full is answered with 429; a limit by chance is not in the reference of jobs.
  faultsWithoutAnswer: ['refusal', 'rate-limit'],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const files = new StoredFiles()
  const queue = new JobQueue(kit.profile.workers)
  const usedKeys = new Set<string>()
  /** Uploads by their id, with the name of the file in the input folder. */
  const uploads = new Map<string, { asset: object; fileName: string }>()
  const outputs = new Map<string, { job: CloudJob; output: JobOutput }>()

  // Signed addresses need no credentials.
  app.get('/storage/:id', (context) => {
    const file = readOutput(context.req.param('id'))
    if (file === undefined) return context.body('<Error><Code>NoSuchKey</Code></Error>', 404)
    if (file.entry !== null) kit.answer(context, file.entry, { carriesPicture: true })
    return context.body(file.picture.bytes, 200, { 'content-type': 'image/png' })
  })
  app.use(async (context, next) => {
    const key = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (key === kit.credentials['apiKey']) return next()
    if (context.req.method === 'POST') reject(kit.nowMs())
    return refuse(context, 'unauthorized', 'Missing or invalid credentials.')
  })
  app.notFound((context) => refuse(context, 'not_found', 'No such resource.'))

  app.post('/api/v2/assets', async (context) => {
    const reused = useKey(context)
    if (reused !== null) return reused
    const form = await context.req.parseBody()
    const { file, file_path: filePath, content_type: contentType } = form
    if (!(file instanceof File) || typeof filePath !== 'string' || typeof contentType !== 'string') {
      return refuse(context, 'invalid_request', 'content_type is required and must be sent before the file field')
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const picture = await readInputPicture(bytes)
    if (picture === null) return refuse(context, 'invalid_request', 'The simulator keeps pictures only.')
    const id = randomUUID()
    const { format, ...pixels } = picture
    const stored = files.upload(
      { filename: `${id}.${format}`, subfolder: '' },
      { picture: pixels, format, entry: null },
      false,
    )
    const now = new Date(kit.wallMs(kit.nowMs())).toISOString()
    const asset = {
      id,
      hash: null,
      size_bytes: bytes.byteLength,
      content_type: contentType,
      file_path: filePath,
      created_new: true,
      created_at: now,
      url: `${kit.baseUrl()}/api/v2/assets/${id}/content`,
      url_expires_at: now,
      expires_at: null,
    }
    uploads.set(id, { asset, fileName: stored.filename })
    return context.json(asset, 201)
  })
  // Hashes are computed later, so that nothing is known by its hash.
  app.post('/api/v2/assets/from-hash', (context) => refuse(context, 'blob_not_found', 'No such blob.'))
  app.get('/api/v2/assets/by-hash/:hash', (context) => refuse(context, 'blob_not_found', 'No such blob.'))
  app.get('/api/v2/assets/:id', (context) => {
    const id = context.req.param('id')
    const made = outputs.get(id)
    if (made !== undefined) return context.json(describeOutput(made.job, made.output, factsOf(made.job)))
    const upload = uploads.get(id)
    return upload === undefined ? refuse(context, 'not_found', 'No such asset.') : context.json(upload.asset)
  })
  app.delete('/api/v2/assets/:id', (context) =>
    uploads.delete(context.req.param('id'))
      ? context.body(null, 204)
      : refuse(context, 'not_found', 'No such asset of yours.'),
  )
  app.get('/api/v2/assets/:id/content', (context) => {
    const id = context.req.param('id')
    if (outputs.has(id)) return context.redirect(`${kit.baseUrl()}/storage/${id}`, 302)
    const bytes = files.input(uploads.get(id)?.fileName ?? '')?.picture.bytes
    return bytes === undefined ? refuse(context, 'not_found', 'No such asset.') : context.body(bytes, 200)
  })

  app.post('/api/v2/jobs', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const turnDown = (code: Code, message: string, details?: object): Response => {
      reject(receivedMs)
      return refuse(context, code, message, details)
    }
    const parsed = JobBody.safeParse(body)
    if (!parsed.success) return turnDown('invalid_request', firstProblem(parsed.error))
    if (queue.waitingCount >= QUEUE_LENGTH) {
      context.header('retry-after', '2')
      return turnDown('queue_full', 'The queue is full.')
    }
    // A job that was told to come back may come back with its key.
    const reused = useKey(context)
    if (reused !== null) return reused
    const read = readWorkflow(parsed.data.workflow, {
      inputFiles: files.inputNames,
      fileOfAsset: (id) => uploads.get(id)?.fileName ?? null,
    })
    if (!read.ok) return turnDown(read.code, read.message, read.details)
    const job = new CloudJob({ kit, files }, { ...read.prompt, receivedMs })
    job.listen((event) => {
      if (event === 'output') for (const output of job.outputs) outputs.set(output.id, { job, output })
    })
    queue.add(job)
    return context.json(describeJob(job, factsOf(job)), 201)
  })
  app.get('/api/v2/jobs/:id', (context) => withJob(context, (job) => context.json(describeJob(job, factsOf(job)))))
  app.get('/api/v2/jobs/:id/workflow', (context) =>
    withJob(context, (job) => context.json({ workflow: job.graph, format: 'api' })),
  )
  app.post('/api/v2/jobs/:id/cancel', (context) =>
    withJob(context, (job) => {
      queue.cancel(job)
      return context.json(describeJob(job, factsOf(job)))
    }),
  )
  app.get('/api/v2/jobs/:id/events', (context) => withJob(context, (job) => streamEvents(context, job)))
  return app

  /** Frames from now on: there are no ids, and nothing is sent again. It ends with the job. */
  function streamEvents(context: SimulatorContext, job: CloudJob): Response {
    return streamSSE(context, async (stream) => {
      const { promise: over, resolve: end } = Promise.withResolvers<void>()
      let told = job.outputs.length
      let written = Promise.resolve()
      const write = (event: string, data: object | null): void => {
        const frame = { event, data: JSON.stringify(data) }
        written = written.then(() => stream.writeSSE(frame))
      }
      const tell = (event: 'status' | 'progress' | 'output'): void => {
        if (event === 'progress') write(event, describeProgress(job))
        if (event === 'output') {
          for (const output of job.outputs.slice(told)) write(event, describeOutput(job, output, factsOf(job)))
          told = job.outputs.length
        }
        if (event === 'status') {
          write(event, { status: job.status, queue_position: queue.positionOf(job) })
          if (job.isOver) end()
        }
      }
      const stop = job.listen(tell)
      stream.onAbort(end)
      tell('status')
      await over
      stop()
      await written
    })
  }

  function withJob(context: SimulatorContext, answer: (job: CloudJob) => Response): Response {
    const job = queue.find(context.req.param('id') ?? '')
    return job === null ? refuse(context, 'not_found', 'No such job.') : answer(job)
  }

  function factsOf(job: CloudJob): Parameters<typeof describeJob>[1] {
    return { kit, queuePosition: queue.positionOf(job), sizeOf }
  }

  /** 0 for a file that was pushed out meanwhile. */
  function sizeOf({ file }: JobOutput): number {
    return files.read(file)?.picture.bytes.byteLength ?? 0
  }

  function readOutput(id: string): ReturnType<StoredFiles['read']> {
    const made = outputs.get(id)
    return made === undefined ? undefined : files.read(made.output.file)
  }

  /** A key is good for one request; a second one with it is refused, never answered again. */
  function useKey(context: SimulatorContext): Response | null {
    const key = context.req.header('idempotency-key')
    if (key === undefined) return null
    if (usedKeys.has(key)) return refuse(context, 'idempotency_key_reuse', 'This key was used before.')
    usedKeys.add(key)
    return null
  }

  function reject(receivedMs: number): void {
    kit.reject({ receivedMs, requestId: null, modelId: null, prompt: null, costMicros: null })
  }
}

/** The envelope of every error. */
function refuse(context: SimulatorContext, code: Code, message: string, details?: object): Response {
  return context.json({ error: { code, message, ...(details !== undefined && { details }) } }, STATUS_OF_CODE[code])
}
