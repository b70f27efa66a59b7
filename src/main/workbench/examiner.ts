import { setImmediate } from 'node:timers/promises'
import type { ExaminationPool } from '#main/images/examination-pool.ts'
import type { Store } from '#main/store/open-store.ts'
import type { Examination } from '#main/store/picture-check-store.ts'

/**
 * While a trial is being measured, each examination is preceded by a rest this many times as long as the last one took:
 * decoding then has at most a twentieth of one processor, at low priority. Where the processors are busy an examination
 * takes longer, so that it slows down by itself.
 */
export const REST_FACTOR = 19

/**
 * What the first examination of a process is taken to last, with the loading of the decoder: the first five seconds of its
 * first trial are not disturbed at all.
 */
const FIRST_EXAMINATION_MS = 260

/** Examinations that share one wait for the disk while nothing is measured. */
const STORED_TOGETHER = 64

export interface ExaminerOptions {
  store: Pick<Store, 'pictureChecks' | 'trials'>
  pool: ExaminationPool
  /** Pictures that may be decoded at the same time while nothing is measured. */
  atOnce: number
  monotonicMs: () => number
  /** Resolves after the time, or as soon as the signal is aborted. */
  rest: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Hears of pictures that could not be examined: a file that is gone, a disk that is full. */
  reportBug: (error: unknown) => void
}

/**
 * Looks into pictures after they have been kept: decoding takes more of the processor than all else that a sample needs, and
 * while a trial is measured the processor belongs to the network. Pictures that an earlier process left are looked into, too.
 */
export class Examiner {
  readonly #options: ExaminerOptions
  readonly #lanes = new Set<Promise<void>>()
  /** Being examined, or found and not stored yet. */
  readonly #underWay = new Set<string>()
  /** Pictures that could not be examined. They stay unexamined, and are tried again by the next process. */
  readonly #givenUp = new Set<string>()
  readonly #waiting = new Set<{ missing: Set<string>; done: () => void }>()
  #queue = new Set<string>()
  #found: Examination[] = []
  #lastMs = FIRST_EXAMINATION_MS
  #rest = new AbortController()
  #listener: (examinations: readonly Examination[]) => void = () => {}
  #closed = false

  constructor(options: ExaminerOptions) {
    this.#options = options
  }

  /** Takes up what earlier processes left. Resolves when all pictures have been gone through, a few at a time. */
  async open(): Promise<void> {
    for (let after: string | null = ''; after !== null && !this.#closed; await setImmediate()) {
      const page: { hashes: string[]; next: string | null } = this.#options.store.pictureChecks.unexamined(after)
      this.add(page.hashes)
      after = page.next
    }
  }

  /** @param listener is told what was found, after it was stored. */
  listen(listener: (examinations: readonly Examination[]) => void): void {
    this.#listener = listener
  }

