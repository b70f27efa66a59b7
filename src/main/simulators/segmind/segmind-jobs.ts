import type { PictureShelf } from '../picture-shelf.ts'
import type { Ending, Job, Order, SimulatorKit } from '../simulator.ts'

interface Kept {
  order: Pick<Order, 'receivedMs' | 'format' | 'seed' | 'prompt'>
  job: Job
  /** Null while it runs. What is kept then are addresses, not bytes. */
  ended: { files: { url: string; sizeBytes: number }[]; times: Times; costMicros: number } | null
}

/** Seconds with three decimals. */
interface Times {
  inference_time: number
  queue_time: number
  total_time: number
}

interface Described {
  status: 200 | 404 | 422
  body: object
}

/** How long the record of a request is kept: an hour, as an older page of the documentation has it. */
const KEPT_MS = 3_600_000

/** Segmind's jobs of version 2, and what is said of their state and their result. */
export class SegmindJobs {
  readonly #kit: SimulatorKit
  readonly #shelf: PictureShelf
  readonly #remainingMicros: () => number
  readonly #jobs = new Map<string, Kept>()

  constructor(kit: SimulatorKit, shelf: PictureShelf, remainingMicros: () => number) {
    this.#kit = kit
    this.#shelf = shelf
    this.#remainingMicros = remainingMicros
  }

  /** @param bill called once, when it has ended. */
  add(id: string, order: Order, job: Job, bill: (ending: Ending) => number): void {
    const { receivedMs, format, seed, prompt } = order
    const kept: Kept = { order: { receivedMs, format, seed, prompt }, job, ended: null }
    this.#jobs.set(id, kept)
    job.ended.then(
      (ending) => (kept.ended = { files: this.#place(ending), times: describeTimes(ending), costMicros: bill(ending) }),
      () => this.#jobs.delete(id),
    )
  }

  describe(id: string, what: 'state' | 'result'): Described {
    const kept = this.#jobs.get(id)
    if (kept === undefined || this.#kit.nowMs() - kept.order.receivedMs > KEPT_MS) {
      return { status: 404, body: { error: `Request ${id} not found` } }
    }
    const { order, job, ended } = kept
    if (ended === null) {
      const status = job.stage().name === 'queued' ? 'QUEUED' : 'PROCESSING'
      return { status: 200, body: { status, request_id: id, metrics: {} } }
    }
    const { files, times, costMicros } = ended
    if (files.length === 0) return { status: 422, body: { status: 'FAILED', error: 'Internal error', metrics: times } }
    if (what === 'state') {
      const metrics = { inference_time: times.inference_time }
      return { status: 200, body: { status: 'COMPLETED', request_id: id, metrics } }
    }
    const images = files.map(({ url, sizeBytes }) => ({
      url,
      content_type: `image/${order.format}`,
      file_name: url.slice(url.lastIndexOf('/') + 1),
      file_size: sizeBytes,
    }))
    const metrics = { cost: costMicros / 1e6, remaining_credits: this.#remainingMicros() / 1e6, ...times }
    const body = { status: 'COMPLETED', output: files[0]?.url, images, seed: String(order.seed), prompt: order.prompt }
    return { status: 200, body: { ...body, timings: {}, metrics } }
  }

  #place(ending: Ending): { url: string; sizeBytes: number }[] {
    return this.#shelf
      .put(ending)
      .map((url, index) => ({ url, sizeBytes: ending.pictures[index]?.bytes.byteLength ?? 0 }))
  }
}

function describeTimes({ entry }: Ending): Times {
  return {
    inference_time: seconds(entry.serviceMs),
    queue_time: seconds(entry.queueMs + entry.coldStartMs),
    total_time: seconds(entry.readyMs - entry.receivedMs),
  }
}

function seconds(milliseconds: number): number {
  return Number((milliseconds / 1000).toFixed(3))
}
