import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { falEndpoints, understandInput, type FalProblem } from '#main/simulators/fal/fal-endpoints.ts'
import { FalQueue, type FalReply, type FalRequest } from '#main/simulators/fal/fal-queue.ts'
import { PictureShelf } from '#main/simulators/picture-shelf.ts'
import { readJson } from '#main/simulators/read-json.ts'
import type { ProviderSimulator, SimulatorContext, SimulatorKit } from '#main/simulators/simulator.ts'

const MAXIMUM_SEED = 2_147_483_647

/** fal's other hosts, as paths of this one: whoever calls them rewrites `https://<host>/…` to `/hosts/<host>/…`. */
const RUN_HOST = '/hosts/fal.run'
const STORAGE_HOST = '/hosts/rest.fal.ai'
const PLATFORM_HOST = '/hosts/api.fal.ai'

/** `owner/app/requests/<id>/<action>`; two namespaces have one segment more before it. */
const REQUEST_PATH =
  /^\/((?:workflows\/|comfy\/)?[^/]+\/[^/]+)\/requests\/([^/]+)(?:\/(status|status\/stream|cancel))?$/

export const falSimulator: ProviderSimulator = {
  providerId: 'fal',
  profile: {
    serviceMedianMs: 700,
    serviceLogSd: 0.3,
    // A new account has two requests in progress; the others wait in the queue.
    workers: 2,
    // Endpoints that are asked often stay warm; the cold start of others shows as a longer queue.
    coldStartMs: 0,
    idleAfterMs: 300_000,
    refusalRate: 0.015,
    serverErrorRate: 0.01,
    rateLimitRate: 0,
    blackRate: 0.01,
    smallerRate: 0,
    holdMs: Infinity,
    // Files of the delivery network are kept for at least seven days.
    urlLifeMs: 604_800_000,
    creditsMicros: 20_000_000,
  },
  credentials: { apiKey: 'practice-id:practice-fal' },
  faultsWithoutAnswer: [],
  createApp,
}

function createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const shelf = new PictureShelf(kit)
  const queue = new FalQueue(kit, shelf)
  /** Uploaded files by their address. */
  const files = new Map<string, Uint8Array | null>()
  let creditsMicros = kit.profile.creditsMicros

  shelf.serve(app)
  app.put('/files/:name', async (context) => {
    const address = `${kit.baseUrl()}${context.req.path}`
    if (!files.has(address)) return context.json({ detail: 'Not Found' }, 404)
    files.set(address, new Uint8Array(await context.req.arrayBuffer()))
    return context.body(null, 200)
  })
  app.use(async (context, next) => {
    const problem = checkKey(context.req.header('authorization') ?? '')
    if (problem === null) return next()
    if (context.req.method === 'POST') reject(kit.nowMs(), null)
    return context.json({ detail: problem }, 401)
  })

  app.post(`${STORAGE_HOST}/storage/upload/initiate`, (context) => {
    const address = `${kit.baseUrl()}/files/${randomUUID()}`
    files.set(address, null)
    return context.json({ upload_url: address, file_url: address })
  })
  app.get(`${PLATFORM_HOST}/v1/models/pricing`, (context) => {
    const ids = (context.req.query('endpoint_id') ?? '').split(',')
    const prices = ids.flatMap((id) => {
      const micros = falEndpoints[id]?.pricePerMegapixelMicros ?? null
      return micros === null
        ? []
        : [{ endpoint_id: id, unit_price: micros / 1_000_000, unit: 'megapixels', currency: 'USD' }]
    })
    return context.json({ prices })
  })
  app.post(`${RUN_HOST}/*`, async (context) => {
    const submitted = await submit(context, context.req.path.slice(RUN_HOST.length + 1))
    if (submitted instanceof Response) return submitted
    await submitted.ended
    return answer(context, submitted.id, queue.result(submitted))
  })

  app.post('/*', async (context) => {
    const request = await submit(context, context.req.path.slice(1))
    if (request instanceof Response) return request
    return answer(context, request.id, {
      status: 200,
      body: {
        request_id: request.id,
        status: 'IN_QUEUE',
        queue_position: 0,
        gateway_request_id: request.id,
        ...queue.addresses(request),
      },
    })
  })
  app.get('/*', (context) => {
    const found = findRequest(context.req.path)
    if (found === null) return context.json({ status: 'NOT_FOUND' }, 404)
    const { request, action } = found
    const logs = context.req.query('logs') === '1'
    if (action === 'status/stream') return streamStatus(context, request, logs)
    if (action === 'cancel') return context.json({ detail: 'Method Not Allowed' }, 405)
    return answer(context, request.id, action === 'status' ? queue.status(request, logs) : queue.result(request))
  })
  app.put('/*', (context) => {
    const found = findRequest(context.req.path)
    if (found === null || found.action !== 'cancel') return context.json({ status: 'NOT_FOUND' }, 404)
    return answer(context, found.request.id, queue.cancel(found.request))
  })
  return app

  /** null where the key passes. */
  function checkKey(header: string): string | null {
    if (header === `Key ${kit.credentials['apiKey']}`) return null
    return /^Key [^:\s]+:[^:\s]+$/.test(header)
      ? 'No user found for Key ID and Secret'
      : "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."
  }

  function reject(receivedMs: number, modelId: string | null): void {
    kit.reject({ receivedMs, requestId: null, modelId, prompt: null, costMicros: null })
  }

  /** A request in the queue, or the reply to one that did not get there. */
  async function submit(context: SimulatorContext, endpointId: string): Promise<FalRequest | Response> {
    const { body, receivedMs } = await readJson(context, kit)
    const endpoint = Object.hasOwn(falEndpoints, endpointId) ? falEndpoints[endpointId] : undefined
    if (endpoint === undefined) {
      reject(receivedMs, null)
      return context.json({ detail: `Application '${endpointId.split('/')[1] ?? endpointId}' not found` }, 404)
    }
    if (creditsMicros <= 0) {
      reject(receivedMs, endpointId)
      const detail = 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.'
      return context.json({ detail }, 403)
    }
    const understood = await understandInput(endpointId, endpoint, body, (url) => files.get(url) ?? null)
    if (!understood.ok) return refuseInput(context, receivedMs, endpointId, understood.problems)
    const requestId = randomUUID()
    const { seed, ...rest } = understood.order
    const order = {
      ...rest,
      requestId,
      receivedMs,
      seed: seed ?? kit.pickSeed(endpointId, rest.prompt, MAXIMUM_SEED),
    }
    const job = kit.take(order)
    const owner = endpointId.split('/').slice(0, 2).join('/')
    if (job.turnedAway === 'rate-limited') {
      kit.answer(context, job.entry, { carriesPicture: false })
      const detail = 'Too many concurrent requests.'
      return context.json({ detail, error_type: 'concurrent_requests_limit' }, 429)
    }
    if (job.turnedAway !== null) return queue.addRefused(requestId, owner, order, job.entry)
    return queue.add(requestId, owner, order, job, (micros) => (creditsMicros -= micros ?? 0))
  }

  function refuseInput(
    context: SimulatorContext,
    receivedMs: number,
    endpointId: string,
    detail: FalProblem[],
  ): Response {
    reject(receivedMs, endpointId)
    return context.json({ detail }, 422)
  }

  function findRequest(path: string): { request: FalRequest; action: string | null } | null {
    const [, owner = '', id = '', action] = REQUEST_PATH.exec(path) ?? []
    const request = queue.find(owner, id)
    return request === null ? null : { request, action: action ?? null }
  }

  function answer(context: SimulatorContext, requestId: string, reply: FalReply): Response {
    if (reply.entry != null) kit.answer(context, reply.entry, { carriesPicture: false })
    // 499 is nginx's own status, which the framework's list does not have.
    return new Response(JSON.stringify(reply.body), {
      status: reply.status,
      headers: { 'content-type': 'application/json', 'x-fal-request-id': requestId, ...reply.headers },
    })
  }

  /** One status object an event: as it is now, and again when the request has ended. */
  function streamStatus(context: SimulatorContext, request: FalRequest, logs: boolean): Response {
    return streamSSE(context, async (stream) => {
      await stream.writeSSE({ data: JSON.stringify(queue.status(request, logs).body) })
      if (request.work.state !== 'running') return
      await request.ended
      await stream.writeSSE({ data: JSON.stringify(queue.status(request, logs).body) })
    })
  }
}
