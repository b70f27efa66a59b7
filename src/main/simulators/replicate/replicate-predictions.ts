import type { PictureShelf } from '../picture-shelf.ts'
import type { Ending, Job, SimulatorKit, TruthEntry } from '../simulator.ts'

/** How a prediction stands. What is kept of one that ended are addresses, not bytes. */
type Work =
  | { state: 'running'; job: Job }
  | { state: 'succeeded'; urls: string[]; entry: TruthEntry }
  | { state: 'failed'; error: string; entry: TruthEntry | null }
  | { state: 'canceled'; entry: TruthEntry }

export interface StoredPrediction {
  id: string
  model: string
  version: string
  /** As it came, less a picture in place, which is as long as it is useless in a reply. */
  input: object
  receivedMs: number
  seed: number
  single: boolean
  work: Work
  ended: Promise<unknown>
}

export const NSFW = 'NSFW content detected. Try running it again, or try a different prompt.'
const INTERRUPTED = 'Prediction interrupted; please retry (code: PA)'

/** Replicate's predictions, newest last, and the object that describes each. */
export class ReplicatePredictions {
  readonly #kit: SimulatorKit
  readonly #shelf: PictureShelf
  readonly #predictions = new Map<string, StoredPrediction>()

  constructor(kit: SimulatorKit, shelf: PictureShelf) {
    this.#kit = kit
    this.#shelf = shelf
  }

  /** @param succeeded told of the truth of a prediction that gave pictures, before anyone can ask for them */
  add(
    facts: Omit<StoredPrediction, 'work' | 'ended'>,
    job: Job,
    succeeded: (entry: TruthEntry) => void,
  ): StoredPrediction {
    const prediction: StoredPrediction = { ...facts, work: { state: 'running', job }, ended: job.ended }
    this.#predictions.set(facts.id, prediction)
    prediction.ended = this.#finish(prediction, job, succeeded)
    return prediction
  }

  /** A prediction that the model's own filter ends. */
  addRefused(facts: Omit<StoredPrediction, 'work' | 'ended'>, entry: TruthEntry): StoredPrediction {
    const work: Work = { state: 'failed', error: NSFW, entry }
    const prediction: StoredPrediction = { ...facts, work, ended: Promise.resolve() }
    this.#predictions.set(facts.id, prediction)
    return prediction
  }

  find(id: string): StoredPrediction | null {
    return this.#predictions.get(id) ?? null
  }

  /** Newest first, a hundred at most. */
  list(): StoredPrediction[] {
    return [...this.#predictions.values()].reverse().slice(0, 100)
  }

  /** Whoever reads of a failure has been told all there is; pictures are delivered by their download. */
  overEntry({ work }: StoredPrediction): TruthEntry | null {
    return work.state === 'failed' || work.state === 'canceled' ? work.entry : null
  }

  cancel({ work }: StoredPrediction): void {
    if (work.state === 'running') work.job.cancel()
  }

  describe(prediction: StoredPrediction): object {
    const { id, model, version, input, receivedMs, seed, single, work } = prediction
    const stage = work.state === 'running' ? work.job.stage() : null
    const startedMs = startedAt(work)
    const endedMs = work.state === 'running' ? null : (work.entry?.readyMs ?? receivedMs)
    const removed = endedMs !== null && this.#kit.nowMs() - endedMs > this.#kit.profile.urlLifeMs
    const urls = work.state === 'succeeded' && !removed ? work.urls : null
    const base = `${this.#kit.baseUrl()}/v1/predictions/${id}`
    return {
      id,
      model,
      version,
      input: removed ? {} : input,
      logs: startedMs === null || removed ? '' : `Using seed: ${seed}\n`,
      output: urls === null ? null : single ? (urls[0] ?? null) : urls,
      data_removed: removed,
      error: work.state === 'failed' ? work.error : null,
      source: 'api',
      // A boot and a queue alike show as `starting`.
      status: work.state === 'running' ? (stage?.name === 'queued' ? 'starting' : 'processing') : work.state,
      created_at: this.#iso(receivedMs),
      started_at: startedMs === null ? undefined : this.#iso(startedMs),
      completed_at: endedMs === null ? undefined : this.#iso(endedMs),
      metrics:
        startedMs === null || endedMs === null
          ? {}
          : { predict_time: seconds(endedMs - startedMs), total_time: seconds(endedMs - receivedMs) },
      urls: { get: base, cancel: `${base}/cancel`, web: `https://replicate.com/p/${id}` },
    }
  }

  async #finish(prediction: StoredPrediction, job: Job, succeeded: (entry: TruthEntry) => void): Promise<void> {
    try {
      prediction.work = this.#place(await job.ended, succeeded)
    } catch {
      // A drawing that fails is a failed prediction, as any other trouble of the provider's own.
      prediction.work = { state: 'failed', error: INTERRUPTED, entry: null }
    }
  }

  #place(ending: Ending, succeeded: (entry: TruthEntry) => void): Work {
    const { entry } = ending
    if (entry.outcome === 'cancelled') return { state: 'canceled', entry }
    if (entry.outcome === 'server-error') return { state: 'failed', error: INTERRUPTED, entry }
    succeeded(entry)
    return { state: 'succeeded', urls: this.#shelf.put(ending), entry }
  }

  #iso(atMs: number): string {
    return new Date(this.#kit.wallMs(atMs)).toISOString()
  }
}

/** When predict() began; null where it never did. */
function startedAt(work: Work): number | null {
  if (work.state === 'running') {
    const stage = work.job.stage()
    return stage.name === 'drawing' ? stage.startedMs : null
  }
  if (work.entry === null || (work.state === 'canceled' && work.entry.serviceMs === 0)) return null
  return work.entry.readyMs - work.entry.serviceMs
}

/** Seconds to the microsecond. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1_000_000
}
