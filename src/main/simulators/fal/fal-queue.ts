import type { PictureShelf } from '../picture-shelf.ts'
import type { Task } from '#shared/domain/generation.ts'
import type { Ending, Job, Order, SimulatorKit, TruthEntry } from '../simulator.ts'
import { falEndpoints } from './fal-endpoints.ts'

/** How a request stands. What is kept of one that ended are addresses, not bytes. */
type Work =
  | { state: 'running'; job: Job }
  | { state: 'served'; urls: string[]; entry: TruthEntry; sizes: { width: number; height: number }[] }
  | { state: 'refused' | 'failed' | 'cancelled'; entry: TruthEntry | null }

export interface FalRequest {
  id: string
  /** `owner/app`: what its addresses are kept under. */
  app: string
  /** Without the picture that came along: requests are kept for as long as the simulator runs. */
  order: Omit<Order, 'change'>
  task: Task
  work: Work
  ended: Promise<unknown>
}

/** A reply of the queue: its status, headers and body. `entry` where it is the last word on a request. */
export interface FalReply {
  status: 200 | 202 | 400 | 404 | 422 | 499 | 503
  headers?: Record<string, string>
  body: Record<string, unknown>
  entry?: TruthEntry | null
}

const CANCELLED = { detail: 'Request was cancelled', error_type: 'client_cancelled' }
const DISCONNECTED = { detail: 'Runner disconnected', error_type: 'runner_disconnected' }

/** The requests of fal's queue, and what each of its calls says of them. */
export class FalQueue {
  readonly #kit: SimulatorKit
  readonly #shelf: PictureShelf
  readonly #requests = new Map<string, FalRequest>()

  constructor(kit: SimulatorKit, shelf: PictureShelf) {
    this.#kit = kit
    this.#shelf = shelf
  }

  /** @param cost told of the micro-dollars of a request that gave pictures, before anyone can ask for its result */
  add(id: string, app: string, order: Order, job: Job, cost: (micros: number | null) => void): FalRequest {
    const request: FalRequest = { id, app, ...withoutPicture(order), work: { state: 'running', job }, ended: job.ended }
    this.#requests.set(id, request)
    request.ended = this.#finish(request, job, cost)
    return request
  }

  /** A request whose prompt the model will refuse: it queues and ends like any other. */
  addRefused(id: string, app: string, order: Order, entry: TruthEntry): FalRequest {
    const work: Work = { state: 'refused', entry }
    const request: FalRequest = { id, app, ...withoutPicture(order), work, ended: Promise.resolve() }
    this.#requests.set(id, request)
    return request
  }

  find(app: string, id: string): FalRequest | null {
    const request = this.#requests.get(id)
    return request?.app === app ? request : null
  }

  /** The three addresses that every answer of the queue carries. */
  addresses({ app, id }: FalRequest): Record<string, string> {
    const address = `${this.#kit.baseUrl()}/${app}/requests/${id}`
    return { response_url: address, status_url: `${address}/status`, cancel_url: `${address}/cancel` }
  }

