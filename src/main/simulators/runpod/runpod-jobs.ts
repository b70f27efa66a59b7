import { randomUUID } from 'node:crypto'
import type { PictureShelf } from '../picture-shelf.ts'
import type { Ending, Job, SimulatorContext, SimulatorKit, TruthEntry } from '../simulator.ts'
import type { Endpoint, OutputForm } from './endpoints.ts'

/** Results that are kept; the oldest is forgotten first, as all are after half an hour. */
const KEPT_RESULTS = 64
const RETENTION_MS = 30 * 60_000

type State = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED'

interface Task {
  id: string
  endpoint: Endpoint
  receivedMs: number
  work: Work
  /** Resolves when the job has ended, however it did. */
  ended: Promise<void>
}

type Work =
  | { state: 'open'; job: Job }
  | { state: 'done'; entry: TruthEntry; output: object }
  | { state: 'failed'; error: string; entry: TruthEntry | null }
  | { state: 'cancelled'; entry: TruthEntry | null }

/** The jobs of all endpoints, and what is answered about them. */
export class RunpodJobs {
  readonly #kit: SimulatorKit
  readonly #shelf: PictureShelf
  readonly #tasks = new Map<string, Task>()

  constructor(kit: SimulatorKit, shelf: PictureShelf) {
    this.#kit = kit
    this.#shelf = shelf
  }

  /** @param prefix `sync-` for a job whose caller waits */
  static newId(prefix: '' | 'sync-'): string {
    return `${prefix}${randomUUID()}-u1`
  }

  add(id: string, endpoint: Endpoint, receivedMs: number, job: Job): Task {
    const settle = (ending: Ending): void => {
      if (task.work.state === 'open') task.work = this.#finish(endpoint, ending)
    }
    const ended = job.ended.then(settle, (error: unknown) => {
      task.work = { state: 'failed', error: String(error), entry: null }
    })
    const task: Task = { id, endpoint, receivedMs, work: { state: 'open', job }, ended }
    this.#remember(task)
    return task
  }

  /** A job whose input the worker did not take. */
  addFailed(id: string, endpoint: Endpoint, receivedMs: number, error: string): Task {
    const work: Work = { state: 'failed', error, entry: null }
    const task: Task = { id, endpoint, receivedMs, work, ended: Promise.resolve() }
    this.#remember(task)
    return task
  }

  /** Null where there is none on that endpoint, or none any more. */
  find(endpoint: Endpoint, id: string): Task | null {
    const task = this.#tasks.get(id)
    const fresh = task !== undefined && this.#kit.nowMs() - task.receivedMs < RETENTION_MS
    return fresh && task.endpoint === endpoint ? task : null
  }

  /** The job as `/status` shows it. The reply that carries a picture in base64 counts as its delivery. */
  describe(context: SimulatorContext, { id, work, receivedMs, endpoint }: Task): object {
    const status = stateOf(work)
    if (work.state === 'open') {
      const stage = work.job.stage()
      return { id, status, ...(stage.name === 'drawing' && { delayTime: Math.round(stage.startedMs - receivedMs) }) }
    }
    if (work.state === 'cancelled') return { id, status, ...timesOf(work.entry) }
    if (work.state === 'failed') {
      if (work.entry !== null) this.#kit.answer(context, work.entry, { carriesPicture: false })
      return { id, status, ...timesOf(work.entry), error: work.error }
    }
    const { entry } = work
    if (endpoint.form !== 'url') this.#kit.answer(context, entry, { carriesPicture: true })
    return { id, status, ...timesOf(entry), workerId: 'w1practice', output: work.output }
  }

  /** @returns whether the job was stopped; a job that had ended keeps its state */
  cancel(task: Task): boolean {
    if (task.work.state !== 'open') return false
    const { job } = task.work
    if (job.cancel() === null) return false
    task.work = { state: 'cancelled', entry: null }
    void job.ended.then(({ entry }) => (task.work = { state: 'cancelled', entry }))
    return true
  }

  /** Removes what waits, and leaves what runs. @returns how many */
  purge(endpoint: Endpoint): number {
    const waiting = [...this.#tasks.values()].filter(
      (task) => task.endpoint === endpoint && task.work.state === 'open' && task.work.job.stage().name === 'queued',
    )
    return waiting.filter((task) => this.cancel(task)).length
  }

  health(endpoint: Endpoint): object {
    const states = [...this.#tasks.values()]
      .filter((task) => task.endpoint === endpoint)
      .map(({ work }) => stateOf(work))
    const count = (state: State): number => states.filter((each) => each === state).length
    const running = Math.min(count('IN_PROGRESS'), this.#kit.profile.workers)
    const idle = this.#kit.profile.workers - running
    return {
      jobs: {
        completed: count('COMPLETED'),
        failed: count('FAILED'),
        inProgress: running,
        inQueue: count('IN_QUEUE'),
        retried: 0,
      },
      workers: { idle, initializing: 0, ready: idle, running, throttled: 0, unhealthy: 0 },
    }
  }

  #finish(endpoint: Endpoint, ending: Ending): Work {
    const { entry, pictures } = ending
    if (entry.outcome === 'cancelled') return { state: 'cancelled', entry }
    if (entry.outcome === 'server-error') {
      const error = JSON.stringify({ error_type: "<class 'RuntimeError'>", error_message: 'the worker process died' })
      return { state: 'failed', error, entry }
    }
    const pixels = pictures.reduce((sum, { width, height }) => sum + width * height, 0)
    entry.costMicros = endpoint.costMicros?.(pixels) ?? null
    return { state: 'done', entry, output: this.#outputOf(endpoint.form, ending) }
  }

  /** The output in the shape that each worker gives it. */
  #outputOf(form: OutputForm, ending: Ending): object {
    if (form === 'url') return { image_url: this.#shelf.put(ending)[0], cost: (ending.entry.costMicros ?? 0) / 1e6 }
    const image = ending.pictures[0]?.bytes.toString('base64')
    if (form === 'comfyui') return { images: [{ filename: 'ComfyUI_00001_.png', type: 'base64', data: image }] }
    if (form === 'image') return { image }
    const info = JSON.stringify({ seed: ending.recipes[0]?.seed, index_of_first_image: 0 })
    return { images: [image], parameters: {}, info }
  }

  #remember(task: Task): void {
    this.#tasks.set(task.id, task)
    const ended = [...this.#tasks.values()].filter(({ work }) => work.state !== 'open')
    for (const { id } of ended.slice(0, Math.max(0, ended.length - KEPT_RESULTS))) this.#tasks.delete(id)
  }
}

export type RunpodTask = ReturnType<RunpodJobs['add']>

export function stateOf(work: Work): State {
  if (work.state === 'open') return work.job.stage().name === 'queued' ? 'IN_QUEUE' : 'IN_PROGRESS'
  return work.state === 'done' ? 'COMPLETED' : work.state === 'failed' ? 'FAILED' : 'CANCELLED'
}

/** Whole milliseconds. The start of a cold worker is part of the delay. */
function timesOf(entry: TruthEntry | null): { delayTime?: number; executionTime?: number } {
  if (entry === null) return {}
  return { delayTime: Math.round(entry.queueMs + entry.coldStartMs), executionTime: Math.round(entry.serviceMs) }
}
