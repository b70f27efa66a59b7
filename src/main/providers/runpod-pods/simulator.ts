import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { SimulatedMachine } from '#main/simulators/rentals/machine-park.ts'
import { cutConnection, readBody, type RentalContext } from '#main/simulators/rentals/read-body.ts'
import type { RentalSimulator, RentalSimulatorKit } from '#main/simulators/rentals/rental-simulator.ts'

/** POST /v2/pods, as far as the simulator looks at it. */
const PodBody = z.object({
  name: z.string().min(1),
  image: z.string().min(1),
  gpu: z.object({ id: z.string(), count: z.int().min(1) }),
  cloud: z.enum(['SECURE', 'COMMUNITY']).default('SECURE'),
  disk: z.int().min(1).default(50),
  ports: z.array(z.string().regex(/^\d{1,5}\/(http|tcp)$/)).default([]),
  env: z.record(z.string(), z.string()).default({}),
  args: z.string().optional(),
  startSsh: z.boolean().default(false),
})
type PodBody = z.output<typeof PodBody>

/** Prices as in the offline price book, in dollars an hour. */
const GPUS = [
  { id: 'NVIDIA GeForce RTX 4090', name: 'RTX 4090', pool: 'ADA_24', memory: 24, secure: 0.74, community: 0.34 },
  { id: 'NVIDIA L40S', name: 'L40S', pool: 'ADA_48_PRO', memory: 48, secure: 1.09, community: 0.79 },
  { id: 'NVIDIA H100 80GB HBM3', name: 'H100 SXM', pool: 'HOPPER_80', memory: 80, secure: 3.49, community: 2.69 },
]

export const runpodPodsSimulator: RentalSimulator = {
  providerId: 'runpod-pods',
  profile: { bootMs: 2500, workerMs: 1000, endMs: 500, listedMs: 0, vanishAfterMs: 10_000, faults: {} },
  credentials: { apiKey: 'practice-runpod-pods-key' },
  ownAddresses: false,
  // By the second, container and disk alike, from its creation on.
  bill: ({ launchedMs }, untilMs) => {
    const seconds = Math.max(1, Math.ceil((untilMs - launchedMs) / 1000))
    return { machineSeconds: seconds, storageSeconds: seconds }
  },
  createApp,
}