  /** @param logs whether the lines of the log are wanted; the key is there in any case, as clients expect */
  status(request: FalRequest, logs: boolean): FalReply {
    const { work } = request
    const common = { request_id: request.id, ...this.addresses(request) }
    if (work.state === 'running') {
      const stage = work.job.stage()
      if (stage.name === 'queued') {
        return { status: 202, body: { status: 'IN_QUEUE', ...common, queue_position: this.#placeInQueue(request) } }
      }
      const percent = Math.floor((stage.name === 'drawing' ? stage.progress : 1) * 100)
      const line = { message: `${percent}%`, level: 'INFO', source: 'USER', timestamp: this.#iso(this.#kit.nowMs()) }
      return { status: 202, body: { status: 'IN_PROGRESS', ...common, logs: logs ? [line] : [] } }
    }
    const failure = {
      refused: { error: 'Invalid status code: 422' },
      failed: error(DISCONNECTED),
      cancelled: error(CANCELLED),
    }
    const seconds = work.state === 'served' ? work.entry.serviceMs / 1000 : 0
    return {
      status: 200,
      body: {
        status: 'COMPLETED',
        ...common,
        logs: [],
        metrics: { inference_time: round(seconds) },
        ...(work.state !== 'served' && failure[work.state]),
      },
      // A failed request is over as soon as anyone was told so; one with pictures is when they were fetched.
      ...(work.state !== 'served' && { entry: work.entry }),
    }
  }

  result(request: FalRequest): FalReply {
    const { work } = request
    if (work.state === 'served') return this.#served(request, work)
    if (work.state === 'running') {
      const body = { detail: 'Request is still in progress', request_id: request.id, ...this.addresses(request) }
      return { status: 400, body }
    }
    if (work.state === 'cancelled')
      return { status: 499, headers: failed('client_cancelled'), body: CANCELLED, entry: work.entry }
    if (work.state === 'failed') {
      return { status: 503, headers: failed('runner_disconnected'), body: DISCONNECTED, entry: work.entry }
    }
    const detail = [
      {
        loc: ['body', 'prompt'],
        msg: 'The content could not be processed because it contained material flagged by a content checker.',
        type: 'content_policy_violation',
        url: 'https://docs.fal.ai/errors#content_policy_violation',
      },
    ]
    return { status: 422, headers: failed('content_policy_violation'), body: { detail }, entry: work.entry }
  }

  /** Queued work stops at once; what is under way stops too, since these endpoints heed it. */
  cancel(request: FalRequest): FalReply {
    const { work } = request
    const stopped = work.state === 'running' ? work.job.cancel() : null
    return stopped === null
      ? { status: 400, body: { status: 'ALREADY_COMPLETED' } }
      : { status: 202, body: { status: 'CANCELLATION_REQUESTED' } }
  }

  #served({ order, task }: FalRequest, { urls, sizes, entry }: Extract<Work, { state: 'served' }>): FalReply {
    const pictures = urls.map((url, index) => ({ url, ...sizes[index], content_type: `image/${order.format}` }))
    const megapixels = sizes.reduce((sum, { width, height }) => sum + width * height, 0) / 1_000_000
    const priced = falEndpoints[order.modelId]?.pricePerMegapixelMicros != null
    const draws = task === 'generate' || task === 'image-to-image'
    return {
      status: 200,
      ...(priced && { headers: { 'x-fal-billable-units': String(megapixels) } }),
      body: draws
        ? {
            images: pictures,
            timings: { inference: round(entry.serviceMs / 1000) },
            seed: order.seed,
            has_nsfw_concepts: pictures.map(() => false),
            prompt: order.prompt,
          }
        : { image: pictures[0], seed: order.seed, timings: {} },
    }
  }

  async #finish(request: FalRequest, job: Job, cost: (micros: number | null) => void): Promise<void> {
    try {
      request.work = this.#place(request.order, await job.ended, cost)
    } catch {
      // A drawing that fails is the runner's trouble.
      request.work = { state: 'failed', entry: null }
    }
  }

  #place(order: FalRequest['order'], ending: Ending, cost: (micros: number | null) => void): Work {
    const { entry, pictures } = ending
    if (entry.outcome === 'cancelled') return { state: 'cancelled', entry }
    if (entry.outcome === 'server-error') return { state: 'failed', entry }
    const sizes = pictures.map(({ width, height }) => ({ width, height }))
    const price = falEndpoints[order.modelId]?.pricePerMegapixelMicros ?? null
    const pixels = sizes.reduce((sum, { width, height }) => sum + width * height, 0)
    entry.costMicros = price === null ? null : Math.floor((price * pixels + 500_000) / 1_000_000)
    cost(entry.costMicros)
    return { state: 'served', urls: this.#shelf.put(ending), entry, sizes }
  }

  #placeInQueue(request: FalRequest): number {
    const waiting = [...this.#requests.values()].filter(
      ({ work }) => work.state === 'running' && work.job.stage().name === 'queued',
    )
    return Math.max(0, waiting.indexOf(request))
  }

  #iso(atMs: number): string {
    return new Date(this.#kit.wallMs(atMs)).toISOString()
  }
}

function withoutPicture({ change, ...order }: Order): Pick<FalRequest, 'order' | 'task'> {
  return { order, task: change?.task ?? 'generate' }
}

function error({ detail, error_type }: typeof CANCELLED): Record<string, string> {
  return { error: detail, error_type }
}

function failed(type: string): Record<string, string> {
  const retryable = type.startsWith('runner_')
  return { 'x-fal-error-type': type, 'x-fal-retryable': String(retryable), 'x-fal-billable-units': '0' }
}

/** Seconds to the microsecond. */
function round(seconds: number): number {
  return Math.round(seconds * 1_000_000) / 1_000_000
}
