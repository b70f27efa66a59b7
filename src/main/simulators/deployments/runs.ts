import type { PictureShelf } from '../picture-shelf.ts'
import type { Ending, Job, Order, SimulatorKit, TruthEntry } from '../simulator.ts'

/** How far a run is. Places in time are those of the simulator's own clock. */
export type RunStage =
  | { name: 'queued' }
  | { name: 'drawing'; startedMs: number; progress: number }
  | { name: 'succeeded'; startedMs: number; endedMs: number; urls: string[]; sizesBytes: number[] }
  | { name: 'failed'; startedMs: number; endedMs: number }
  | { name: 'cancelled'; startedMs: number | null; endedMs: number }

export interface Run<Extra> {
  id: string
  order: Order
  extra: Extra
  stage: RunStage
  /** Whether it met a cold start; null until it is started. */
  cold: boolean | null
  /** What is billed for it; null until it has ended, and where no price is known. */
  costMicros: number | null
}

interface Entry<Extra> {
  id: string
  order: Order
  extra: Extra
  job: Job
  /** null until it has ended; `broken` where the drawing itself failed. */
  end: { entry: TruthEntry; urls: string[]; sizesBytes: number[] } | 'broken' | null
}

/**
 * The runs that a simulated provider has taken on, and where each stands. What is kept of a finished one are addresses, not
 * bytes.
 */
export class Runs<Extra> {
  readonly #kit: SimulatorKit
  readonly #shelf: PictureShelf
  readonly #bill: (run: { order: Order; serviceMs: number }) => number | null
  readonly #entries = new Map<string, Entry<Extra>>()

  /** @param bill what a run that drew for so long costs, in micro-dollars; null where no price is known */
  constructor(
    kit: SimulatorKit,
    shelf: PictureShelf,
    bill: (run: { order: Order; serviceMs: number }) => number | null = () => null,
  ) {
    this.#kit = kit
    this.#shelf = shelf
    this.#bill = bill
  }

  add(id: string, order: Order, job: Job, extra: Extra): Run<Extra> {
    const entry: Entry<Extra> = { id, order, extra, job, end: null }
    this.#entries.set(id, entry)
    job.ended.then(
      (ending) => (entry.end = this.#place(entry, ending)),
      // A drawing that fails is a failed run, as any other trouble of the provider's own.
      () => (entry.end = 'broken'),
    )
    return this.#describe(entry)
  }

  find(id: string): Run<Extra> | null {
    const entry = this.#entries.get(id)
    return entry === undefined ? null : this.#describe(entry)
  }

  /** @returns whether something was stopped; null where there is no such run */
  cancel(id: string): boolean | null {
    const entry = this.#entries.get(id)
    return entry === undefined ? null : entry.job.cancel() !== null
  }

  /** Settles when the run has ended, and its pictures are on the shelf. */
  async ended(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    if (entry === undefined) return
    await entry.job.ended.catch(() => undefined)
  }

  #place(entry: Entry<Extra>, ending: Ending): Entry<Extra>['end'] {
    const { serviceMs, outcome } = ending.entry
    // A failed run used its GPU as well.
    ending.entry.costMicros = outcome === 'cancelled' ? null : this.#bill({ order: entry.order, serviceMs })
    const sizesBytes = ending.pictures.map(({ bytes }) => bytes.byteLength)
    return { entry: ending.entry, urls: this.#shelf.put(ending), sizesBytes }
  }

  #describe({ id, order, extra, job, end }: Entry<Extra>): Run<Extra> {
    const known = { id, order, extra }
    if (end === null) {
      const stage = job.stage()
      return {
        ...known,
        stage: stage.name === 'drawing' ? stage : { name: 'queued' },
        cold: null,
        costMicros: null,
      }
    }
    const nowMs = this.#kit.nowMs()
    if (end === 'broken') {
      const stage: RunStage = { name: 'failed', startedMs: nowMs, endedMs: nowMs }
      return { ...known, stage, cold: null, costMicros: null }
    }
    const { urls, sizesBytes } = end
    const { outcome, readyMs, serviceMs, coldStartMs, costMicros } = end.entry
    const places = { startedMs: readyMs - serviceMs, endedMs: readyMs }
    const stage: RunStage =
      outcome === 'cancelled'
        ? { name: 'cancelled', startedMs: serviceMs > 0 ? places.startedMs : null, endedMs: readyMs }
        : outcome === 'served'
          ? { name: 'succeeded', ...places, urls, sizesBytes }
          : { name: 'failed', ...places }
    return { ...known, stage, cold: coldStartMs > 0, costMicros }
  }
}