  /** Pictures that have been stored. Those that have been examined before are passed over. */
  add(hashes: readonly string[]): void {
    for (const sha256 of hashes) if (!this.#underWay.has(sha256)) this.#queue.add(sha256)
    this.#start()
  }

  /** A trial has ended: if it was the last one, nothing is held back any more. */
  wake(): void {
    this.#rest.abort()
    this.#rest = new AbortController()
    this.#start()
  }

  /**
   * Resolves when every picture that the trial has by now is examined, or can't be. They come before all others.
   * At the pace of a measurement where one is running.
   */
  async examined(trialId: string): Promise<void> {
    const hashes = this.#options.store.pictureChecks.unexaminedOf(trialId)
    const missing = new Set(hashes.filter((sha256) => !this.#givenUp.has(sha256)))
    if (this.#closed || missing.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.add({ missing, done: resolve })
    const first = [...missing].filter((sha256) => !this.#underWay.has(sha256))
    this.#queue = new Set([...first, ...this.#queue])
    this.#start()
    await promise
  }

  /** Makes and stores the check `pixels` of pictures, one after the other. One that can't be read has none, and is reported. */
  async hashPixels(hashes: readonly string[]): Promise<void> {
    for (const sha256 of hashes) {
      if (this.#closed) return
      try {
        const check = await this.#options.pool.hashPixels(sha256)
        this.#options.store.pictureChecks.record([{ sha256, checks: [check], measures: [] }])
      } catch (error) {
        if (!this.#closed) this.#options.reportBug(error)
      }
    }
  }

  /** Stops at once; what has been found is stored, the rest is left to the next process. */
  async close(): Promise<void> {
    this.#closed = true
    this.#rest.abort()
    await this.#options.pool.close()
    await Promise.all(this.#lanes)
    for (const { done } of this.#waiting) done()
    this.#waiting.clear()
  }

  /** Also counts trials of other processes: they share the processors, and perhaps this folder. */
  #isMeasuring(): boolean {
    return this.#options.store.trials.runningIds().length > 0
  }

  #start(): void {
    if (this.#closed) return
    const most = this.#isMeasuring() ? 1 : this.#options.atOnce
    while (this.#lanes.size < Math.min(most, this.#queue.size)) {
      const lane = this.#work()
        .catch((error: unknown) => this.#giveUp(this.#queue, error))
        .finally(() => {
          this.#lanes.delete(lane)
          this.#start()
        })
      this.#lanes.add(lane)
    }
  }

  async #work(): Promise<void> {
    while (!this.#closed && this.#queue.size > 0) {
      if (this.#isMeasuring()) {
        // One picture at a time: the other lanes come back when the trial has ended.
        if (this.#lanes.size > 1) break
        this.#store()
        const { signal } = this.#rest
        await this.#options.rest(this.#lastMs * REST_FACTOR, signal)
        // Woken: another trial may still run.
        if (signal.aborted) continue
      }
      await this.#examineNext()
      if (this.#found.length >= STORED_TOGETHER) this.#store()
    }
    if (this.#underWay.size === this.#found.length) this.#store()
  }

  async #examineNext(): Promise<void> {
    const [sha256] = this.#queue
    if (sha256 === undefined || this.#closed) return
    this.#queue.delete(sha256)
    if (this.#options.store.pictureChecks.isExamined(sha256)) {
      this.#finish([sha256])
      return
    }
    this.#underWay.add(sha256)
    const startedMs = this.#options.monotonicMs()
    try {
      this.#found.push({ sha256, ...(await this.#options.pool.examine(sha256)) })
    } catch (error) {
      if (this.#closed) this.#underWay.delete(sha256)
      else this.#giveUp([sha256], error)
    } finally {
      this.#lastMs = this.#options.monotonicMs() - startedMs
    }
  }

  #store(): void {
    const found = this.#found.splice(0)
    if (found.length === 0) return
    const hashes = found.map(({ sha256 }) => sha256)
    try {
      this.#options.store.pictureChecks.record(found)
    } catch (error) {
      this.#giveUp(hashes, error)
      return
    }
    this.#listener(found)
    this.#finish(hashes)
  }

  #giveUp(pictures: Iterable<string>, cause: unknown): void {
    const hashes = [...pictures]
    const reason = cause instanceof Error ? cause.message : String(cause)
    const what = hashes.length === 1 ? `The picture ${hashes[0]}` : `${hashes.length} pictures`
    this.#options.reportBug(new Error(`${what} could not be examined: ${reason}`, { cause }))
    for (const sha256 of hashes) {
      this.#givenUp.add(sha256)
      this.#queue.delete(sha256)
    }
    this.#finish(hashes)
  }

  #finish(hashes: readonly string[]): void {
    for (const sha256 of hashes) this.#underWay.delete(sha256)
    for (const waiting of this.#waiting) {
      for (const sha256 of hashes) waiting.missing.delete(sha256)
      if (waiting.missing.size > 0) continue
      this.#waiting.delete(waiting)
      waiting.done()
    }
  }
}
