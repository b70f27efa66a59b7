import type { PictureShelf } from '../picture-shelf.ts'
import type { Ending, Job, Order, SimulatorKit } from '../simulator.ts'

interface Task {
  taskId: string
  order: Pick<Order, 'seed' | 'receivedMs' | 'format'>
  requestInfo: string
  type: TaskType
  work: Work
}

/** The documentation names the first one; the others are spelled after it. */
export type TaskType = 'TXT_TO_IMG' | 'IMG_TO_IMG' | 'QWEN_IMAGE_TXT2IMG' | 'UPSCALE'

/** What is kept of a finished job are addresses, not bytes. */
type Work =
  | { state: 'running'; job: Job }
  | { state: 'failed' }
  | { state: 'succeeded'; urls: string[]; startedMs: number; readyMs: number }

const STATUS = {
  running: 'TASK_STATUS_PROCESSING',
  failed: 'TASK_STATUS_FAILED',
  succeeded: 'TASK_STATUS_SUCCEED',
} as const satisfies Record<Work['state'], string>

/** Novita's submitted tasks, and what GET /v3/async/task-result says of them. */
export class NovitaTasks {
  readonly #kit: SimulatorKit
  readonly #shelf: PictureShelf
  readonly #tasks = new Map<string, Task>()

  constructor(kit: SimulatorKit, shelf: PictureShelf) {
    this.#kit = kit
    this.#shelf = shelf
  }

  /** @param request the body as it was understood; it comes back as text in each result. */
  add(taskId: string, order: Order, job: Job, request: object, type: TaskType): void {
    const requestInfo = JSON.stringify(request, shortenPicture)
    const { seed, receivedMs, format } = order
    const work: Work = { state: 'running', job }
    const task: Task = { taskId, order: { seed, receivedMs, format }, requestInfo, type, work }
    this.#tasks.set(taskId, task)
    job.ended.then(
      (ending) => (task.work = this.#place(ending)),
      // A drawing that fails is a failed task, as any other trouble of the provider's own.
      () => (task.work = { state: 'failed' }),
    )
  }

  /** The reply's body, or null where there is no such task. A failed task is described like any other. */
  describe(taskId: string): object | null {
    const task = this.#tasks.get(taskId)
    return task === undefined ? null : this.#describe(task)
  }

  #place(ending: Ending): Work {
    if (ending.entry.outcome === 'server-error') return { state: 'failed' }
    const { readyMs, serviceMs } = ending.entry
    return { state: 'succeeded', urls: this.#shelf.put(ending), startedMs: readyMs - serviceMs, readyMs }
  }

  #describe({ taskId, order, requestInfo, type, work }: Task): object {
    const stage = work.state === 'running' ? work.job.stage() : null
    const drawing = stage?.name === 'drawing' ? stage : null
    const startedMs = work.state === 'succeeded' ? work.startedMs : (drawing?.startedMs ?? null)
    return {
      extra: {
        seed: String(order.seed),
        enable_nsfw_detection: false,
        debug_info: {
          request_info: requestInfo,
          submit_time_ms: this.#epochMs(order.receivedMs),
          execute_time_ms: this.#epochMs(startedMs),
          complete_time_ms: this.#epochMs(work.state === 'succeeded' ? work.readyMs : null),
        },
      },
      task: {
        task_id: taskId,
        task_type: type,
        // A queue and a cold start both show as queued.
        status: stage?.name === 'queued' ? 'TASK_STATUS_QUEUED' : STATUS[work.state],
        reason: work.state === 'failed' ? 'TASK_FAILED' : '',
        eta: Math.ceil((drawing?.toGoMs ?? 0) / 1000),
        progress_percent: work.state === 'succeeded' ? 100 : Math.floor((drawing?.progress ?? 0) * 99),
      },
      images: work.state === 'succeeded' ? work.urls.map((url) => this.#describeImage(url, order)) : [],
      videos: [],
      audios: [],
    }
  }

  /** The life of a link is text here and a number in the synchronous API. */
  #describeImage(url: string, { format }: Task['order']): object {
    const life = String(this.#shelf.lifeSeconds)
    return { image_url: url, image_url_ttl: life, image_type: format, nsfw_detection_result: null }
  }

  /** Milliseconds since 1970 as text; `0` for what has not happened yet. */
  #epochMs(atMs: number | null): string {
    return atMs === null ? '0' : String(Math.round(this.#kit.wallMs(atMs)))
  }
}

/** The request comes back in each result; a picture in it would weigh megabytes there. */
function shortenPicture(key: string, value: unknown): unknown {
  return key === 'image_base64' ? '…' : value
}