function createApp({ credentials, park, strikes, wallMs }: RentalSimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>().basePath('/v2')
  let podCount = 0

  app.notFound((context) => problem(context, 404, 'Not Found', 'no such route'))
  app.use(async (context, next) => {
    const header = context.req.header('authorization')
    if (header === undefined) return problem(context, 401, 'Unauthorized', 'missing bearer token')
    if (header !== `Bearer ${credentials['apiKey']}`)
      return problem(context, 401, 'Unauthorized', 'invalid bearer token')
    context.header('RateLimit-Policy', '"minute";q=60;w=60')
    if (!strikes('rate-limit')) return next()
    context.header('RateLimit', '"minute";r=0;t=1')
    context.header('Retry-After', '1')
    return problem(context, 429, 'Too Many Requests', 'rate limit exceeded')
  })

  app.get('/catalog/gpus', (context) =>
    context.json({
      gpus: GPUS.map(({ secure, community, ...gpu }) => ({
        ...gpu,
        manufacturer: 'NVIDIA',
        secure: true,
        community: true,
        price: { secure, community },
        maxCount: 8,
      })),
    }),
  )
  app.get('/pods', (context) => context.json({ pods: park.listed().map(describe) }))
  app.get('/pods/:id', (context) => {
    const pod = park.find(context.req.param('id'))
    return pod === undefined ? noSuchPod(context) : context.json(describe(pod))
  })

  app.post('/pods', async (context) => {
    const parsed = PodBody.safeParse(await readBody(context))
    if (!parsed.success) {
      const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      return problem(context, 422, 'Unprocessable Entity', 'validation failed', errors)
    }
    const body = parsed.data
    const gpu = GPUS.find(({ id }) => id === body.gpu.id)
    if (gpu === undefined) return problem(context, 400, 'Bad Request', `unknown gpu ${body.gpu.id}`)
    // What a launch that finds no machine answers is not documented; 409 is the documented "not possible now".
    if (strikes('no-capacity') || strikes('lost-offer')) {
      return problem(context, 409, 'Conflict', 'there are no instances currently available')
    }
    podCount += 1
    const pod = park.launch({
      id: `pod${String(podCount).padStart(11, '0')}`,
      tag: body.env['ASSAY_TAG'] ?? body.name,
      machine: gpu.id,
      hourlyUsd: (body.cloud === 'COMMUNITY' ? gpu.community : gpu.secure) * body.gpu.count,
      region: 'any',
      workerPort: Number(body.ports.find((port) => port.endsWith('/http'))?.split('/')[0] ?? 0),
      software: `${body.image} ${body.args ?? ''}`,
      details: { body },
    })
    return strikes('answer-lost') ? cutConnection(context) : context.json(describe(pod), 201)
  })

  app.delete('/pods/:id', (context) => {
    const pod = park.find(context.req.param('id'))
    if (pod === undefined) return noSuchPod(context)
    if (strikes('end-fails')) return problem(context, 500, 'Internal Server Error', 'something went wrong')
    park.end(pod)
    return context.body(null, 204)
  })
  return app

  function describe(pod: SimulatedMachine): object {
    const { id, machine, state, hourlyUsd, launchedMs, runningMs, ssh } = pod
    const body = pod.details?.['body'] as PodBody
    const running = state === 'running'
    const status = running ? 'RUNNING' : state === 'gone' ? 'TERMINATED' : state === 'ending' ? 'EXITED' : 'STARTING'
    return {
      id,
      name: body.name,
      status,
      actions: running ? ['stop', 'restart', 'terminate'] : ['stop', 'terminate'],
      image: body.image,
      args: body.args ?? '',
      disk: body.disk,
      mounts: {},
      ports: body.ports,
      env: body.env,
      registry: null,
      gpu: { id: machine, count: body.gpu.count },
      cloud: body.cloud,
      // 0 for a pod that is exited or terminated.
      cost: running || state === 'booting' ? hourlyUsd : 0,
      locked: false,
      globalNetworking: false,
      createdAt: new Date(wallMs(launchedMs)).toISOString(),
      startedAt: runningMs === null ? null : new Date(wallMs(runningMs)).toISOString(),
      // Only of a pod that was launched with it.
      ssh: {
        proxy: null,
        direct:
          running && body.startSsh && ssh !== null
            ? { ...ssh, command: `ssh ${ssh.username}@${ssh.host} -p ${ssh.port}` }
            : null,
      },
      runtime: running ? describeRuntime(pod) : null,
    }
  }
}

/** Nobody listens there: tcpmux, RFC 1078. */
const CLOSED_PORT = 1

/**
 * An `http` port has its address at RunPod's proxy, a host of its own: here, the runtime maps it instead, from the beginning, so
 * that nobody who asks after a simulated pod asks RunPod.
 */
function describeRuntime({ address, workerPort, outsidePort }: SimulatedMachine): object {
  const port = { private: workerPort, public: outsidePort ?? CLOSED_PORT, type: 'http', ip: address }
  return { uptime: 1, gpus: [], cpu: null, memory: null, ports: [port] }
}

function noSuchPod(context: RentalContext): Response {
  return problem(context, 404, 'Not Found', 'pod not found')
}

function problem(
  context: RentalContext,
  status: 400 | 401 | 404 | 409 | 422 | 429 | 500,
  title: string,
  detail: string,
  errors?: string[],
): Response {
  const body = JSON.stringify({ title, status, detail, ...(errors !== undefined && { errors }) })
  return context.body(body, status, { 'content-type': 'application/problem+json' })
}
